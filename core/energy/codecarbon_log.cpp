// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/recorded_formats.h"
#include "core/energy/recorded_log.h"
#include "core/energy/recorded_value.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rxwatt::energy
{

namespace
{

constexpr double microjoulesInKwh = 3.6e12;
/// Its times are cut to seconds: a run may seem to begin before the one before it has ended.
constexpr std::int64_t timeStepNs = 1'000'000'000;

struct EnergyRow {
    std::int64_t beginNs = 0;
    std::int64_t endNs = 0;
    std::size_t line = 0;
    std::string run; ///< empty: a run of its own
    std::vector<Reading> readings;
};

/// A column of energy, and how CodeCarbon comes by it.
struct EnergyColumn {
    const char* column;
    ZoneScope scope;
    Quality quality;
    const char* method;
};

constexpr std::array<EnergyColumn, 3> energyColumns = {
    {{"cpu_energy", ZoneScope::cpuEstimate, Quality::estimated,
      "CodeCarbon: processor sensors, or load and rated power; its file does not say which"},
     {"gpu_energy", ZoneScope::gpu, Quality::counter, ""}, // NVML's or AMD SMI's counters, all GPUs together
     {"ram_energy", ZoneScope::memoryEstimate, Quality::estimated, "CodeCarbon: rated power of the memory modules"}}};
/// Of its first versions, which do not write the parts.
constexpr EnergyColumn wholeColumn = {
    "energy_consumed", ZoneScope::meter, Quality::estimated,
    "CodeCarbon: processor, accelerators and memory together; its file does not say how measured"};

Zone zoneOf(const EnergyColumn& part)
{
    Zone zone;
    zone.path = part.column;
    zone.name = part.column;
    zone.scope = part.scope;
    zone.quality = part.quality;
    zone.method = part.method;
    return zone;
}

class CodeCarbonReader
{
public:
    CodeCarbonReader(RecordedTable table, const RecordedOptions& options)
        : m_table(std::move(table)), m_log("codecarbon", options)
    {
    }

    Result<RecordedTrace> read()
    {
        RXWATT_TRY(findColumns());
        while (true) {
            RXWATT_ASSIGN(const bool there, m_table.next());
            if (!there) {
                break;
            }
            RXWATT_TRY(takeRow());
        }
        RXWATT_TRY(takeRuns());
        if (m_pueTakenOut) {
            m_log.warn("its energies hold the building's share (pue): it was divided out");
        }
        return m_log.finish(m_table.torn());
    }

private:
    Status findColumns()
    {
        RXWATT_ASSIGN(m_time, m_table.require("timestamp"));
        RXWATT_ASSIGN(m_duration, m_table.require("duration"));
        m_pue = m_table.find("pue");
        // With task_name a row is one task, else the sum since its run began.
        m_run = m_table.find("task_name") ? std::nullopt : m_table.find("run_id");
        for (const EnergyColumn& part : energyColumns) {
            addColumn(part);
        }
        if (m_columns.empty()) {
            addColumn(wholeColumn);
        }
        if (m_columns.empty()) {
            return fail(ErrorKind::badInput, "no column of energy: there are " + m_table.names());
        }
        return {};
    }

    void addColumn(const EnergyColumn& part)
    {
        if (const auto column = m_table.find(part.column)) {
            m_columns.push_back(*column);
            m_log.addZone(zoneOf(part));
            m_table.use(*column);
        }
    }

    Status takeRow()
    {
        EnergyRow row;
        row.line = m_table.line();
        RXWATT_ASSIGN(const auto end, m_log.timeOf(m_table.cell(m_time), row.line, m_table.header()[m_time]));
        if (!end) {
            return {};
        }
        const auto duration = amountOf(m_table.cell(m_duration), m_table.decimalComma());
        if (!duration || duration->value <= 0 || duration->value * 1e9 >= static_cast<double>(*end)) {
            m_log.leaveOut(row.line, "rows whose duration is no time, left out");
            return {};
        }
        if (m_rows.size() == maxRecordedSamples / 3) { // a run takes up to three samples
            return fail(ErrorKind::badInput, fmt::format("line {}: more than {} rows", row.line, m_rows.size()));
        }
        row.endNs = *end;
        row.beginNs = *end - static_cast<std::int64_t>(duration->value * 1e9);
        row.run = m_run ? m_table.cell(*m_run) : std::string_view();
        const double pue = pueOf();
        for (const std::size_t column : m_columns) {
            const auto energy = amountOf(m_table.cell(column), m_table.decimalComma());
            row.readings.push_back(
                readingOf(ReadingKind::energyCounter,
                          energy ? std::optional(energy->value * microjoulesInKwh / pue) : std::nullopt));
            // Without the counter of a GPU it writes 0, which no GPU takes.
            if (row.readings.back().raw == 0 && m_log.zones()[row.readings.size() - 1].scope == ZoneScope::gpu) {
                row.readings.back() = Reading();
            }
            if (!row.readings.back().valid) {
                m_log.noReading(row.line, m_table.header()[column], m_table.cell(column));
            }
        }
        m_rows.push_back(std::move(row));
        return {};
    }

    double pueOf()
    {
        const auto pue = m_pue ? amountOf(m_table.cell(*m_pue), m_table.decimalComma()) : std::nullopt;
        const bool is = pue && pue->value > 1 && pue->value < 10;
        m_pueTakenOut = m_pueTakenOut || is;
        return is ? pue->value : 1;
    }

    Status takeRuns()
    {
        std::stable_sort(m_rows.begin(), m_rows.end(),
                         [](const EnergyRow& a, const EnergyRow& b) { return a.endNs < b.endNs; });
        const EnergyRow* before = nullptr;
        std::int64_t lastNs = 0;
        for (const EnergyRow& row : m_rows) {
            const bool goesOn = before != nullptr && !row.run.empty() && row.run == before->run &&
                                row.endNs - row.beginNs >= before->endNs - before->beginNs;
            if (!goesOn) {
                if (before != nullptr && row.beginNs < lastNs - timeStepNs) {
                    // Two trackers at once see the same machine: both would count it twice.
                    m_log.leaveOut(row.line, "rows of a run while another one was recorded, left out");
                    continue;
                }
                RXWATT_TRY(beginRun(row, lastNs));
            }
            RXWATT_TRY(m_log.add(row.endNs, row.line, row.readings));
            before = &row;
            lastNs = row.endNs;
        }
        return {};
    }

    /// Each run counts from 0; between two runs nobody counted.
    Status beginRun(const EnergyRow& row, std::int64_t lastNs)
    {
        std::int64_t begin = row.beginNs;
        if (!m_log.empty()) {
            begin = std::max(begin, lastNs + 2);
            RXWATT_TRY(m_log.add(begin - 1, row.line, std::vector<Reading>(m_columns.size())));
        }
        std::vector<Reading> zeros;
        for (const Reading& reading : row.readings) {
            zeros.push_back({0, reading.valid});
        }
        return begin < row.endNs ? m_log.add(begin, row.line, std::move(zeros)) : Status();
    }

    RecordedTable m_table;
    RecordedLog m_log;
    std::size_t m_time = 0;
    std::size_t m_duration = 0;
    std::optional<std::size_t> m_run;
    std::optional<std::size_t> m_pue;
    bool m_pueTakenOut = false;
    std::vector<std::size_t> m_columns;
    std::vector<EnergyRow> m_rows;
};

} // namespace

bool isCodeCarbon(const RecordedTable& table)
{
    return table.find("timestamp") && table.find("duration") && table.find("emissions") &&
           table.find("energy_consumed");
}

Result<RecordedTrace> readCodeCarbon(RecordedTable table, const RecordedOptions& options)
{
    return CodeCarbonReader(std::move(table), options).read();
}

} // namespace rxwatt::energy
