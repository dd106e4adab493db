// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/recorded_trace.h"

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/energy/recorded_formats.h"
#include "core/energy/recorded_value.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace rxwatt::energy
{

namespace
{

constexpr std::int64_t lastWallNs = 7'260'000'000'000'000'000; // the year 2200
constexpr int mostOffsetMinutes = 14 * 60;

Status validate(const RecordedOptions& options)
{
    if (options.utcOffsetMinutes && std::abs(*options.utcOffsetMinutes) > mostOffsetMinutes) {
        return fail(ErrorKind::badInput, fmt::format("a time zone {} minutes from UTC: at most {} are allowed",
                                                     *options.utcOffsetMinutes, mostOffsetMinutes));
    }
    if (options.beginWallNs && (*options.beginWallNs < 0 || *options.beginWallNs > lastWallNs)) {
        return fail(ErrorKind::badInput, "the log's beginning lies outside of 1970 to 2200");
    }
    if (options.format != "csv" && !options.format.empty() &&
        !(options.timeColumn.empty() && options.valueColumn.empty())) {
        return fail(ErrorKind::badInput, fmt::format("columns are chosen for logs of the format csv alone, not for {}",
                                                     base::inQuotes(options.format)));
    }
    return {};
}

void appendUtf8(std::string& text, unsigned unit)
{
    if (unit < 0x80) {
        text += static_cast<char>(unit);
    } else if (unit < 0x800) {
        text += static_cast<char>(0xC0 | (unit >> 6));
        text += static_cast<char>(0x80 | (unit & 0x3F));
    } else if (unit >= 0xD800 && unit < 0xE000) {
        text += '?'; // half of a character beyond what logs write
    } else {
        text += static_cast<char>(0xE0 | (unit >> 12));
        text += static_cast<char>(0x80 | ((unit >> 6) & 0x3F));
        text += static_cast<char>(0x80 | (unit & 0x3F));
    }
}

/// What PowerShell's > writes, in UTF-8; nothing where there is no byte order mark of UTF-16.
std::optional<std::string> fromUtf16(std::string_view text)
{
    const bool little = text.starts_with("\xFF\xFE");
    if (!little && !text.starts_with("\xFE\xFF")) {
        return std::nullopt;
    }
    std::string converted;
    converted.reserve(text.size() / 2);
    for (std::size_t i = 2; i + 1 < text.size(); i += 2) {
        const auto first = static_cast<unsigned char>(text[i]);
        const auto second = static_cast<unsigned char>(text[i + 1]);
        appendUtf8(converted, little ? first | (second << 8U) : second | (first << 8U));
    }
    return converted;
}

Result<RecordedTrace> parseUtf8(std::string_view text, const RecordedOptions& options)
{
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.remove_prefix(3);
    }
    const std::string& format = options.format;
    // Who names columns means any CSV.
    const bool any = !options.timeColumn.empty() || !options.valueColumn.empty();
    const bool found = format.empty() && !any;
    const bool isJson = isImpactTracker(text);
    if ((found && isJson) || (format == "impact-tracker" && isJson)) {
        return readImpactTracker(text, options);
    }
    RXWATT_ASSIGN(RecordedTable table, RecordedTable::open(text));
    if (format == "power-gadget" || (found && isPowerGadget(table))) {
        return readPowerGadget(std::move(table), options);
    }
    if (format == "nvidia-smi" || (found && isNvidiaSmi(table))) {
        return readNvidiaSmi(std::move(table), options);
    }
    if (format == "codecarbon" || (found && isCodeCarbon(table))) {
        return readCodeCarbon(std::move(table), options);
    }
    if (format == "impact-tracker" || (found && isImpactTrackerCsv(table))) {
        return readImpactTrackerCsv(std::move(table), options);
    }
    if (format == "csv" || format.empty()) {
        return readAnyCsv(std::move(table), options);
    }
    return fail(ErrorKind::badInput,
                fmt::format("{} is no format: there are power-gadget, nvidia-smi, codecarbon, impact-tracker and csv",
                            base::inQuotes(format)));
}

} // namespace

Result<RecordedTrace> parseRecordedTrace(std::string_view text, const RecordedOptions& options)
{
    RXWATT_TRY(validate(options));
    if (text.size() > maxRecordedBytes) {
        return fail(ErrorKind::badInput, fmt::format("larger than the {} bytes that are allowed", maxRecordedBytes));
    }
    if (const auto converted = fromUtf16(text)) {
        return parseUtf8(*converted, options);
    }
    return parseUtf8(text, options);
}

Result<RecordedTrace> readRecordedTrace(const std::filesystem::path& file, const RecordedOptions& options)
{
    RXWATT_ASSIGN(const std::string text, base::readFile(file, maxRecordedBytes));
    Result<RecordedTrace> trace = parseRecordedTrace(text, options);
    if (!trace) {
        return failIn(file.string(), std::move(trace).error());
    }
    return trace;
}

Result<RecordedTrace> meterTrace(std::int64_t beginWallNs, std::int64_t endWallNs, Joules energy)
{
    if (beginWallNs < 0 || endWallNs > lastWallNs || endWallNs <= beginWallNs) {
        return fail(ErrorKind::badInput, "a meter's reading takes a stretch of time that ends after it begins, in 1970 "
                                         "to 2200");
    }
    const Reading read = readingOf(ReadingKind::energyCounter, energy.value * 1e6);
    if (!read.valid || read.raw == 0) {
        return fail(ErrorKind::badInput,
                    fmt::format("{:g} J is no energy that a meter can have counted", energy.value));
    }
    Zone zone;
    zone.source = "meter";
    zone.path = "meter";
    zone.name = "wall meter";
    zone.scope = ZoneScope::meter;
    const Watts mean = energy / Seconds{static_cast<double>(endWallNs - beginWallNs) * 1e-9};
    if (mean > Watts{2000}) {
        zone.limit = mean; // else ZoneMeter takes it for a fault; who typed it in believes it
    }
    RecordedTrace trace;
    trace.format = "meter";
    trace.zones = {zone};
    trace.samples = {{beginWallNs, {{0, true}}}, {endWallNs, {read}}};
    return trace;
}

std::optional<Seconds> usualPeriodOf(const RecordedTrace& trace)
{
    std::vector<std::int64_t> periods;
    for (std::size_t i = 1; i < trace.samples.size(); ++i) {
        periods.push_back(trace.samples[i].wallNs - trace.samples[i - 1].wallNs);
    }
    if (periods.empty()) {
        return std::nullopt;
    }
    const auto middle = periods.begin() + static_cast<std::ptrdiff_t>(periods.size() / 2);
    std::nth_element(periods.begin(), middle, periods.end());
    return Seconds{1e-9 * static_cast<double>(*middle)};
}

Seconds longestHoldOf(const RecordedTrace& trace)
{
    constexpr double periodsHeld = 5;
    return std::max(Seconds{1}, usualPeriodOf(trace).value_or(Seconds{0}) * periodsHeld);
}

} // namespace rxwatt::energy
