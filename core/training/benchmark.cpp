// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/benchmark.h"

#include "core/model/layers.h"
#include "core/network/receiver_network.h"
#include "core/network/torch_runtime.h"
#include "core/training/guard.h"
#include "core/training/stepper.h"

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
    Bench(const BenchmarkCase& benchmarkCase, std::int64_t batch, torch::Device device, torch::ScalarType storage)
        : m_network(makeNetwork(benchmarkCase, device)),
          m_parameters(*m_network),
          m_optimizer(m_parameters, run::Optimizer::adamw, weightDecay),
          m_stepper(
              Stepper::create({m_network, m_parameters, m_optimizer}, run::Optimizer::adamw, gradientClip, device))
    {
        m_network->setGpuStorage(storage);
        const model::ModelShape& shape = benchmarkCase.shape;
        const std::int64_t channels = model::inputChannels(benchmarkCase.model.input, shape.rxAntennas);
        const auto bits = torch::randint(2, {batch, shape.outputBits, shape.symbols, shape.subcarriers}, torch::kUInt8);
        constexpr auto channelsLast = torch::MemoryFormat::ChannelsLast;
        m_batch.features = torch::randn({batch, channels, shape.symbols, shape.subcarriers}).contiguous(channelsLast);
        m_batch.bits = bits.contiguous(channelsLast);
        m_batch.mask = torch::ones_like(m_batch.bits);
        m_batch.mask.select(2, 2).zero_(); // the DM-RS symbol
        m_features = m_batch.features.to(device);
        m_stepper->load(m_batch);
    }

    /// As the trainer does it: the next batch is carried over while the GPU is at work.
    void train()
    {
        m_network->train();
        m_stepper->launch(learningRate);
        m_stepper->load(m_batch);
        (void)m_stepper->finish();
    }

    void infer()
    {
        const torch::InferenceMode guard;
        m_network->eval();
        (void)m_network->forward(m_features);
        if (m_features.is_cuda()) {
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
    torch::Tensor m_features;
    std::unique_ptr<Stepper> m_stepper;
};

/// Measures a step after those that warm up: a GPU's second one is recorded.
BenchmarkFigure measureStep(const std::function<void()>& step, int batchSlots, const BenchmarkSettings& settings)
{
    step();
    step();
    BenchmarkFigure figure;
    figure.batchSlots = batchSlots;
    for (int repeat = 0; repeat < settings.repeats; ++repeat) {
        const double beginRead = settings.meter != nullptr ? settings.meter->read() : 0;
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
        const double slots = static_cast<double>(batchSlots) * steps;
        figure.slotsPerSecond.push_back(slots / last);
        if (settings.meter != nullptr) {
            const WindowEnergy energy = settings.meter->between(beginRead, settings.meter->read());
            if (energy.joules) {
                figure.joulesPerSlot.push_back(*energy.joules / slots);
                figure.quality = energy.quality;
            }
        }
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
    RXWATT_TRY(refuseUnknown("--precision", {settings.precision}, {"fp32", "bf16"}));
    if (settings.batchSlots < 0 || settings.batchSlots > 4096) {
        return fail(
            ErrorKind::badInput,
            fmt::format("--batch: found {}, 1 to 4096 is allowed, or 0 for each case's own", settings.batchSlots));
    }
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
    const auto storage = settings.precision == "bf16" ? torch::kBFloat16 : torch::kFloat32;
    if (wants(settings.work, trainingStepWork)) {
        const int batch = settings.batchSlots > 0 ? settings.batchSlots : benchmarkCase.batchSlots;
        Bench bench(benchmarkCase, batch, device, storage);
        bench.train();
        if (!report.firstStepSeconds) {
            report.firstStepSeconds = secondsSinceProcessStart();
        }
        add(trainingStepWork, measureStep([&bench] { bench.train(); }, batch, settings), 3 * flop);
    }
    std::vector<int> batches(inferenceBatches.begin(), inferenceBatches.end());
    if (settings.batchSlots > 0) {
        batches = {settings.batchSlots};
    }
    for (const int batch : batches) {
        if (wants(settings.work, inferenceWork)) {
            Bench bench(benchmarkCase, batch, device, storage);
            add(inferenceWork, measureStep([&bench] { bench.infer(); }, batch, settings), flop);
        }
    }
}

Result<BenchmarkReport> measure(const BenchmarkSettings& settings)
{
    RXWATT_TRY(validate(settings));
    RXWATT_ASSIGN(const torch::Device device, network::chooseDevice(settings.device));
    if (settings.precision != "fp32" && !device.is_cuda()) {
        return fail(ErrorKind::unsupported, "--precision bf16: activations are kept so on a GPU alone");
    }
    network::setUp(device, settings.threads);
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
        Json result = {
            {"name", figure.work},
            {"case", figure.caseName},
            {"batch_slots", figure.batchSlots},
            {"flop_per_slot", figure.flopPerSlot},
            {"repeats", figure.slotsPerSecond},
            {"latency_ms",
             {{"p50", latencyMs(figure, 0.5)}, {"p95", latencyMs(figure, 0.95)}, {"p99", latencyMs(figure, 0.99)}}}};
        if (!figure.joulesPerSlot.empty()) {
            result["joules_per_slot"] = figure.joulesPerSlot;
            result["quality"] = run::nameOf(figure.quality);
        }
        results.push_back(std::move(result));
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
