// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/trace_import.h"

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/energy/recorded_time.h"
#include "core/energy/time_text.h"
#include "core/energy/trace.h"
#include "core/energy/trace_writer.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>

namespace rxwatt::energy
{

namespace
{

constexpr double second = 1e9;

/// Samples between two flushes: a few hundred kilobytes.
constexpr std::size_t samplesPerFlush = 10'000;

} // namespace

Result<int> importTrace(const RecordedTrace& trace, Seconds offset, const WallStretch& run,
                        const std::filesystem::path& powerFolder, const std::string& origin)
{
    constexpr double mostOffset = 1e9; // decades: a typing error
    if (!(std::abs(offset.value) <= mostOffset)) {
        return fail(ErrorKind::badInput,
                    fmt::format("offset: found {:g} s, at most {:g} is allowed", offset.value, mostOffset));
    }
    const auto shift = static_cast<std::int64_t>(std::llround(second * offset.value));
    const std::int64_t begin = trace.samples.front().wallNs + shift;
    const std::int64_t end = trace.samples.back().wallNs + shift;
    if (end <= run.beginNs || begin >= run.endNs) {
        return fail(
            ErrorKind::badInput,
            fmt::format("nothing of the trace, {} to {}, lies in the run's time, {} to {}; an offset of {:.0f} s "
                        "would begin both together",
                        isoOf(begin), isoOf(end), isoOf(run.beginNs), isoOf(run.endNs),
                        offset.value + static_cast<double>(run.beginNs - begin) / second));
    }
    TraceHead head;
    head.origin = origin;
    head.zones = trace.zones;
    head.period = usualPeriodOf(trace).value_or(Seconds{1});
    TraceWriter writer(powerFolder, std::move(head));
    Sample sample;
    for (std::size_t i = 0; i < trace.samples.size(); ++i) {
        // The log has one clock.
        sample.monotonicNs = trace.samples[i].wallNs + shift;
        if (!isMoment(sample.monotonicNs)) {
            return fail(ErrorKind::badInput, fmt::format("sample {} lies before 1970 or after 2100", i + 1));
        }
        sample.wallNs = sample.monotonicNs;
        sample.readings = trace.samples[i].readings;
        writer.append(sample);
        if (i % samplesPerFlush == 0) {
            RXWATT_TRY(writer.flush());
        }
    }
    RXWATT_TRY(writer.finish());
    return writer.recording();
}

Status removeImport(const std::filesystem::path& powerFolder, int recording)
{
    RXWATT_ASSIGN(const Trace trace, Trace::open(powerFolder));
    for (const Recording& one : trace.recordings()) {
        if (one.head().recording != recording) {
            continue;
        }
        if (one.head().origin.empty()) {
            return fail(ErrorKind::badInput,
                        fmt::format("recording {} is the run's own and stays; only imports are removed", recording));
        }
        // From behind: what is left after a failure is still a trace.
        for (auto chunk = one.chunks.rbegin(); chunk != one.chunks.rend(); ++chunk) {
            const auto file = powerFolder / chunkFileName(recording, chunk->head().chunk);
            std::error_code error;
            std::filesystem::remove(file, error);
            if (error) {
                return tl::unexpected<Error>(base::fileError("remove", file, error.value()));
            }
        }
        return {};
    }
    return fail(ErrorKind::notFound, fmt::format("there is no recording {}", recording));
}

Result<std::int64_t> wallNsFromIso(const std::string& text)
{
    RecordedOptions options;
    options.utcOffsetMinutes = 0;
    RecordedTime time(options);
    const auto ns = time.read(text);
    if (!ns || time.kind() != TimeKind::date) {
        return fail(ErrorKind::badInput,
                    fmt::format("found {}, a time like 2026-01-01T00:00:00Z is wanted", base::inQuotes(text)));
    }
    return *ns;
}

} // namespace rxwatt::energy
