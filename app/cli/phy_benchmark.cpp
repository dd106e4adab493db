// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/benchmarks.h"
#include "core/phy/throughput.h"

namespace rxwatt::cli
{

namespace
{

Result<std::vector<Measurement>> measure(const std::string& name, const std::string& receiver,
                                         const BenchSettings& settings)
{
    phy::ThroughputConfig config;
    config.link.resourceBlocks = 26;
    config.link.rxAntennas = 2;
    config.link.modulations = {phy::Modulation::qam256};
    config.link.channel.models = {phy::ChannelModel::tdlA};
    config.receiver = receiver;
    config.threads = settings.threads;
    config.duration = std::chrono::duration<double>(settings.seconds);
    RXWATT_ASSIGN(const phy::Throughput throughput, phy::measureThroughput(config));
    return std::vector<Measurement>{{name, throughput.slotsPerSecond(), "slots/s"}};
}

} // namespace

Result<std::vector<Measurement>> benchGeneration(const BenchSettings& settings)
{
    return measure("generation", "", settings);
}

Result<std::vector<Measurement>> benchLsLinear(const BenchSettings& settings)
{
    return measure("ls-linear", "ls-linear", settings);
}

} // namespace rxwatt::cli
