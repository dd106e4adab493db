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
#include <cmath>
#include <ctime>
#include <fstream>
#include <functional>
#include <sstream>
#include <unistd.h>
#include <utility>

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

/// One case with its network, a batch and the optimiser.
class Bench
{
public:
    Bench(const BenchmarkCase& benchmarkCase, std::int64_t batch, torch::Device device)
        : m_network(makeNetwork(benchmarkCase, device)),
          m_parameters(*m_network),
          m_optimizer(m_parameters, run::Optimizer::adamw, weightDecay)
    {
        const model::ModelShape& shape = benchmarkCase.shape;
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

/// Measures a step after one that warms up.
BenchmarkFigure measureStep(const std::function<void()>& step, int batchSlots, const BenchmarkSettings& settings)
{
    step();
    BenchmarkFigure figure;
    figure.batchSlots = batchSlots;
    for (int repeat = 0; repeat < settings.repeats; ++repeat) {
        const Clock::time_point begin = Clock::now();
        int steps = 0;
        double last = 0;
        do {
            step();
            ++steps;
            const double now = secondsSince(begin);
            figure.seconds.push_back(now - last);
            last = now;
        } while (last < settings.seconds);
        figure.slotsPerSecond.push_back(static_cast<double>(batchSlots) * steps / last);
    }
    std::ranges::sort(figure.seconds);
    return figure;
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
    const double flop = 2.0 * static_cast<double>(model::layersOf(benchmarkCase.model, benchmarkCase.shape).macs());
    const auto add = [&](const char* work, BenchmarkFigure figure, double flopPerSlot) {
        figure.work = work;
        figure.caseName = benchmarkCase.name;
        figure.flopPerSlot = flopPerSlot;
        report.figures.push_back(std::move(figure));
    };
    if (wants(settings.work, trainingStepWork)) {
        Bench bench(benchmarkCase, benchmarkCase.batchSlots, device);
        bench.train();
        if (!report.firstStepSeconds) {
            report.firstStepSeconds = secondsSinceProcessStart();
        }
        add(trainingStepWork, measureStep([&bench] { bench.train(); }, benchmarkCase.batchSlots, settings), 3 * flop);
    }
    for (const int batch : inferenceBatches) {
        if (wants(settings.work, inferenceWork)) {
            Bench bench(benchmarkCase, batch, device);
            add(inferenceWork, measureStep([&bench] { bench.infer(); }, batch, settings), flop);
        }
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
    if (device.is_cpu()) {
        report.rates = network::measureRates();
    }
    return report;
}

/// The least latency that `share` of the calls did not exceed.
double latencyMs(const BenchmarkFigure& figure, double share)
{
    const auto calls = static_cast<double>(figure.seconds.size());
    const auto rank = static_cast<std::size_t>(std::max(std::ceil(share * calls), 1.0));
    return 1e3 * figure.seconds.at(rank - 1);
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
        results.push_back(
            {{"name", figure.work},
             {"case", figure.caseName},
             {"batch_slots", figure.batchSlots},
             {"flop_per_slot", figure.flopPerSlot},
             {"repeats", figure.slotsPerSecond},
             {"latency_ms",
              {{"p50", latencyMs(figure, 0.5)}, {"p95", latencyMs(figure, 0.95)}, {"p99", latencyMs(figure, 0.99)}}}});
    }
    Json roofline;
    if (report.rates) {
        roofline = {{"flop_per_s", report.rates->flopPerSecond}, {"bytes_per_s", report.rates->bytesPerSecond}};
    }
    return {{"peer", "RxWatt"},
            {"version", network::torchVersion()},
            {"threads", report.threads},
            {"start_s", report.firstStepSeconds ? Json(*report.firstStepSeconds) : Json()},
            {"peak_memory_bytes", report.peakMemoryBytes},
            {"roofline", roofline},
            {"results", results}};
}

} // namespace rxwatt::training
