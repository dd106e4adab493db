// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker/commands.h"

#include "core/base/json.h"
#include "core/base/log.h"
#include "core/training/benchmark.h"
#include "core/training/doctor.h"
#include "core/training/infer.h"
#include "core/training/machine.h"

#include <fmt/format.h>

#include <cstdio>

namespace rxwatt::worker
{

namespace
{

int failed(const Error& error)
{
    base::logError("{}", error.message);
    return base::exitCode(error);
}

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
    const auto report = training::inferDataset(
        {options.weights, options.input, options.out, options.device, threadsOrCores(options.threads)});
    if (!report) {
        return failed(report.error());
    }
    const auto out = options.out.string();
    const Json json = {{"slots", report->slots}, {"slots_per_second", report->slotsPerSecond}, {"out", out}};
    return print(options.json
                     ? base::toText(json) + "\n"
                     : fmt::format("{} slots ({:.0f} a second): {}\n", report->slots, report->slotsPerSecond, out));
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
    const auto report = training::measureNetworks(settings);
    return report ? print(base::toText(training::toJson(*report)) + "\n") : failed(report.error());
}

} // namespace rxwatt::worker
