// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/benchmark.h"

#include "core/model/layers.h"
#include "core/network/receiver_network.h"
#include "core/network/torch_runtime.h"
#include "core/training/guard.h"
#include "core/training/train_step.h"

#include <fmt/format.h>
#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <fstream>
#include <functional>
#include <sstream>
#include <unistd.h>

namespace rxwatt::training
{
namespace
{

using Clock = std::chrono::steady_clock;

constexpr const char* trainingStepWork = "training-step";
constexpr const char* inferenceWork = "inference";
constexpr double learningRate = 1e-3;
constexpr double weightDecay = 1e-4;
constexpr double gradientClip = 1;

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Since this process was started, to the kernel's 10 ms.
double secondsSinceProcessStart()
{
    std::ifstream file("/proc/self/stat");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    // The second field, the program's name in brackets, may hold spaces; the start time is the 22nd.
    std::istringstream fields(text.substr(std::min(text.rfind(')') + 1, text.size())));
    std::string skipped;
    for (int field = 3; field < 22; ++field) {
        fields >> skipped;
    }
    double ticks = 0;
    fields >> ticks;
    timespec now{};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec) -
           ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

std::int64_t peakMemoryBytes()
{
    std::ifstream status("/proc/self/status");
    std::string line;
    while (std::getline(status, line)) {
        if (line.starts_with("VmHWM:")) {
            return std::stoll(line.substr(6)) * 1024;
        }
    }
    return 0;
}

/// One case with its network, batch and optimiser.
class Bench
{
public:
    Bench(const BenchmarkCase& benchmarkCase, torch::Device device)
        : m_network(makeNetwork(benchmarkCase, device)),
          m_parameters(*m_network),
          m_optimizer(m_parameters, run::Optimizer::adamw, weightDecay)
    {
        const model::ModelShape& shape = benchmarkCase.shape;
        const std::int64_t batch = benchmarkCase.batchSlots;
        const auto channelsLast = [device](const torch::Tensor& tensor) {
            return tensor.to(device).contiguous(torch::MemoryFormat::ChannelsLast);
        };
        const std::int64_t channels = model::inputChannels(benchmarkCase.model.input, shape.rxAntennas);
        const auto bits = torch::randint(2, {batch, shape.outputBits, shape.symbols, shape.subcarriers}, torch::kUInt8);
        m_batch.features = channelsLast(torch::randn({batch, channels, shape.symbols, shape.subcarriers}));
        m_batch.bits = channelsLast(bits);
        m_batch.mask = torch::ones_like(m_batch.bits);
        m_batch.mask.select(2, 2).zero_(); // the DM-RS symbol
    }

    void train()
    {
        m_network->train();
        (void)trainStep({m_network, m_parameters, m_optimizer}, m_batch, learningRate, gradientClip);
    }

    void infer()
    {
        const torch::InferenceMode guard;
        m_network->eval();
        (void)m_network->forward(m_batch.features);
        if (m_batch.features.is_cuda()) {
            torch::cuda::synchronize();
        }
    }

private:
    static network::ReceiverNetwork makeNetwork(const BenchmarkCase& benchmarkCase, torch::Device device)
    {
        network::ReceiverNetwork network(benchmarkCase.model, benchmarkCase.shape);
        network::initialise(network, 1);
        network->to(device);
        return network;
    }

    network::ReceiverNetwork m_network;
    FlatParameters m_parameters;
    OptimizerState m_optimizer;
    TrainingBatch m_batch;
};

/// Slots a second of each repeat, after one step that warms up.
std::vector<double> repeat(const std::function<void()>& step, int batchSlots, const BenchmarkSettings& settings)
{
    step();
    std::vector<double> rates;
    for (int repeat = 0; repeat < settings.repeats; ++repeat) {
        const Clock::time_point begin = Clock::now();
        int steps = 0;
        do {
            step();
            ++steps;
        } while (secondsSince(begin) < settings.seconds);
        rates.push_back(static_cast<double>(batchSlots) * steps / secondsSince(begin));
    }
    return rates;
}

bool wants(const std::vector<std::string>& names, const std::string& name)
{
    return names.empty() || std::ranges::find(names, name) != names.end();
}

Status refuseUnknown(const std::string& what, const std::vector<std::string>& names,
                     const std::vector<std::string>& known)
{
    for (const std::string& name : names) {
        if (std::ranges::find(known, name) == known.end()) {
            return fail(ErrorKind::badInput,
                        fmt::format("{}: found \"{}\", {} are allowed", what, name, fmt::join(known, ", ")));
        }
    }
    return {};
}

Status validate(const BenchmarkSettings& settings)
{
    std::vector<std::string> cases;
    for (const BenchmarkCase& benchmarkCase : benchmarkCases()) {
        cases.push_back(benchmarkCase.name);
    }
    RXWATT_TRY(refuseUnknown("benchmark case", settings.cases, cases));
    RXWATT_TRY(refuseUnknown("benchmark", settings.work, {trainingStepWork, inferenceWork}));
    if (settings.repeats < 1 || settings.repeats > 1000) {
        return fail(ErrorKind::badInput, fmt::format("--repeats: found {}, 1 to 1000 is allowed", settings.repeats));
    }
    if (!(settings.seconds >= 0 && settings.seconds <= 3600)) {
        return fail(ErrorKind::badInput, fmt::format("--seconds: found {}, 0 to 3600 is allowed", settings.seconds));
    }
    return {};
}

void measureCase(const BenchmarkCase& benchmarkCase, torch::Device device, const BenchmarkSettings& settings,
                 BenchmarkReport& report)
{
    Bench bench(benchmarkCase, device);
    const auto add = [&](const char* work, const std::function<void()>& step) {
        report.figures.push_back(
            {work, benchmarkCase.name, benchmarkCase.batchSlots, repeat(step, benchmarkCase.batchSlots, settings)});
    };
    if (wants(settings.work, trainingStepWork)) {
        bench.train();
        if (!report.firstStepSeconds) {
            report.firstStepSeconds = secondsSinceProcessStart();
        }
        add(trainingStepWork, [&bench] { bench.train(); });
    }
    if (wants(settings.work, inferenceWork)) {
        add(inferenceWork, [&bench] { bench.infer(); });
    }
}

Result<BenchmarkReport> measure(const BenchmarkSettings& settings)
{
    RXWATT_TRY(validate(settings));
    RXWATT_ASSIGN(const torch::Device device, network::chooseDevice(settings.device));
    network::setThreads(settings.threads);
    BenchmarkReport report;
    report.threads = torch::get_num_threads();
    for (const BenchmarkCase& benchmarkCase : benchmarkCases()) {
        if (wants(settings.cases, benchmarkCase.name)) {
            measureCase(benchmarkCase, device, settings, report);
        }
    }
    report.peakMemoryBytes = peakMemoryBytes();
    return report;
}

} // namespace

std::vector<BenchmarkCase> benchmarkCases()
{
    BenchmarkCase full{"full", {}, {}, 4};
    BenchmarkCase narrow{"narrow", {}, {}, 16};
    for (int& width : narrow.model.channels) {
        width /= 4;
    }
    narrow.model.depthMultiplier = 1;
    narrow.shape.subcarriers = 72;
    return {full, narrow};
}

Result<BenchmarkReport> measureNetworks(const BenchmarkSettings& settings)
{
    return guarded("bench", [&] { return measure(settings); });
}

Json toJson(const BenchmarkReport& report)
{
    Json results = Json::array();
    for (const BenchmarkFigure& figure : report.figures) {
        results.push_back({{"name", figure.work},
                           {"case", figure.caseName},
                           {"batch_slots", figure.batchSlots},
                           {"repeats", figure.slotsPerSecond}});
    }
    return {{"peer", "RxWatt"},
            {"version", network::torchVersion()},
            {"threads", report.threads},
            {"start_s", report.firstStepSeconds ? Json(*report.firstStepSeconds) : Json()},
            {"peak_memory_bytes", report.peakMemoryBytes},
            {"results", results}};
}

} // namespace rxwatt::training
