// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/fast_rows.h"
#include "core/store/run_query.h"

#include <SQLiteCpp/SQLiteCpp.h>

namespace rxwatt::store
{

/// Writes Phases. Everything throws SQLite::Exception.
class PhaseTable
{
public:
    explicit PhaseTable(SQLite::Database& database);

    /// Begins a phase; the attempt's phase before it has ended by reach().
    void begin(std::int64_t run, const run::RunEvent& event, run::Phase phase);
    /// The attempt's last phase lasted until this event at least.
    void reach(std::int64_t run, const run::RunEvent& event);

private:
    SQLite::Statement m_begin;
    SQLite::Statement m_reach;
};

inline constexpr const char* phasesSql = "SELECT phase, attempt, begin_s, end_s FROM Phases WHERE run = ? ORDER BY seq";
/// The rows of phasesSql. Throws SQLite::Exception.
[[nodiscard]] std::vector<PhaseStretch> readPhases(const Prepared& rows);

} // namespace rxwatt::store
