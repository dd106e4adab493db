// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ber_table.h"

#include "core/store/statement.h"

#include <cmath>
#include <set>

namespace rxwatt::store
{

namespace
{

constexpr const char* putSql = R"(
    INSERT INTO BerPoints (run, receiver, modulation, dmrs_symbols, weights, sinr_db, attempt,
                           slots, bits, bit_errors, ber, low, high)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET
        attempt = excluded.attempt, slots = excluded.slots, bits = excluded.bits, bit_errors = excluded.bit_errors,
        ber = excluded.ber, low = excluded.low, high = excluded.high
    WHERE excluded.attempt >= attempt)";

constexpr const char* modelPointsSql = R"(
    SELECT weights, bits, bit_errors, expected_points FROM BerPoints JOIN Runs USING (run)
    WHERE run = ? AND receiver = 'model')";

constexpr const char* curvesSql = R"(
    SELECT receiver, modulation, dmrs_symbols, weights, sinr_db, slots, bits, bit_errors, ber, low, high
    FROM BerPoints WHERE run = ? ORDER BY receiver <> 'model', receiver, modulation, dmrs_symbols, weights, sinr_db)";

run::BerPoint pointOf(SQLite::Statement& row)
{
    return {.sinrDb = row.getColumn(4).getDouble(),
            .slots = row.getColumn(5).getInt64(),
            .bits = row.getColumn(6).getInt64(),
            .bitErrors = row.getColumn(7).getInt64(),
            .ber = row.getColumn(8).getDouble(),
            .low = row.getColumn(9).getDouble(),
            .high = row.getColumn(10).getDouble()};
}

} // namespace

BerTable::BerTable(SQLite::Database& database)
    : m_put(database, putSql),
      m_modelPoints(database, modelPointsSql),
      m_putSummary(database, "UPDATE Runs SET geometric_mean_ber = ?, zero_error_points = ? WHERE run = ?")
{
}

void BerTable::put(std::int64_t run, const run::RunEvent& event, const run::BerPointEvent& point)
{
    const run::BerPoint& p = point.point;
    execute(m_put, run, point.receiver, point.modulation, point.dmrsSymbols, point.weights, p.sinrDb, event.attempt,
            p.slots, p.bits, p.bitErrors, p.ber, p.low, p.high);
}

void BerTable::summarise(std::int64_t run)
{
    std::set<std::string> weights;
    std::int64_t points = 0;
    std::int64_t expected = 0;
    int withoutErrors = 0;
    double sum = 0;
    {
        const Rewind rewind(m_modelPoints);
        m_modelPoints.bind(1, run);
        while (m_modelPoints.executeStep()) {
            const double bits = std::max(m_modelPoints.getColumn(1).getDouble(), 1.0);
            const double errors = m_modelPoints.getColumn(2).getDouble();
            weights.insert(m_modelPoints.getColumn(0).getString());
            expected = m_modelPoints.getColumn(3).getInt64();
            withoutErrors += errors > 0 ? 0 : 1;
            sum += std::log10(errors > 0 ? errors / bits : 1 / (2 * bits));
            ++points;
        }
    }
    const bool complete = weights.size() == 1 && points == expected;
    const auto mean = complete ? std::optional(sum / static_cast<double>(points)) : std::nullopt;
    execute(m_putSummary, mean, complete ? withoutErrors : 0, run);
}

std::vector<BerCurve> readBerCurves(SQLite::Database& database, std::int64_t run)
{
    std::vector<BerCurve> curves;
    SQLite::Statement query(database, curvesSql);
    query.bind(1, run);
    while (query.executeStep()) {
        BerCurve curve{query.getColumn(0).getString(),
                       query.getColumn(1).getString(),
                       query.getColumn(2).getInt(),
                       query.getColumn(3).getString(),
                       {}};
        const bool sameCurve = !curves.empty() && curves.back().receiver == curve.receiver &&
                               curves.back().modulation == curve.modulation &&
                               curves.back().dmrsSymbols == curve.dmrsSymbols && curves.back().weights == curve.weights;
        if (!sameCurve) {
            curves.push_back(std::move(curve));
        }
        curves.back().points.push_back(pointOf(query));
    }
    return curves;
}

} // namespace rxwatt::store
