// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/csv_columns.h"

#include "core/base/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rxwatt::energy
{

namespace
{

using Words = std::vector<std::string>;

bool has(const Words& words, std::initializer_list<const char*> any)
{
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
        return std::any_of(any.begin(), any.end(), [&](const char* one) { return word == one; });
    });
}

/// Of power, but none that was drawn.
bool isOther(const Words& words)
{
    return has(words, {"limit", "cap", "tdp", "factor", "apparent", "reactive", "cost", "price", "state", "max", "min",
                       "maximum", "minimum", "std", "stddev"});
}

/// "gpu1" is gpu.
bool startsWith(const Words& words, std::initializer_list<const char*> any)
{
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
        return std::any_of(any.begin(), any.end(), [&](std::string_view one) {
            return word.starts_with(one) && word.find_first_not_of("0123456789", one.size()) == std::string::npos;
        });
    });
}

ZoneScope scopeOf(const Words& words)
{
    if (startsWith(words, {"gpu"})) {
        return ZoneScope::gpu;
    }
    if (startsWith(words, {"dram", "ram", "memory"})) {
        return ZoneScope::dram;
    }
    if (startsWith(words, {"core", "cores", "pp"})) {
        return ZoneScope::core;
    }
    if (startsWith(words, {"cpu", "package", "pkg", "processor", "socket"})) {
        return ZoneScope::package;
    }
    if (startsWith(words, {"psys", "platform"})) {
        return ZoneScope::platform;
    }
    return startsWith(words, {"battery"}) ? ZoneScope::battery : ZoneScope::meter;
}

std::optional<ValueColumn> columnOf(const std::string& name, std::size_t index)
{
    const Words words = wordsOf(name);
    ValueColumn column;
    column.index = index;
    column.unit = powerUnitInName(name);
    column.scope = scopeOf(words);
    const bool isEnergy = has(words, {"energy", "consumption", "joules", "kwh", "wh"});
    if (!column.unit && !isEnergy && !has(words, {"power", "watts", "watt"})) {
        return std::nullopt;
    }
    column.kind = column.unit ? column.unit->kind : (isEnergy ? ReadingKind::energyCounter : ReadingKind::power);
    return column;
}

/// What is measured, without how: "cpu_power_w" and "CPU energy [J]" are both cpu.
std::string thingOf(const std::string& name)
{
    std::string thing;
    for (const std::string& word : wordsOf(name)) {
        const bool isHow = powerUnitOf(word) || word == "power" || word == "energy" || word == "consumption" ||
                           word == "total" || word == "cumulative";
        thing += isHow ? "" : word + " ";
    }
    return thing;
}

} // namespace

Result<TimeColumns> timeColumnsOf(const RecordedTable& table, const RecordedOptions& options)
{
    if (!options.timeColumn.empty()) {
        RXWATT_ASSIGN(const std::size_t index, table.require(options.timeColumn));
        return TimeColumns{index, std::nullopt};
    }
    const auto date = table.find("date");
    const auto time = table.find("time");
    if (date && time) {
        return TimeColumns{*time, date};
    }
    const auto& header = table.header();
    // Names of wall clocks before those that may count from the log's beginning.
    for (const auto& names : {std::vector{"timestamp", "datetime", "unix", "epoch", "unixtime"},
                              std::vector{"time", "date"}, std::vector{"elapsed", "seconds", "t"}}) {
        const auto found = std::find_if(header.begin(), header.end(), [&](const std::string& name) {
            const Words words = wordsOf(name);
            return std::any_of(names.begin(), names.end(), [&](const char* one) { return has(words, {one}); });
        });
        if (found != header.end()) {
            return TimeColumns{static_cast<std::size_t>(found - header.begin()), std::nullopt};
        }
    }
    return fail(ErrorKind::badInput, fmt::format("no column of time: there are {}; say which it is", table.names()));
}

Result<std::vector<ValueColumn>> valueColumnsOf(const RecordedTable& table, const RecordedOptions& options,
                                                const TimeColumns& times)
{
    if (!options.valueColumn.empty()) {
        RXWATT_ASSIGN(const std::size_t index, table.require(options.valueColumn));
        ValueColumn plain;
        plain.index = index;
        return std::vector{columnOf(table.header()[index], index).value_or(plain)};
    }
    std::vector<ValueColumn> columns;
    for (std::size_t i = 0; i < table.header().size(); ++i) {
        const auto column = columnOf(table.header()[i], i);
        if (column && i != times.index && i != times.date && !isOther(wordsOf(table.header()[i]))) {
            columns.push_back(*column);
        }
    }
    const std::vector<ValueColumn> all = columns;
    std::erase_if(columns, [&](const ValueColumn& column) {
        return column.kind == ReadingKind::power && std::any_of(all.begin(), all.end(), [&](const ValueColumn& one) {
                   return one.kind == ReadingKind::energyCounter &&
                          thingOf(table.header()[one.index]) == thingOf(table.header()[column.index]);
               });
    });
    if (columns.empty()) {
        return fail(ErrorKind::badInput,
                    fmt::format("no column of power or energy: there are {}; say which it is", table.names()));
    }
    constexpr std::size_t maxColumns = 64;
    if (columns.size() > maxColumns) {
        return fail(ErrorKind::badInput,
                    fmt::format("{} columns of power or energy: say which one it is", columns.size()));
    }
    return columns;
}

} // namespace rxwatt::energy
