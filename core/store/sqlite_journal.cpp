// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sqlite_journal.h"

#include "core/base/files.h"
#include "core/run/names.h"
#include "core/store/ber_table.h"
#include "core/store/database.h"
#include "core/store/phase_table.h"
#include "core/store/run_rows.h"
#include "core/store/run_table.h"
#include "core/store/series_table.h"
#include "core/store/setting_table.h"

#include <fmt/format.h>

namespace rxwatt::store
{

namespace fs = std::filesystem;

struct SqliteJournal::Tables {
    explicit Tables(DatabasePointer opened)
        : database(std::move(opened)),
          runs(*database),
          settings(*database),
          series(*database),
          ber(*database),
          phases(*database)
    {
    }

    /// Does all of `work` in one transaction or nothing.
    template <typename Work>
    Status transact(Work&& work)
    {
        const Status done = guarded(*database, [&]() -> Status {
            SQLite::Transaction transaction(*database, SQLite::TransactionBehavior::IMMEDIATE);
            RXWATT_TRY(work());
            transaction.commit();
            return {};
        });
        if (!done) {
            settings.forget();
            series.forget();
        }
        return done;
    }

    [[nodiscard]] Result<std::int64_t> keyOf(const RunId& id)
    {
        const auto key = runs.keyOf(id);
        if (!key) {
            return fail(ErrorKind::notFound, fmt::format("{} has no run {}", database->getFilename(), id.text));
        }
        return *key;
    }

    void putEvent(std::int64_t run, const run::RunEvent& event, bool& newBerPoints);

    DatabasePointer database;
    RunTable runs;
    SettingTable settings;
    SeriesTable series;
    BerTable ber;
    PhaseTable phases;
};

void SqliteJournal::Tables::putEvent(std::int64_t run, const run::RunEvent& event, bool& newBerPoints)
{
    if (const auto* values = std::get_if<run::SeriesEvent>(&event.payload)) {
        series.put(run, event, *values);
    } else if (const auto* point = std::get_if<run::BerPointEvent>(&event.payload)) {
        ber.put(run, event, *point);
        newBerPoints = true;
    } else if (const auto* phase = std::get_if<run::PhaseEvent>(&event.payload)) {
        phases.reach(run, event);
        phases.begin(run, event, phase->phase);
    } else if (std::holds_alternative<run::StartedEvent>(event.payload)) {
        runs.putStarted(run, event);
    } else if (const auto* energy = std::get_if<run::EnergyEvent>(&event.payload)) {
        runs.putEnergy(run, energy->energy);
    }
}

SqliteJournal::SqliteJournal(std::unique_ptr<Tables> tables) : m_tables(std::move(tables)) {}

SqliteJournal::~SqliteJournal() = default;

Result<std::unique_ptr<SqliteJournal>> SqliteJournal::open(const fs::path& file)
{
    RXWATT_ASSIGN(DatabasePointer database, openForWriting(file));
    SQLite::Database& opened = *database;
    return guarded(opened, [&]() -> Result<std::unique_ptr<SqliteJournal>> {
        return std::unique_ptr<SqliteJournal>(new SqliteJournal(std::make_unique<Tables>(std::move(database))));
    });
}

Result<std::unique_ptr<SqliteJournal>> SqliteJournal::create(const fs::path& file)
{
    RXWATT_TRY(createDatabase(file));
    return open(file);
}

Status SqliteJournal::putRun(const RunId& id, const run::RunSpec& spec, const run::RunMeta& meta,
                             const run::StateRecord& state)
{
    for (const std::string& tag : meta.tags) {
        RXWATT_TRY(run::checkName(tag, "$.tags"));
    }
    return m_tables->transact([&]() -> Status {
        const std::int64_t run = m_tables->runs.put(id, spec, meta, state);
        m_tables->settings.put(run, run::toJson(spec));
        return {};
    });
}

Status SqliteJournal::putState(const RunId& id, const run::StateRecord& state)
{
    return m_tables->transact([&]() -> Status {
        RXWATT_ASSIGN(const std::int64_t run, m_tables->keyOf(id));
        m_tables->runs.putState(run, state);
        return {};
    });
}

Status SqliteJournal::putEvents(const RunId& id, std::span<const run::RunEvent> events, std::uint64_t nextOffset)
{
    return m_tables->transact([&]() -> Status {
        RXWATT_ASSIGN(const std::int64_t run, m_tables->keyOf(id));
        EventTotals totals = m_tables->runs.totals(run);
        const run::RunEvent* last = nullptr;
        bool newBerPoints = false;
        for (const run::RunEvent& event : events) {
            if (event.seq <= totals.lastSeq) {
                continue;
            }
            // An attempt's last phase ends with its last event, in whichever batch the next attempt's come.
            if (last != nullptr && last->attempt != event.attempt) {
                m_tables->phases.reach(run, *last);
            }
            m_tables->putEvent(run, event, newBerPoints);
            totals.lastSeq = event.seq;
            ++totals.events;
            last = &event;
        }
        if (last != nullptr) {
            m_tables->phases.reach(run, *last);
            totals.durationS = last->t;
            totals.stepsDone = last->step;
        }
        if (newBerPoints) {
            m_tables->ber.summarise(run);
        }
        totals.offset = std::max(totals.offset, nextOffset);
        m_tables->runs.putTotals(run, totals);
        return {};
    });
}

Result<std::uint64_t> SqliteJournal::eventOffset(const RunId& id)
{
    return guarded(*m_tables->database, [&]() -> Result<std::uint64_t> {
        RXWATT_ASSIGN(const std::int64_t run, m_tables->keyOf(id));
        return m_tables->runs.totals(run).offset;
    });
}

Status SqliteJournal::putExit(const RunId& id, const run::ExitRecord& exit)
{
    return m_tables->transact([&]() -> Status {
        RXWATT_ASSIGN(const std::int64_t run, m_tables->keyOf(id));
        m_tables->runs.putExit(run, exit);
        return {};
    });
}

Status SqliteJournal::removeRun(const RunId& id)
{
    return m_tables->transact([&]() -> Status {
        if (const auto run = m_tables->runs.keyOf(id)) {
            m_tables->runs.remove(*run);
        }
        m_tables->series.forget();
        return {};
    });
}

Result<std::map<RunId, run::IndexedRun>> SqliteJournal::runs()
{
    return guarded(*m_tables->database,
                   [&]() -> Result<std::map<RunId, run::IndexedRun>> { return readIndexedRuns(*m_tables->database); });
}

namespace
{

void removeDatabase(const fs::path& file)
{
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
        fs::remove(file.string() + suffix, ignored);
    }
}

/// One file again: a database that is renamed must not leave a log behind.
Status closeLog(const fs::path& file)
{
    RXWATT_ASSIGN(const DatabasePointer database, openForWriting(file));
    return guarded(*database, [&]() -> Status {
        database->exec("PRAGMA journal_mode = DELETE");
        return {};
    });
}

} // namespace

Status replaceDatabase(const fs::path& file, const std::function<Status(run::RunJournal& journal)>& fill)
{
    const fs::path fresh = file.string() + ".new";
    removeDatabase(fresh);
    Status filled;
    {
        auto journal = SqliteJournal::create(fresh);
        filled = journal ? fill(**journal) : Status(tl::unexpected<Error>(journal.error()));
    }
    if (filled) {
        filled = closeLog(fresh);
    }
    if (!filled) {
        removeDatabase(fresh);
        return filled;
    }
    // The old log must never meet the new file, so the old database goes first. A crash in between leaves no database,
    // which says what to do.
    removeDatabase(file);
    if (std::rename(fresh.c_str(), file.c_str()) != 0) {
        return tl::unexpected<Error>(base::fileError("replace", file, errno));
    }
    return base::syncFolder(file.parent_path());
}

} // namespace rxwatt::store
