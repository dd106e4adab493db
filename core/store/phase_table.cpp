// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/phase_table.h"

#include "core/store/statement.h"

#include <array>

namespace rxwatt::store
{

namespace
{

constexpr const char* reachSql = R"(
    UPDATE Phases SET end_s = max(end_s, ?1) WHERE run = ?2 AND attempt = ?3
        AND seq = (SELECT max(seq) FROM Phases WHERE run = ?2))";

run::Phase phaseOf(const std::string& name)
{
    using run::Phase;
    for (const Phase phase :
         std::array{Phase::setup, Phase::training, Phase::validation, Phase::evaluation, Phase::inference}) {
        if (nameOf(phase) == name) {
            return phase;
        }
    }
    refuse("unknown phase \"" + name + "\"");
}

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

std::vector<PhaseStretch> readPhases(SQLite::Database& database, std::int64_t run)
{
    std::vector<PhaseStretch> stretches;
    SQLite::Statement query(database, "SELECT phase, attempt, begin_s, end_s FROM Phases WHERE run = ? ORDER BY seq");
    query.bind(1, run);
    while (query.executeStep()) {
        stretches.push_back({.phase = phaseOf(query.getColumn(0).getString()),
                             .attempt = query.getColumn(1).getInt(),
                             .beginS = query.getColumn(2).getDouble(),
                             .endS = query.getColumn(3).getDouble()});
    }
    return stretches;
}

} // namespace rxwatt::store
