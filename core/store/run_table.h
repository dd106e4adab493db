// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/run/event.h"
#include "core/run/spec.h"
#include "core/run/state.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <optional>

namespace rxwatt::store
{

/// What taking in a run's events leaves behind in its row.
struct EventTotals {
    std::uint64_t offset = 0;
    std::uint64_t lastSeq = 0;
    std::int64_t events = 0;
    double durationS = 0;
    std::int64_t stepsDone = 0;
};

/// Writes Runs and RunDetails. Everything throws SQLite::Exception.
class RunTable
{
public:
    explicit RunTable(SQLite::Database& database);

    /// The short key of a run; none where it is unknown.
    [[nodiscard]] std::optional<std::int64_t> keyOf(const RunId& id);
    /// Adds or replaces; what came from events stays. No tag may have a newline.
    std::int64_t put(const RunId& id, const run::RunSpec& spec, const run::RunMeta& meta,
                     const run::StateRecord& state);
    void putState(std::int64_t run, const run::StateRecord& state);
    void putExit(std::int64_t run, const run::ExitRecord& exit);
    void remove(std::int64_t run);

    [[nodiscard]] EventTotals totals(std::int64_t run);
    void putTotals(std::int64_t run, const EventTotals& totals);
    void putStarted(std::int64_t run, const run::RunEvent& event);
    /// Takes the place of what was known before.
    void putEnergy(std::int64_t run, const run::EnergyRecord& energy);

private:
    SQLite::Statement m_key;
    SQLite::Statement m_put;
    SQLite::Statement m_putDetails;
    SQLite::Statement m_putState;
    SQLite::Statement m_putStateDetails;
    SQLite::Statement m_putExit;
    SQLite::Statement m_remove;
    SQLite::Statement m_totals;
    SQLite::Statement m_putTotals;
    SQLite::Statement m_putStarted;
    SQLite::Statement m_putEnergy;
    SQLite::Statement m_putEnergyDetails;
};

} // namespace rxwatt::store
