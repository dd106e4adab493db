// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/energy/recorded_formats.h"
#include "core/energy/recorded_log.h"
#include "core/energy/recorded_value.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace rxwatt::energy
{

namespace
{

/// A line holds what every process uses of the memory.
constexpr std::size_t maxLineBytes = std::size_t{1} << 20;
constexpr double micro = 1e6;

/// A value that is power in watts.
struct PowerKey {
    const char* key;
    ZoneScope scope;
    Quality quality;
    const char* method;
};

/// The absolute ones are RAPL's over two seconds and nvidia-smi's; the shares of the process are what the tool makes
/// of them and of the load.
constexpr std::array<PowerKey, 4> powerKeys = {
    {{"rapl_power_draw_absolute", ZoneScope::package, Quality::integrated, ""},
     {"nvidia_draw_absolute", ZoneScope::gpu, Quality::integrated, ""},
     {"rapl_estimated_attributable_power_draw", ZoneScope::cpuEstimate, Quality::estimated,
      "experiment-impact-tracker: RAPL's power by the process's share of processor time and memory"},
     {"nvidia_estimated_attributable_power_draw", ZoneScope::gpu, Quality::estimated,
      "experiment-impact-tracker: the GPUs' power by the process's share of their use"}}};

Zone zoneOf(const PowerKey& part)
{
    Zone zone;
    zone.path = part.key;
    zone.name = part.key;
    zone.scope = part.scope;
    zone.kind = ReadingKind::power;
    zone.quality = part.quality;
    zone.method = part.method;
    return zone;
}

/// The number of a key; none where it is missing or something else.
std::optional<double> numberAt(const Json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
}

Reading readingOfWatts(std::optional<double> watts)
{
    return readingOf(ReadingKind::power, watts ? std::optional(*watts * micro) : std::nullopt);
}

/// Of all lines: what a zone is made for.
Result<RecordedTrace> readLines(std::string_view text, RecordedLog log)
{
    std::set<std::string> keys;
    std::size_t line = 0;
    bool torn = false;
    for (const PowerKey& part : powerKeys) {
        log.addZone(zoneOf(part));
    }
    while (!text.empty()) {
        ++line;
        const std::size_t end = text.find('\n');
        const std::string_view row = trimmed(text.substr(0, end));
        torn = end == std::string_view::npos;
        text.remove_prefix(torn ? text.size() : end + 1);
        if (row.empty()) {
            torn = false;
            continue;
        }
        if (row.size() > maxLineBytes) {
            return fail(ErrorKind::badInput, fmt::format("line {}: longer than {} bytes", line, maxLineBytes));
        }
        const auto object = base::parseJson(row, fmt::format("line {}", line));
        if (!object && torn) {
            break;
        }
        torn = false;
        if (!object || !object->is_object()) {
            log.leaveOut(line, "lines that are no JSON object, left out");
            continue;
        }
        for (auto entry = object->begin(); entry != object->end() && keys.size() < 64; ++entry) {
            keys.insert(entry.key());
        }
        const auto seconds = numberAt(*object, "timestamp");
        RXWATT_ASSIGN(const auto time, log.timeOf(seconds ? fmt::format("{:.9f}", *seconds) : "", line, "timestamp"));
        if (!time) {
            continue;
        }
        std::vector<Reading> readings;
        for (const PowerKey& part : powerKeys) {
            readings.push_back(readingOfWatts(numberAt(*object, part.key)));
            if (!readings.back().valid && object->contains(part.key)) {
                log.noReading(line, part.key, base::toText((*object)[part.key]));
            }
        }
        RXWATT_TRY(log.add(*time, line, std::move(readings)));
    }
    auto trace = log.finish(torn);
    if (!trace && !keys.empty()) {
        std::string there;
        for (const std::string& key : keys) {
            there += (there.empty() ? "" : ", ") + base::inQuotes(key);
        }
        return fail(trace.error().kind, fmt::format("{}; its lines have {}", trace.error().message, there));
    }
    return trace;
}

} // namespace

bool isImpactTracker(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    return begin != std::string_view::npos && text[begin] == '{';
}

Result<RecordedTrace> readImpactTracker(std::string_view text, const RecordedOptions& options)
{
    return readLines(text, RecordedLog("impact-tracker", options));
}

bool isImpactTrackerCsv(const RecordedTable& table)
{
    return table.find("timestamp") && std::any_of(powerKeys.begin(), powerKeys.end(), [&](const PowerKey& part) {
               return table.find(part.key).has_value();
           });
}

Result<RecordedTrace> readImpactTrackerCsv(RecordedTable table, const RecordedOptions& options)
{
    RecordedLog log("impact-tracker", options);
    RXWATT_ASSIGN(const std::size_t timeColumn, table.require("timestamp"));
    std::vector<std::size_t> columns;
    for (const PowerKey& part : powerKeys) {
        if (const auto column = table.find(part.key)) {
            columns.push_back(*column);
            table.use(*column);
            log.addZone(zoneOf(part));
        }
    }
    if (columns.empty()) {
        return fail(ErrorKind::badInput, "no column of power: there are " + table.names());
    }
    while (true) {
        RXWATT_ASSIGN(const bool there, table.next());
        if (!there) {
            return log.finish(table.torn());
        }
        RXWATT_ASSIGN(const auto time, log.timeOf(table.cell(timeColumn), table.line(), "timestamp"));
        if (!time) {
            continue;
        }
        std::vector<Reading> readings;
        for (const std::size_t column : columns) {
            const auto watts = amountOf(table.cell(column));
            const bool is = watts && watts->unit.empty();
            readings.push_back(readingOfWatts(is ? std::optional(watts->value) : std::nullopt));
            if (!readings.back().valid) {
                log.noReading(table.line(), table.header()[column], table.cell(column));
            }
        }
        RXWATT_TRY(log.add(*time, table.line(), std::move(readings)));
    }
}

} // namespace rxwatt::energy
