// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/recorded_formats.h"
#include "core/energy/recorded_log.h"
#include "core/energy/recorded_value.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace rxwatt::energy
{

namespace
{

constexpr std::size_t maxGpus = 256;
/// Rows of one query lie milliseconds apart; what comes later is of another one, also where a GPU is missing.
constexpr std::int64_t longestQueryNs = 1'000'000'000;

/// One row: what one GPU takes at a time.
struct GpuRow {
    std::int64_t wallNs = 0;
    std::size_t line = 0;
    std::size_t gpu = 0;
    Reading reading;
};

/// The first of these columns; with and without the unit in brackets.
std::optional<std::size_t> findAny(const RecordedTable& table, std::initializer_list<const char*> names)
{
    for (const std::string name : names) {
        for (const std::string& full : {name, name + " [W]"}) {
            if (const auto column = table.find(full)) {
                return column;
            }
        }
    }
    return std::nullopt;
}

/// "76.78 W" or "76.78"; none for "[N/A]", "[Not Supported]" and the like.
std::optional<double> microwattsIn(std::string_view cell)
{
    const auto amount = amountOf(cell);
    const auto unit = amount && !amount->unit.empty() ? powerUnitOf(amount->unit) : PowerUnit{};
    const bool is = amount && unit && unit->kind == ReadingKind::power;
    return is ? std::optional(amount->value * unit->micro) : std::nullopt;
}

class NvidiaSmiReader
{
public:
    NvidiaSmiReader(RecordedTable table, const RecordedOptions& options)
        : m_table(std::move(table)), m_log("nvidia-smi", options)
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
        for (Zone& zone : m_zones) {
            m_log.addZone(std::move(zone));
        }
        RXWATT_TRY(takeQueries());
        return m_log.finish(m_table.torn());
    }

private:
    Status findColumns()
    {
        RXWATT_ASSIGN(m_time, m_table.require("timestamp"));
        const auto power = findAny(m_table, {"power.draw", "power.draw.average", "power.draw.instant"});
        if (!power) {
            return fail(ErrorKind::badInput, "no column \"power.draw\": there are " + m_table.names());
        }
        m_power = *power;
        m_limit = findAny(m_table, {"enforced.power.limit", "power.limit"});
        m_name = findAny(m_table, {"name", "gpu_name"});
        m_gpu = findAny(m_table, {"index", "uuid", "gpu_uuid", "pci.bus_id", "gpu_bus_id"});
        if (!m_gpu) {
            m_log.warn("it has no column index, uuid or pci.bus_id: all rows were taken for those of one GPU");
        }
        m_table.use(m_power);
        return {};
    }

    Status takeRow()
    {
        const std::size_t line = m_table.line();
        RXWATT_ASSIGN(const auto time, m_log.timeOf(m_table.cell(m_time), line, m_table.header()[m_time]));
        if (!time) {
            return {}; // "Unable to determine the device handle …"
        }
        if (m_rows.size() == maxRecordedSamples) {
            return fail(ErrorKind::badInput,
                        fmt::format("line {}: more than the {} rows that are allowed", line, maxRecordedSamples));
        }
        if (!m_gpu && !m_rows.empty() && m_rows.back().wallNs == *time) {
            return fail(ErrorKind::badInput,
                        fmt::format("line {}: two rows of one time and no column index: log several GPUs with "
                                    "--query-gpu=timestamp,index,power.draw",
                                    line));
        }
        RXWATT_ASSIGN(const std::size_t gpu, gpuOf(m_gpu ? m_table.cell(*m_gpu) : "0"));
        const std::string_view cell = m_table.cell(m_power);
        m_rows.push_back({*time, line, gpu, readingOf(ReadingKind::power, microwattsIn(cell))});
        if (!m_rows.back().reading.valid) {
            m_log.noReading(line, m_table.header()[m_power], cell);
        }
        return {};
    }

    Result<std::size_t> gpuOf(std::string_view cell)
    {
        const auto known = m_gpus.find(cell);
        if (known != m_gpus.end()) {
            return known->second;
        }
        if (m_gpus.size() == maxGpus) {
            return fail(ErrorKind::badInput, fmt::format("line {}: more than {} GPUs", m_table.line(), maxGpus));
        }
        const bool isNumber = !cell.empty() && cell.size() <= 4 && cell.find_first_not_of("0123456789") == cell.npos;
        Zone zone;
        zone.path = isNumber ? fmt::format("gpu:{}", cell) : fmt::format("gpu:{}", cell.substr(0, 64));
        const std::string_view name = m_name ? m_table.cell(*m_name).substr(0, 128) : std::string_view();
        zone.name = name.empty() ? zone.path : std::string(name);
        zone.scope = ZoneScope::gpu;
        zone.kind = ReadingKind::power;
        zone.quality = Quality::integrated;
        const auto limit = m_limit ? microwattsIn(m_table.cell(*m_limit)) : std::nullopt;
        if (const Reading read = readingOf(ReadingKind::power, limit); read.valid && read.raw > 0) {
            zone.limit = Watts{static_cast<double>(read.raw) * zone.unit};
        }
        m_zones.push_back(std::move(zone));
        return m_gpus.emplace(std::string(cell), m_gpus.size()).first->second;
    }

    /// One sample a query: nvidia-smi writes a row a GPU, milliseconds apart.
    Status takeQueries()
    {
        std::vector<Reading> readings;
        std::vector<bool> seen;
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            const GpuRow& first = m_rows[i];
            readings.assign(m_zones.size(), Reading());
            seen.assign(m_zones.size(), false);
            for (; i < m_rows.size() && !seen[m_rows[i].gpu] && m_rows[i].wallNs - first.wallNs < longestQueryNs &&
                   m_rows[i].wallNs - first.wallNs > -longestQueryNs;
                 ++i) {
                readings[m_rows[i].gpu] = m_rows[i].reading;
                seen[m_rows[i].gpu] = true;
            }
            --i;
            RXWATT_TRY(m_log.add(first.wallNs, first.line, readings));
        }
        return {};
    }

    RecordedTable m_table;
    RecordedLog m_log;
    std::size_t m_time = 0;
    std::size_t m_power = 0;
    std::optional<std::size_t> m_limit;
    std::optional<std::size_t> m_name;
    std::optional<std::size_t> m_gpu;
    std::map<std::string, std::size_t, std::less<>> m_gpus;
    std::vector<Zone> m_zones;
    std::vector<GpuRow> m_rows;
};

} // namespace

bool isNvidiaSmi(const RecordedTable& table)
{
    return table.find("timestamp") && findAny(table, {"power.draw", "power.draw.average", "power.draw.instant"});
}

Result<RecordedTrace> readNvidiaSmi(RecordedTable table, const RecordedOptions& options)
{
    return NvidiaSmiReader(std::move(table), options).read();
}

} // namespace rxwatt::energy
