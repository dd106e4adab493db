// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/energy/csv_columns.h"
#include "core/energy/recorded_formats.h"
#include "core/energy/recorded_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace rxwatt::energy
{

namespace
{

/// Energies of the time since the row before fall all the time; a counter may now and then.
constexpr std::size_t rowsAFall = 20;

struct ValueRow {
    std::int64_t wallNs = 0;
    std::size_t line = 0;
    /// In micro-units, none where the cell holds no such number.
    std::vector<std::optional<double>> values;
};

class CsvReader
{
public:
    CsvReader(RecordedTable table, const RecordedOptions& options)
        : m_table(std::move(table)), m_options(options), m_log("csv", options)
    {
    }

    Result<RecordedTrace> read()
    {
        RXWATT_ASSIGN(m_times, timeColumnsOf(m_table, m_options));
        RXWATT_ASSIGN(m_columns, valueColumnsOf(m_table, m_options, m_times));
        m_unitFrom.resize(m_columns.size());
        m_log.time().setUnit(timeUnitInName(m_table.header()[m_times.index]));
        m_log.time().setDecimalComma(m_table.decimalComma());
        m_table.use(m_times.index);
        for (const ValueColumn& column : m_columns) {
            m_table.use(column.index);
        }
        while (true) {
            RXWATT_ASSIGN(const bool there, m_table.next());
            if (!there) {
                break;
            }
            RXWATT_TRY(takeRow());
        }
        RXWATT_TRY(takeUnits());
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            takeColumn(i);
        }
        for (const ValueRow& row : m_rows) {
            RXWATT_TRY(m_log.add(row.wallNs, row.line, readingsOf(row)));
        }
        return m_log.finish(m_table.torn());
    }

private:
    [[nodiscard]] const std::string& nameOf(const ValueColumn& column) const { return m_table.header()[column.index]; }

    Status takeRow()
    {
        ValueRow row;
        row.line = m_table.line();
        std::string text(m_table.cell(m_times.index));
        if (m_times.date) {
            text = std::string(m_table.cell(*m_times.date)) + " " + text;
        }
        RXWATT_ASSIGN(const auto time, m_log.timeOf(text, row.line, m_table.header()[m_times.index]));
        if (!time) {
            return {};
        }
        if (m_rows.size() == maxRecordedSamples) {
            return fail(ErrorKind::badInput,
                        fmt::format("line {}: more than the {} rows that are allowed", row.line, maxRecordedSamples));
        }
        row.wallNs = *time;
        for (ValueColumn& column : m_columns) {
            row.values.push_back(valueOf(column));
        }
        m_rows.push_back(std::move(row));
        return {};
    }

    /// In the unit of the cell or the column; without any, see takeUnits().
    std::optional<double> valueOf(ValueColumn& column)
    {
        const std::string_view cell = m_table.cell(column.index);
        const auto amount = amountOf(cell, m_table.decimalComma());
        const auto unit = amount && !amount->unit.empty() ? powerUnitOf(amount->unit) : column.unit;
        const bool isUnit = amount && (amount->unit.empty() || (unit && (!column.unit || unit->kind == column.kind)));
        if (!isUnit) {
            m_log.noReading(m_table.line(), nameOf(column), cell);
            return std::nullopt;
        }
        if (!column.unit && unit) {
            // The first cell that has a unit says what the column is.
            column.unit = unit;
            column.kind = unit->kind;
            m_unitFrom[static_cast<std::size_t>(&column - m_columns.data())] = m_rows.size();
        }
        if (amount->value < 0) {
            m_log.noReading(m_table.line(), nameOf(column), cell);
            return std::nullopt;
        }
        return amount->value * (unit ? unit->micro : 1);
    }

    /// Columns without any unit: watts, which all tools write that write none; an energy may be anything.
    Status takeUnits()
    {
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            const ValueColumn& column = m_columns[i];
            if (!column.unit && column.kind == ReadingKind::energyCounter) {
                return fail(ErrorKind::badInput,
                            fmt::format("column {} says no unit of energy: name it like \"energy_j\", \"energy_wh\" or "
                                        "\"energy_kwh\"",
                                        base::inQuotes(nameOf(column))));
            }
            if (!column.unit) {
                m_log.warn(
                    fmt::format("column {} says no unit: it was taken for watts", base::inQuotes(nameOf(column))));
                m_unitFrom[i] = m_rows.size();
            }
            for (std::size_t row = 0; row < m_unitFrom[i]; ++row) {
                if (auto& value = m_rows[row].values[i]) {
                    *value *= column.unit.value_or(PowerUnit()).micro;
                }
            }
        }
        return {};
    }

    void takeColumn(std::size_t i)
    {
        const ValueColumn& column = m_columns[i];
        Zone zone;
        zone.path = fmt::format("column:{}", column.index);
        zone.name = nameOf(column).substr(0, 128);
        zone.scope = column.scope;
        zone.kind = column.kind;
        zone.quality = column.kind == ReadingKind::power ? Quality::integrated : Quality::counter;
        m_log.addZone(zone);
        if (column.kind != ReadingKind::energyCounter) {
            return;
        }
        if (isOfIntervals(i)) {
            sumUp(i);
            m_log.warn(
                fmt::format("column {} was taken for the energy since the row before", base::inQuotes(zone.name)));
        } else {
            m_log.warn(fmt::format("column {} was taken for a counter that goes on rising", base::inQuotes(zone.name)));
        }
    }

    /// Whether a row says the energy since the row before, by the column's name or by how it falls.
    [[nodiscard]] bool isOfIntervals(std::size_t i) const
    {
        const std::vector<std::string> words = wordsOf(nameOf(m_columns[i]));
        const auto says = [&](std::initializer_list<const char*> any) {
            return std::find_first_of(words.begin(), words.end(), any.begin(), any.end()) != words.end();
        };
        if (says({"cumulative", "cumulated", "total", "counter"}) || says({"interval", "delta"})) {
            return says({"interval", "delta"});
        }
        std::size_t falls = 0;
        double last = 0;
        for (const ValueRow& row : m_rows) {
            const double value = row.values[i].value_or(last);
            // A counter that is set back begins near 0.
            falls += value < last && value > 0.1 * last ? 1 : 0;
            last = value;
        }
        // Newest first is another matter: a counter that falls from row to row.
        const bool newestFirst = m_rows.size() > 1 && m_rows.front().wallNs > m_rows.back().wallNs;
        return !newestFirst && falls * rowsAFall > m_rows.size();
    }

    /// From energies of intervals a counter, which begins with that before the first row. A missing one leaves a gap on
    /// both sides, as nobody knows what it was.
    void sumUp(std::size_t i)
    {
        double sum = 0;
        for (ValueRow& row : m_rows) {
            if (auto& value = row.values[i]) {
                sum += *value;
                value = sum;
            }
        }
    }

    [[nodiscard]] std::vector<Reading> readingsOf(const ValueRow& row) const
    {
        std::vector<Reading> readings;
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            readings.push_back(readingOf(m_columns[i].kind, row.values[i]));
        }
        return readings;
    }

    RecordedTable m_table;
    RecordedOptions m_options;
    RecordedLog m_log;
    TimeColumns m_times;
    std::vector<ValueColumn> m_columns;
    /// The first row in whose values the column's unit is in already.
    std::vector<std::size_t> m_unitFrom;
    std::vector<ValueRow> m_rows;
};

} // namespace

Result<RecordedTrace> readAnyCsv(RecordedTable table, const RecordedOptions& options)
{
    return CsvReader(std::move(table), options).read();
}

} // namespace rxwatt::energy
