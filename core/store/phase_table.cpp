// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/phase_table.h"

#include "core/store/statement.h"

namespace rxwatt::store
{

namespace
{

constexpr const char* reachSql = R"(
    UPDATE Phases SET end_s = max(end_s, ?1) WHERE run = ?2 AND attempt = ?3
        AND seq = (SELECT max(seq) FROM Phases WHERE run = ?2))";

} // namespace

PhaseTable::PhaseTable(SQLite::Database& database)
    : m_begin(database, "INSERT INTO Phases (run, seq, attempt, phase, begin_s, end_s) VALUES (?, ?, ?, ?, ?, ?) "
                        "ON CONFLICT DO NOTHING"),
      m_reach(database, reachSql)
{
}

void PhaseTable::begin(std::int64_t run, const run::RunEvent& event, run::Phase phase)
{
    execute(m_begin, run, event.seq, event.attempt, std::string(nameOf(phase)), event.t, event.t);
}

void PhaseTable::reach(std::int64_t run, const run::RunEvent& event)
{
    execute(m_reach, event.t, run, event.attempt);
}

std::vector<PhaseStretch> readPhases(const Prepared& rows)
{
    std::vector<PhaseStretch> stretches;
    while (rows.step()) {
        Row row(rows.get());
        const Result<run::Phase> phase = run::phaseFromName(row.text());
        if (!phase) {
            refuse(phase.error().message);
        }
        PhaseStretch& stretch = stretches.emplace_back();
        stretch.phase = *phase;
        stretch.attempt = static_cast<int>(row.integer());
        stretch.beginS = row.number();
        stretch.endS = row.number();
    }
    return stretches;
}

} // namespace rxwatt::store
