// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker/commands.h"

#include "app/worker/stop_request.h"
#include "core/base/json.h"
#include "core/training/benchmark.h"
#include "core/training/doctor.h"
#include "core/training/infer.h"
#include "core/training/machine.h"
#include "core/training/sensor_meter.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <unistd.h>

namespace rxwatt::worker
{

namespace
{

using namespace std::chrono_literals;

int failed(const Error& error)
{
    fmt::print(stderr, "rxwatt: {}\n", error.message);
    return base::exitCode(error);
}

/// "slots 120/4000" on standard error, as rxwatt's own commands show it: one line redrawn on a terminal and taken away
/// at the end, a plain line every 10 s elsewhere.
class ProgressLine
{
public:
    explicit ProgressLine(std::string what) : m_what(std::move(what)) {}

    void operator()(std::int64_t done, std::int64_t total)
    {
        const auto now = std::chrono::steady_clock::now();
        if (m_onTerminal && done == total) {
            fmt::print(stderr, "\r\x1b[K");
            return;
        }
        if (now - m_told < (m_onTerminal ? 100ms : 10s)) {
            return;
        }
        m_told = now;
        const std::string line = fmt::format("{} {}/{}", m_what, done, total);
        m_onTerminal ? fmt::print(stderr, "\r{}\x1b[K", line) : fmt::print(stderr, "{}\n", line);
    }

private:
    std::string m_what;
    bool m_onTerminal = ::isatty(STDERR_FILENO) == 1;
    std::chrono::steady_clock::time_point m_told = std::chrono::steady_clock::now();
};

int threadsOrCores(int threads)
{
    return threads > 0 ? threads : training::availableCores();
}

/// 0 where the text went out whole.
int print(const std::string& text)
{
    return std::fputs(text.c_str(), stdout) >= 0 && std::fflush(stdout) == 0 ? 0 : 1;
}

} // namespace

int inferCommand(const InferOptions& options)
{
    training::InferSettings settings{
        options.weights, options.input, options.out, options.device, threadsOrCores(options.threads), {}};
    if (!options.json) {
        settings.progress = ProgressLine("slots");
    }
    const auto report = training::inferDataset(settings, catchStopRequests());
    if (!report) {
        return failed(report.error());
    }
    const auto out = options.out.string();
    const Json json = {{"slots", report->slots}, {"slots_per_second", report->slotsPerSecond}, {"out", out}};
    return print(options.json ? base::toText(json) + "\n"
                              : fmt::format("{} slot{} ({:.0f} a second): {}\n", report->slots,
                                            report->slots == 1 ? "" : "s", report->slotsPerSecond, out));
}

int doctorCommand(bool json)
{
    const auto report = training::examineMachine(training::availableCores());
    if (!report) {
        return failed(report.error());
    }
    return print(base::toText(*report, json ? -1 : 2) + "\n");
}

int benchCommand(const BenchOptions& options)
{
    training::BenchmarkSettings settings;
    settings.cases = options.cases;
    settings.work = options.work;
    settings.threads = threadsOrCores(options.threads);
    settings.repeats = options.repeats;
    settings.seconds = options.seconds;
    settings.device = options.device;
    settings.batchSlots = options.batch;
    settings.precision = options.precision;
    const auto meter = options.energy ? training::openMeter({}, {}) : nullptr;
    settings.meter = meter.get();
    if (options.energy && meter == nullptr) {
        std::fputs("rxwatt-worker: no power sensor can be read, so there are no joules; rxwatt doctor says why\n",
                   stderr);
    }
    const auto report = training::measureNetworks(settings);
    return report ? print(base::toText(training::toJson(*report)) + "\n") : failed(report.error());
}

} // namespace rxwatt::worker
