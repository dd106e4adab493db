// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ber_table.h"

#include "core/store/statement.h"

#include <algorithm>
#include <set>

namespace rxwatt::store
{

namespace
{

constexpr const char* putBerSql = R"(
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

// By the primary key, so that nothing is sorted and the names alone are found without reading every point.
constexpr const char* pointsSql = R"(
    SELECT receiver, modulation, dmrs_symbols, weights, sinr_db, slots, bits, bit_errors, ber, low, high
    FROM BerPoints WHERE run = ? ORDER BY receiver, modulation, dmrs_symbols, weights, sinr_db)";

constexpr const char* namesSql = R"(
    SELECT DISTINCT receiver, modulation, dmrs_symbols, weights
    FROM BerPoints WHERE run = ? ORDER BY receiver, modulation, dmrs_symbols, weights)";

run::BerPoint pointOf(Row& row)
{
    run::BerPoint point;
    point.sinrDb = row.number();
    point.slots = row.integer();
    point.bits = row.integer();
    point.bitErrors = row.integer();
    point.ber = row.number();
    point.low = row.number();
    point.high = row.number();
    return point;
}

} // namespace

BerTable::BerTable(SQLite::Database& database)
    : m_put(database, putBerSql),
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
            const std::int64_t bits = m_modelPoints.getColumn(1).getInt64();
            const std::int64_t errors = m_modelPoints.getColumn(2).getInt64();
            weights.insert(m_modelPoints.getColumn(0).getString());
            expected = m_modelPoints.getColumn(3).getInt64();
            if (bits > 0) { // one without bits says nothing
                withoutErrors += errors > 0 ? 0 : 1;
                sum += run::log10Ber(bits, errors);
                ++points;
            }
        }
    }
    const bool complete = weights.size() == 1 && points > 0 && points == expected;
    const auto mean = complete ? std::optional(sum / static_cast<double>(points)) : std::nullopt;
    execute(m_putSummary, mean, complete ? withoutErrors : 0, run);
}

const char* curvesSql(CurveParts parts)
{
    return parts == CurveParts::points ? pointsSql : namesSql;
}

std::vector<BerCurve> readBerCurves(const Prepared& rows, CurveParts parts)
{
    std::vector<BerCurve> curves;
    while (rows.step()) {
        Row row(rows.get());
        const std::string_view receiver = row.text();
        const std::string_view modulation = row.text();
        const auto dmrsSymbols = static_cast<int>(row.integer());
        const std::string_view weights = row.text();
        const bool sameCurve = !curves.empty() && curves.back().receiver == receiver &&
                               curves.back().modulation == modulation && curves.back().dmrsSymbols == dmrsSymbols &&
                               curves.back().weights == weights;
        if (!sameCurve) {
            curves.push_back({std::string(receiver), std::string(modulation), dmrsSymbols, std::string(weights), {}});
        }
        if (parts == CurveParts::points) {
            curves.back().points.push_back(pointOf(row));
        }
    }
    std::stable_partition(curves.begin(), curves.end(),
                          [](const BerCurve& curve) { return curve.receiver == "model"; });
    return curves;
}

} // namespace rxwatt::store
