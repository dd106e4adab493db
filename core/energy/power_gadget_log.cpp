// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/recorded_formats.h"
#include "core/energy/recorded_log.h"
#include "core/energy/recorded_value.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace rxwatt::energy
{

namespace
{

/// Which part of which socket a name tells: "Cumulative IA Energy_0(Joules)".
struct SocketPart {
    ZoneScope scope = ZoneScope::package;
    int socket = 0;

    auto operator<=>(const SocketPart&) const = default;
};

struct Column {
    std::size_t index = 0;
    PowerUnit unit;
};

std::optional<SocketPart> partOf(const std::vector<std::string>& words)
{
    const std::map<std::string_view, ZoneScope> scopes = {
        {"processor", ZoneScope::package}, {"package", ZoneScope::package}, {"ia", ZoneScope::core},
        {"gt", ZoneScope::uncore},         {"dram", ZoneScope::dram},       {"platform", ZoneScope::platform}};
    std::optional<SocketPart> part;
    for (const std::string& word : words) {
        if (const auto scope = scopes.find(word); scope != scopes.end() && !part) {
            part = SocketPart{scope->second, 0};
        } else if (part && word.size() <= 2 && word.find_first_not_of("0123456789") == std::string::npos) {
            part->socket = std::stoi(word);
            break;
        }
    }
    return part;
}

/// Cumulated joules before milliwatt-hours (three decimals of which are 11 J) before power.
int rankOf(const PowerUnit& unit)
{
    return unit.kind == ReadingKind::power ? 2 : (unit.micro > 1e6 ? 1 : 0);
}

std::map<SocketPart, Column> columnsOf(const RecordedTable& table)
{
    std::map<SocketPart, Column> columns;
    for (std::size_t i = 0; i < table.header().size(); ++i) {
        const std::vector<std::string> words = wordsOf(table.header()[i]);
        const auto has = [&](const char* word) { return std::find(words.begin(), words.end(), word) != words.end(); };
        const auto part = partOf(words);
        const auto unit = powerUnitInName(table.header()[i]);
        // "Package Power Limit_0(Watt)" is none that was drawn.
        if (!part || !unit || has("limit") || (unit->kind == ReadingKind::energyCounter && !has("cumulative"))) {
            continue;
        }
        const auto [known, isNew] = columns.try_emplace(*part, Column{i, *unit});
        if (!isNew && rankOf(*unit) < rankOf(known->second.unit)) {
            known->second = Column{i, *unit};
        }
    }
    return columns;
}

Zone zoneOf(const SocketPart& part, const Column& column)
{
    Zone zone;
    zone.scope = part.scope;
    zone.path = fmt::format("{}:{}", nameOf(part.scope), part.socket);
    zone.name = fmt::format("{}-{}", nameOf(part.scope), part.socket);
    zone.kind = column.unit.kind;
    zone.quality = zone.kind == ReadingKind::power ? Quality::integrated : Quality::counter;
    return zone;
}

class PowerGadgetReader
{
public:
    PowerGadgetReader(RecordedTable table, const RecordedOptions& options)
        : m_table(std::move(table)), m_log("power-gadget", options), m_columns(columnsOf(m_table))
    {
    }

    Result<RecordedTrace> read()
    {
        RXWATT_ASSIGN(m_timeColumn, m_table.require("System Time"));
        m_elapsedColumn = m_table.find("Elapsed Time (sec)");
        if (m_columns.empty()) {
            return fail(ErrorKind::badInput, "no column of power or energy: there are " + m_table.names());
        }
        for (const auto& [part, column] : m_columns) {
            m_log.addZone(zoneOf(part, column));
            m_table.use(column.index);
        }
        bool inSummary = false;
        while (true) {
            RXWATT_ASSIGN(const bool there, m_table.next());
            if (!there) {
                break;
            }
            inSummary = inSummary || isSummary();
            if (inSummary) {
                compareWithSummary();
            } else {
                RXWATT_TRY(takeRow());
            }
        }
        if (!inSummary) {
            m_log.warn("the summary at its end is missing: the logger was stopped, or the file is cut off");
        }
        return m_log.finish(m_table.torn() && !inSummary);
    }

private:
    /// "Total Elapsed Time (sec) = 1.231120"
    [[nodiscard]] bool isSummary() const
    {
        return m_table.fields().size() == 1 && m_table.fields().front().find(" = ") != std::string_view::npos;
    }

    Status takeRow()
    {
        const std::string_view cell = m_elapsedColumn ? m_table.cell(*m_elapsedColumn) : std::string_view();
        const double elapsed = amountOf(cell).value_or(Amount{-1, ""}).value;
        const bool hasElapsed = elapsed >= 0 && elapsed < 1e8;
        const std::size_t line = m_table.line();
        RXWATT_ASSIGN(auto time, m_log.timeOf(m_table.cell(m_timeColumn), line, m_table.header()[m_timeColumn]));
        if (!time) {
            return {};
        }
        std::vector<Reading> row = readings();
        if (hasElapsed) {
            // The wall clock says when the log began, the elapsed time how far on a row is: clocks are set.
            if (!m_began || elapsed < m_lastElapsed) {
                m_began = *time - static_cast<std::int64_t>(elapsed * 1e9);
                RXWATT_TRY(takeBeginning(elapsed, row));
            }
            time = *m_began + static_cast<std::int64_t>(elapsed * 1e9);
            m_lastElapsed = elapsed;
        }
        return m_log.add(*time, line, std::move(row));
    }

    /// Everything cumulated is 0 when the log begins; the first row is one period later.
    Status takeBeginning(double elapsed, const std::vector<Reading>& row)
    {
        if (elapsed <= 0 || *m_began < 0 || (!m_log.empty() && *m_began <= m_log.lastWallNs())) {
            return {};
        }
        std::vector<Reading> zeros;
        for (std::size_t zone = 0; zone < row.size(); ++zone) {
            zeros.push_back({0, row[zone].valid && m_log.zones()[zone].kind == ReadingKind::energyCounter});
        }
        return m_log.add(*m_began, m_table.line(), std::move(zeros));
    }

    std::vector<Reading> readings()
    {
        std::vector<Reading> readings;
        for (const auto& [_, column] : m_columns) {
            const std::string_view cell = m_table.cell(column.index);
            const auto amount = amountOf(cell);
            const bool is = amount && amount->unit.empty();
            readings.push_back(
                readingOf(column.unit.kind, is ? std::optional(amount->value * column.unit.micro) : std::nullopt));
            if (!readings.back().valid) {
                m_log.noReading(m_table.line(), m_table.header()[column.index], cell);
            }
        }
        m_last = readings;
        return readings;
    }

    /// "Cumulative Package Energy_0 (Joules) = 27.408203" beside the last row.
    void compareWithSummary()
    {
        const std::string_view text = m_table.fields().empty() ? "" : m_table.fields().front();
        const std::size_t equals = text.find(" = ");
        if (equals == std::string_view::npos) {
            return;
        }
        const auto part = partOf(wordsOf(text.substr(0, equals)));
        const auto unit = powerUnitInName(text.substr(0, equals));
        const auto amount = amountOf(text.substr(equals + 3));
        const auto column = part ? m_columns.find(*part) : m_columns.end();
        if (!amount || !unit || column == m_columns.end() || rankOf(*unit) != 0 || rankOf(column->second.unit) != 0 ||
            m_last.empty()) {
            return;
        }
        const Reading last = m_last[static_cast<std::size_t>(std::distance(m_columns.begin(), column))];
        const double said = amount->value * unit->micro;
        if (last.valid && std::abs(static_cast<double>(last.raw) - said) > 0.005 * said + 1e4) {
            m_log.warn(fmt::format("line {}: its summary says {:g} J of {}, its rows {:g} J: some are missing",
                                   m_table.line(), amount->value, zoneOf(*part, column->second).name,
                                   static_cast<double>(last.raw) * 1e-6));
        }
    }

    RecordedTable m_table;
    RecordedLog m_log;
    std::map<SocketPart, Column> m_columns;
    std::size_t m_timeColumn = 0;
    std::optional<std::size_t> m_elapsedColumn;
    std::optional<std::int64_t> m_began;
    double m_lastElapsed = 0;
    std::vector<Reading> m_last;
};

} // namespace

bool isPowerGadget(const RecordedTable& table)
{
    return table.find("System Time") && (table.find("RDTSC") || table.find("Elapsed Time (sec)"));
}

Result<RecordedTrace> readPowerGadget(RecordedTable table, const RecordedOptions& options)
{
    return PowerGadgetReader(std::move(table), options).read();
}

} // namespace rxwatt::energy
