// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/fast_rows.h"
#include "core/store/run_query.h"

#include <SQLiteCpp/SQLiteCpp.h>

namespace rxwatt::store
{

/// Writes BerPoints and what Runs keeps of them. Everything throws SQLite::Exception.
class BerTable
{
public:
    explicit BerTable(SQLite::Database& database);

    /// Takes in a point; where it is known already, the last attempt wins.
    void put(std::int64_t run, const run::RunEvent& event, const run::BerPointEvent& point);
    /// Works the run's Geometric Mean BER out anew.
    void summarise(std::int64_t run);

private:
    SQLite::Statement m_put;
    SQLite::Statement m_modelPoints;
    SQLite::Statement m_putSummary;
};

/// Its only parameter is a run's key.
[[nodiscard]] const char* curvesSql(CurveParts parts);
/// The rows of curvesSql(): the model's curves first, then by receiver. Throws SQLite::Exception.
[[nodiscard]] std::vector<BerCurve> readBerCurves(const Prepared& rows, CurveParts parts);

} // namespace rxwatt::store
