// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/power_text.h"
#include "app/cli/real_number.h"
#include "app/cli/text.h"
#include "core/energy/trace_import.h"
#include "core/project/open_project.h"

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <optional>

namespace rxwatt::cli
{

namespace
{

struct ImportOptions {
    std::vector<std::string> names;
    std::string format;
    std::string offset;
    std::string timeColumn;
    std::string valueColumn;
    std::string utcOffset;
    std::string begin;
    std::string meter;
    std::string from;
    std::string to;
    std::int64_t remove = 0;
    bool json = false;
};

Status named(const char* option, Status status)
{
    return status ? std::move(status)
                  : fail(status.error().kind, fmt::format("{}: {}", option, status.error().message));
}

Result<std::optional<std::int64_t>> timeOf(const char* option, const std::string& text)
{
    if (text.empty()) {
        return std::optional<std::int64_t>();
    }
    const auto time = energy::wallNsFromIso(text);
    if (!time) {
        return fail(ErrorKind::badInput, fmt::format("{}: {}", option, time.error().message));
    }
    return std::optional(*time);
}

/// When the run was at work, as far as it is known.
Result<energy::WallStretch> timeOfRun(const store::RunSummary& run)
{
    if (!run.startedAt) {
        return fail(ErrorKind::badInput, "the run has not been at work: there is nothing that a trace could belong to");
    }
    constexpr std::int64_t second = 1'000'000'000;
    energy::WallStretch stretch;
    RXWATT_ASSIGN(stretch.beginNs, energy::wallNsFromIso(*run.startedAt));
    if (run.finishedAt) {
        RXWATT_ASSIGN(stretch.endNs, energy::wallNsFromIso(*run.finishedAt));
        stretch.endNs += second; // told to the second
    } else {
        stretch.endNs =
            std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
                .count();
    }
    return stretch;
}

Result<energy::RecordedTrace> readFile(const ImportOptions& options, const energy::WallStretch& run)
{
    energy::RecordedOptions read;
    read.format = options.format;
    read.timeColumn = options.timeColumn;
    read.valueColumn = options.valueColumn;
    RXWATT_ASSIGN(const std::optional<double> minutes, realNumber("--utc-offset", options.utcOffset));
    constexpr double mostMinutes = 14 * 60;
    if (minutes && !(*minutes >= -mostMinutes && *minutes <= mostMinutes)) {
        return fail(ErrorKind::badInput,
                    fmt::format("--utc-offset: found {}, minutes from -840 to 840 are allowed", options.utcOffset));
    }
    if (minutes) {
        read.utcOffsetMinutes = static_cast<int>(*minutes);
    }
    RXWATT_ASSIGN(const std::optional<std::int64_t> begin, timeOf("--begin", options.begin));
    // A log that does not say when it began is taken to begin with the run.
    read.beginWallNs = begin.value_or(run.beginNs);
    return energy::readRecordedTrace(options.names[2], read);
}

/// A reading that was typed in, over the run or the stretch that was given with it.
Result<energy::RecordedTrace> readMeter(const ImportOptions& options, const energy::WallStretch& run)
{
    RXWATT_ASSIGN(const std::optional<double> joules, realNumber("--meter", options.meter));
    RXWATT_ASSIGN(const std::optional<std::int64_t> from, timeOf("--from", options.from));
    RXWATT_ASSIGN(const std::optional<std::int64_t> to, timeOf("--to", options.to));
    return energy::meterTrace(from.value_or(run.beginNs), to.value_or(run.endNs), energy::Joules{joules.value_or(0)});
}

Status tell(const ImportOptions& options, const std::filesystem::path& folder, int number)
{
    RXWATT_ASSIGN(const energy::Trace trace, energy::Trace::open(folder));
    RXWATT_ASSIGN(const std::vector<energy::TracedRecording> recordings, energy::reportOf(trace));
    for (const energy::TracedRecording& recording : recordings) {
        if (recording.recording == number) {
            return options.json ? writeJson(toJson(recording)) : writeOutput(textOf(recording));
        }
    }
    return fail(ErrorKind::failed, fmt::format("recording {} cannot be read again", number));
}

Result<int> importTrace(const ImportOptions& options)
{
    const bool isMeter = !options.meter.empty();
    const bool isRemoval = options.remove > 0;
    if (options.names.size() != (isMeter || isRemoval ? 2 : 3)) {
        return fail(ErrorKind::badInput,
                    "import-trace: a project's folder, a run and a FILE are needed; with --meter or "
                    "--remove no file");
    }
    RXWATT_ASSIGN(const project::OpenProject project, project::openProject(options.names[0]));
    RXWATT_ASSIGN(const RunId id, project::findRun(project.reader, options.names[1]));
    const std::filesystem::path folder = project.folder.runFolder(id).powerFolder();
    if (isRemoval) {
        RXWATT_TRY(named("--remove", energy::removeImport(folder, static_cast<int>(options.remove))));
        RXWATT_TRY(options.json ? writeJson(Json{{"removed", options.remove}})
                                : writeOutput(fmt::format("removed recording {}\n", options.remove)));
        return 0;
    }
    RXWATT_ASSIGN(const store::RunDetails run, project.reader.read(id));
    RXWATT_ASSIGN(const energy::WallStretch stretch, timeOfRun(run.summary));
    RXWATT_ASSIGN(const std::optional<double> offset, realNumber("--offset", options.offset));
    RXWATT_ASSIGN(const energy::RecordedTrace trace,
                  isMeter ? readMeter(options, stretch) : readFile(options, stretch));
    for (const std::string& warning : trace.warnings) {
        printNote("rxwatt: " + printable(warning));
    }
    const std::string origin =
        isMeter ? trace.format
                : fmt::format("{}: {}", trace.format, std::filesystem::path(options.names[2]).filename().string());
    RXWATT_ASSIGN(const int recording, energy::importTrace(trace, {offset.value_or(0)}, stretch, folder, origin));
    RXWATT_TRY(tell(options, folder, recording));
    return 0;
}

} // namespace

void addImportTraceCommand(CommandLine& line)
{
    auto options = std::make_shared<ImportOptions>();
    constexpr int mostRecordings = 9999;
    line.add("import-trace",
             "Puts a power trace that another program recorded beside a run's own, and tells the run's phases by it.")
        .arguments("DIR RUN FILE", options->names,
                   "The project's folder, a run, and the log of Intel Power Gadget, nvidia-smi, CodeCarbon, "
                   "experiment-impact-tracker, or any CSV with a time and a power or energy",
                   0)
        .option("--offset", "S", options->offset, "Seconds by which the trace is moved: its clock was so much behind")
        .choice("--format", options->format, {"power-gadget", "nvidia-smi", "codecarbon", "impact-tracker", "csv"},
                "Of the file. Default: found out by its head")
        .option("--time-column", "NAME", options->timeColumn, "Of a CSV. Default: found by its name")
        .option("--value-column", "NAME", options->valueColumn, "Of a CSV: power or energy. Default: found by its name")
        .option("--utc-offset", "MIN", options->utcOffset,
                "Minutes east of Greenwich, of times without a zone. Default: this machine's zone")
        .option("--begin", "TIME", options->begin,
                "When the log began (2026-01-01T00:00:00Z), where it does not say. Default: the run's beginning")
        .option("--meter", "J", options->meter, "A wall meter's reading in joules instead of a file (1 Wh is 3600 J)")
        .option("--from", "TIME", options->from, "When the meter was read first. Default: the run's beginning")
        .option("--to", "TIME", options->to, "When it was read last. Default: the run's end")
        .number("--remove", options->remove, {1, mostRecordings}, "Takes an import away, by its recording's number")
        .flag("--json", options->json, "Prints one JSON document")
        .examples({"rxwatt import-trace project student PowerLog.csv",
                   "rxwatt import-trace project student gpu.csv --offset -3.5 --utc-offset 60",
                   "rxwatt import-trace project student --meter 18000"})
        .action([options] { return importTrace(*options); });
}

} // namespace rxwatt::cli
