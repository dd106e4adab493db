// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/link_config.h"

#include "core/phy/link_limits.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace rxwatt::phy
{

namespace
{

constexpr std::array<std::string_view, 4> modulationNames = {"QPSK", "16QAM", "64QAM", "256QAM"};
constexpr std::array<std::string_view, 6> channelModelNames = {"AWGN", "TDL-A", "TDL-B", "TDL-C", "TDL-D", "TDL-E"};

template <typename Enum, std::size_t size>
Result<Enum> fromName(const std::array<std::string_view, size>& names, std::string_view name)
{
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
        return fail(ErrorKind::badInput, fmt::format("found \"{}\", {} are allowed", name, fmt::join(names, ", ")));
    }
    return static_cast<Enum>(found - names.begin());
}

Status checkNumber(std::string_view path, double value, double low, double high)
{
    // The negated comparison also refuses NaN.
    if (!(value >= low && value <= high)) {
        return fail(ErrorKind::badInput, fmt::format("{}: found {}, {} to {} is allowed", path, value, low, high));
    }
    return {};
}

Status checkRange(const std::string& path, const Range& range, double low, double high)
{
    if (range.low == range.high) {
        return checkNumber(path, range.low, low, high);
    }
    RXWATT_TRY(checkNumber(path + "[0]", range.low, low, high));
    RXWATT_TRY(checkNumber(path + "[1]", range.high, low, high));
    if (range.low > range.high) {
        return fail(ErrorKind::badInput,
                    fmt::format("{}: found [{}, {}], the first number must not be above the second", path, range.low,
                                range.high));
    }
    return {};
}

template <typename T>
Status checkList(std::string_view path, const std::vector<T>& items)
{
    if (items.empty()) {
        return fail(ErrorKind::badInput, fmt::format("{}: found an empty list, at least one entry is needed", path));
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
        // What is drawn uniformly from a list would silently be weighted by a repeated entry.
        if (std::find(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(i), items[i]) !=
            items.begin() + static_cast<std::ptrdiff_t>(i)) {
            return fail(ErrorKind::badInput,
                        fmt::format("{}[{}]: found an entry for the second time, each is allowed once", path, i));
        }
    }
    return {};
}

Status checkDmrs(const DmrsConfig& dmrs)
{
    RXWATT_TRY(checkList("link.dmrs.symbols", dmrs.symbols));
    for (const int symbols : dmrs.symbols) {
        if (std::find(dmrsSymbolCounts.begin(), dmrsSymbolCounts.end(), symbols) == dmrsSymbolCounts.end()) {
            return fail(ErrorKind::badInput,
                        fmt::format("link.dmrs.symbols: found {}, 1, 2 or [1, 2] is allowed", symbols));
        }
    }
    if (dmrs.type != dmrsTypes.front()) {
        return fail(ErrorKind::badInput, fmt::format("link.dmrs.type: found {}, only 1 is allowed", dmrs.type));
    }
    return checkNumber("link.dmrs.scrambling_id", dmrs.scramblingId, 0, maxScramblingId);
}

} // namespace

int bitsPerSymbol(Modulation modulation)
{
    return 2 * (static_cast<int>(modulation) + 1);
}

std::string_view nameOf(Modulation modulation)
{
    return modulationNames.at(static_cast<std::size_t>(modulation));
}

std::string_view nameOf(ChannelModel model)
{
    return channelModelNames.at(static_cast<std::size_t>(model));
}

Result<Modulation> modulationFromName(std::string_view name)
{
    return fromName<Modulation>(modulationNames, name);
}

Result<ChannelModel> channelModelFromName(std::string_view name)
{
    return fromName<ChannelModel>(channelModelNames, name);
}

int LinkConfig::maxBitsPerSymbol() const
{
    int bits = 0;
    for (const Modulation modulation : modulations) {
        bits = std::max(bits, bitsPerSymbol(modulation));
    }
    return bits;
}

Status LinkConfig::validate() const
{
    RXWATT_TRY(
        checkNumber("link.carrier_frequency_hz", carrierFrequencyHz, minCarrierFrequencyHz, maxCarrierFrequencyHz));
    if (std::find(subcarrierSpacings.begin(), subcarrierSpacings.end(), subcarrierSpacingHz) ==
        subcarrierSpacings.end()) {
        return fail(ErrorKind::badInput, fmt::format("link.subcarrier_spacing_hz: found {}, {:.0f} are allowed",
                                                     subcarrierSpacingHz, fmt::join(subcarrierSpacings, ", ")));
    }
    RXWATT_TRY(checkNumber("link.resource_blocks", resourceBlocks, 1, maxResourceBlocks));
    RXWATT_TRY(checkNumber("link.rx_antennas", rxAntennas, 1, maxRxAntennas));
    RXWATT_TRY(checkList("link.modulation", modulations));
    RXWATT_TRY(checkDmrs(dmrs));
    RXWATT_TRY(checkList("link.channel.models", channel.models));
    RXWATT_TRY(checkRange("link.channel.delay_spread_s", channel.delaySpread, 0, maxDelaySpreadS));
    RXWATT_TRY(checkRange("link.channel.max_doppler_hz", channel.maxDopplerHz, 0, phy::maxDopplerHz));
    RXWATT_TRY(checkNumber("link.interference_share", interferenceShare, 0, 1));
    return checkRange("link.sinr_db", sinrDb, minSinrDb, maxSinrDb);
}

} // namespace rxwatt::phy
