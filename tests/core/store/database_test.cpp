// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/store/database.h"
#include "core/store/migrations.h"
#include "core/store/run_reader.h"
#include "core/store/sqlite_journal.h"
#include "tests/core/store/index_dump.h"
#include "tests/core/store/sample_runs.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <fstream>
#include <random>

namespace rxwatt::store
{

namespace fs = std::filesystem;
using testing::HasSubstr;

class DatabaseTest : public testing::Test
{
protected:
    [[nodiscard]] fs::path file() const { return m_folder / "runs.db"; }

    /// Opens for reading and for writing and wants the same refusal from both.
    void expectRefusal(ErrorKind kind, const std::string& part) const
    {
        const auto reader = RunReader::open(file());
        ASSERT_FALSE(reader);
        EXPECT_EQ(reader.error().kind, kind);
        EXPECT_THAT(reader.error().message, HasSubstr(part));
        const auto journal = SqliteJournal::open(file());
        ASSERT_FALSE(journal);
        EXPECT_EQ(journal.error().kind, kind);
        EXPECT_THAT(journal.error().message, HasSubstr(part));
    }

    void createAndAlter(const std::string& sql) const
    {
        ASSERT_TRUE(createDatabase(file()));
        SQLite::Database(file().string(), SQLite::OPEN_READWRITE).exec(sql);
    }

    /// A closed database with one run; its bytes.
    [[nodiscard]] std::string sampleBytes() const
    {
        {
            const auto journal = SqliteJournal::create(file()).value();
            const RunId id = base::makeRunId();
            test::EventMaker make;
            std::vector<run::RunEvent> events;
            for (int step = 0; step < 500; ++step) {
                events.push_back(make.series(step, "loss", step));
            }
            EXPECT_TRUE(journal->putRun(id, test::smallSpec("run"), test::metaNamed("run"),
                                        test::stateRecord(run::RunState::queued)));
            EXPECT_TRUE(journal->putEvents(id, events, 1));
        }
        return base::readFile(file(), 10 << 20).value();
    }

    void overwrite(const std::string& bytes) const
    {
        for (const char* suffix : {"-wal", "-shm", "-journal"}) {
            fs::remove(file().string() + suffix);
        }
        std::ofstream(file(), std::ios::binary | std::ios::trunc) << bytes;
    }

    /// Reads everything; wants an answer or an error that names the cure, never a crash.
    void readEverything() const
    {
        const auto useful = [](const auto& result) {
            return result.has_value() || result.error().message.find("runs.db") != std::string::npos;
        };
        const auto reader = RunReader::open(file());
        EXPECT_TRUE(useful(reader));
        if (!reader) {
            return;
        }
        const auto list = reader->list({});
        EXPECT_TRUE(useful(list)) << list.error().message;
        for (const RunSummary& run : list.value_or(std::vector<RunSummary>{})) {
            const auto details = reader->read(run.id);
            EXPECT_TRUE(useful(details) || details.error().kind == ErrorKind::notFound) << details.error().message;
            const auto points = reader->series(run.id, "loss");
            EXPECT_TRUE(useful(points) || points.error().kind == ErrorKind::notFound) << points.error().message;
        }
    }

    test::TemporaryFolder m_folder;
};

TEST_F(DatabaseTest, SaysHowToMakeAMissingOneAnew)
{
    expectRefusal(ErrorKind::notFound, "rxwatt check --rebuild " + m_folder.path().string());
}

TEST_F(DatabaseTest, NeverMakesOneWhereThereIsOne)
{
    ASSERT_TRUE(SqliteJournal::create(file()));
    EXPECT_FALSE(SqliteJournal::create(file()));
}

TEST_F(DatabaseTest, RefusesFilesThatAreNoDatabase)
{
    for (const std::string& bytes : {std::string(), std::string("hello"), std::string(8192, 'x')}) {
        overwrite(bytes);
        expectRefusal(ErrorKind::storage, "check --rebuild");
    }
}

TEST_F(DatabaseTest, RefusesTheDatabaseOfAnotherProgram)
{
    SQLite::Database(file().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("CREATE TABLE Runs (a)");
    expectRefusal(ErrorKind::storage, "is not an index of RxWatt");
}

TEST_F(DatabaseTest, RefusesTablesThatAreNotOurs)
{
    createAndAlter("CREATE TRIGGER t AFTER INSERT ON Runs BEGIN DELETE FROM Runs; END");
    expectRefusal(ErrorKind::storage, "tables that are not RxWatt's");
}

TEST_F(DatabaseTest, RefusesColumnsAndIndexesThatAreNotOurs)
{
    for (const char* sql :
         {"ALTER TABLE Runs ADD COLUMN more TEXT", "DROP INDEX RunsByName",
          "DROP INDEX RunsByName; CREATE INDEX RunsByName ON Runs (name)",
          "DROP INDEX RunsByName; CREATE INDEX RunsByName ON Runs (name, id) WHERE starred",
          "DROP TABLE Phases; CREATE TABLE Phases (run INTEGER NOT NULL, seq INTEGER NOT NULL, attempt INTEGER NOT "
          "NULL, "
          "phase TEXT NOT NULL, begin_s REAL NOT NULL, end_s REAL NOT NULL, PRIMARY KEY (run, seq)) STRICT, WITHOUT "
          "ROWID",
          "ALTER TABLE RunDetails DROP COLUMN exit_record; ALTER TABLE RunDetails ADD COLUMN exit_record INTEGER"}) {
        fs::remove(file());
        createAndAlter(sql);
        expectRefusal(ErrorKind::storage, "tables that are not RxWatt's");
    }
}

TEST_F(DatabaseTest, OpensWhatAMigrationHasAltered)
{
    const std::array migrations = {
        allMigrations()[0], allMigrations()[1],
        Migration{"20270101-add-steps-done", "ALTER TABLE Runs ADD COLUMN steps_done INTEGER NOT NULL DEFAULT 0"}};
    createAndAlter("ALTER TABLE Runs DROP COLUMN steps_done");
    {
        SQLite::Database database(file().string(), SQLite::OPEN_READWRITE);
        EXPECT_FALSE(hasOurSchema(database));
        migrate(database, migrations);
        EXPECT_TRUE(hasOurSchema(database));
        database.exec("DELETE FROM SchemaMigrations WHERE migration = '20270101-add-steps-done'");
    }
    EXPECT_TRUE(SqliteJournal::open(file()));
    EXPECT_TRUE(RunReader::open(file()));
}

TEST_F(DatabaseTest, BringsTheFirstSchemaUpToDate)
{
    const RunId id = base::makeRunId();
    {
        const auto journal = SqliteJournal::create(file()).value();
        run::RunSpec spec = test::smallSpec("old");
        spec.training.steps = 1234;
        ASSERT_TRUE(journal->putRun(id, spec, test::metaNamed("old"), test::stateRecord(run::RunState::paused)));
    }
    {
        SQLite::Database database(file().string(), SQLite::OPEN_READWRITE);
        database.exec("ALTER TABLE Runs DROP COLUMN archived; ALTER TABLE Runs DROP COLUMN expected_steps;"
                      "ALTER TABLE SeriesPoints DROP COLUMN time_s; DROP TABLE SettingValues; DROP TABLE RunSettings;"
                      "ALTER TABLE Runs DROP COLUMN training_energy_j; ALTER TABLE Runs DROP COLUMN step_energy_j;"
                      "ALTER TABLE Runs DROP COLUMN inference_energy_j; ALTER TABLE Runs DROP COLUMN energy_quality;"
                      "ALTER TABLE RunDetails DROP COLUMN energy;"
                      "DELETE FROM SchemaMigrations WHERE migration <> '20261123-first-schema'");
    }
    const auto tooOld = RunReader::open(file());
    ASSERT_FALSE(tooOld);
    EXPECT_THAT(tooOld.error().message, HasSubstr("an older version of RxWatt made it"));
    ASSERT_TRUE(SqliteJournal::open(file()));
    const RunSummary run = RunReader::open(file()).value().list({}).value().at(0);
    EXPECT_EQ(run.expectedSteps, 1234);
    EXPECT_FALSE(run.archived);
    EXPECT_FALSE(run.trainingEnergyJ || run.inferenceEnergyJ || run.energyQuality);
    const std::vector<std::string> paths = {"training.steps"};
    EXPECT_EQ(RunReader::open(file()).value().settings(std::vector{id}, paths).value().at(0).at(0),
              SettingValue(1234.0));
}

TEST_F(DatabaseTest, AMigrationGivesOldRunsTheSettingsOfNewOnes)
{
    {
        const auto journal = SqliteJournal::create(file()).value();
        for (const std::uint64_t seed : {1U, 2U}) {
            run::RunSpec spec = test::smallSpec("old");
            spec.seed = seed;
            ASSERT_TRUE(journal->putRun(base::makeRunId(), spec, test::metaNamed("old"),
                                        test::stateRecord(run::RunState::paused)));
        }
    }
    const std::string before = test::dumpIndex(file());
    {
        SQLite::Database database(file().string(), SQLite::OPEN_READWRITE);
        database.exec("DROP TABLE SettingValues; DROP TABLE RunSettings;"
                      "DELETE FROM SchemaMigrations WHERE migration = '20261126-settings'");
    }
    ASSERT_TRUE(SqliteJournal::open(file()));
    EXPECT_EQ(test::dumpIndex(file()), before);
}

TEST_F(DatabaseTest, AnIndexWithoutTimesGetsThemWithTheEventsReadAgain)
{
    const RunId id = base::makeRunId();
    test::EventMaker make;
    const std::vector events = {make.series(1, "loss", 3), make.series(2, "loss", 2)};
    const auto put = [&] {
        const auto journal = SqliteJournal::open(file()).value();
        ASSERT_TRUE(journal->putEvents(id, events, 100));
    };
    {
        const auto journal = SqliteJournal::create(file()).value();
        ASSERT_TRUE(journal->putRun(id, test::smallSpec("old"), test::metaNamed("old"),
                                    test::stateRecord(run::RunState::succeeded)));
    }
    put();
    const std::string before = test::dumpIndex(file());
    {
        SQLite::Database database(file().string(), SQLite::OPEN_READWRITE);
        database.exec("ALTER TABLE SeriesPoints DROP COLUMN time_s;"
                      "DELETE FROM SchemaMigrations WHERE migration = '20261126-times-of-points'");
    }
    // Until then the points are there without times, and the index says that it lacks events.
    EXPECT_EQ(SqliteJournal::open(file()).value()->eventOffset(id).value(), 0U);
    const std::vector<SeriesPoint> points = RunReader::open(file()).value().series(id, "loss").value();
    ASSERT_EQ(points.size(), 2U);
    EXPECT_TRUE(std::isnan(points[0].timeS));
    EXPECT_EQ(points[1].value, 2);
    put();
    EXPECT_EQ(test::dumpIndex(file()), before);
}

TEST_F(DatabaseTest, RefusesANewerVersionPolitelyAndLeavesItAlone)
{
    createAndAlter("INSERT INTO SchemaMigrations VALUES ('29991231-flying-cars'); CREATE TABLE Cars (car INTEGER)");
    const std::string before = base::readFile(file(), 10 << 20).value();
    expectRefusal(ErrorKind::unsupported, "newer version");
    EXPECT_EQ(base::readFile(file(), 10 << 20).value(), before);
}

TEST_F(DatabaseTest, UsesAWriteAheadLogAndForeignKeys)
{
    const DatabasePointer database = createDatabase(file()).value();
    EXPECT_EQ(database->execAndGet("PRAGMA journal_mode").getString(), "wal");
    EXPECT_EQ(database->execAndGet("PRAGMA foreign_keys").getInt(), 1);
    EXPECT_EQ(database->execAndGet("PRAGMA busy_timeout").getInt(), 5000);
    EXPECT_EQ(database->execAndGet("PRAGMA trusted_schema").getInt(), 0);
}

TEST_F(DatabaseTest, TruncatedAtAnyPageItNeverCrashes)
{
    const std::string bytes = sampleBytes();
    for (std::size_t size = 0; size < bytes.size(); size += 4096) {
        overwrite(bytes.substr(0, size));
        readEverything();
    }
}

TEST_F(DatabaseTest, WithBitsFlippedItNeverCrashes)
{
    const std::string bytes = sampleBytes();
    std::mt19937 random(7);
    for (int round = 0; round < 300; ++round) {
        std::string broken = bytes;
        for (int flip = 0; flip < 8; ++flip) {
            broken[random() % broken.size()] ^= static_cast<char>(1 << random() % 8);
        }
        overwrite(broken);
        readEverything();
    }
}

TEST_F(DatabaseTest, TheSchemaIsTheGoldenOne)
{
    const DatabasePointer database = createDatabase(file()).value();
    std::string schema;
    SQLite::Statement query(*database, "SELECT m.name, p.name, p.type, p.\"notnull\", p.pk FROM sqlite_schema AS m, "
                                       "pragma_table_info(m.name) AS p WHERE m.type = 'table' ORDER BY m.name, p.cid");
    while (query.executeStep()) {
        schema += fmt::format("{}.{} {}{}{}\n", query.getColumn(0).getString(), query.getColumn(1).getString(),
                              query.getColumn(2).getString(), query.getColumn(3).getInt() != 0 ? " not null" : "",
                              query.getColumn(4).getInt() > 0 ? " key" : "");
    }
    SQLite::Statement names(*database, "SELECT migration FROM SchemaMigrations ORDER BY migration");
    while (names.executeStep()) {
        schema += "migration " + names.getColumn(0).getString() + "\n";
    }
    EXPECT_EQ(schema, base::readFile(fs::path(RXWATT_TEST_DATA) / "schema.txt", 1 << 20).value());
}

TEST_F(DatabaseTest, EachMigrationIsAppliedWholeOrNotAtAll)
{
    const std::size_t known = allMigrations().size();
    std::vector<Migration> laterMigrations(allMigrations().begin(), allMigrations().end());
    laterMigrations.push_back({"20270101-good", "CREATE TABLE Good (a INTEGER) STRICT"});
    laterMigrations.push_back({"20270202-bad", "CREATE TABLE Half (a INTEGER) STRICT; nonsense"});
    const DatabasePointer database = createDatabase(file()).value();
    EXPECT_EQ(schemaAge(*database, laterMigrations), SchemaAge::older);
    EXPECT_THROW(migrate(*database, laterMigrations), SQLite::Exception);
    EXPECT_TRUE(database->tableExists("Good"));
    EXPECT_FALSE(database->tableExists("Half"));
    EXPECT_EQ(schemaAge(*database, std::span(laterMigrations).first(known + 1)), SchemaAge::current);
    EXPECT_EQ(schemaAge(*database, std::span(laterMigrations).first(known)), SchemaAge::newer);
    migrate(*database, std::span(laterMigrations).first(known + 1));
}

TEST_F(DatabaseTest, AReplacementTakesThePlaceOfATornDatabaseAndItsLog)
{
    overwrite("torn");
    std::ofstream(file().string() + "-wal") << "old log";
    const RunId id = base::makeRunId();
    const Status replaced = replaceDatabase(file(), [&](run::RunJournal& journal) {
        return journal.putRun(id, test::smallSpec("run"), test::metaNamed("run"),
                              test::stateRecord(run::RunState::queued));
    });
    ASSERT_TRUE(replaced) << replaced.error().message;
    EXPECT_EQ(RunReader::open(file()).value().names().value().at(0).id, id);
    EXPECT_FALSE(fs::exists(file().string() + ".new"));
}

TEST_F(DatabaseTest, AReplacementThatFailsLeavesTheOldDatabase)
{
    const std::string bytes = sampleBytes();
    const Status replaced =
        replaceDatabase(file(), [&](run::RunJournal&) -> Status { return fail(ErrorKind::failed, "no"); });
    EXPECT_FALSE(replaced);
    EXPECT_EQ(base::readFile(file(), 10 << 20).value(), bytes);
    EXPECT_FALSE(fs::exists(file().string() + ".new"));
}

} // namespace rxwatt::store
