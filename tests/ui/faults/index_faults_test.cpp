// SPDX-License-Identifier: GPL-3.0-or-later
// The project's index does not serve: the window offers to remake it.
#include "core/schedule/client.h"
#include "tests/support/file_helpers.h"
#include "tests/ui/faults/window_fixture.h"

#include <SQLiteCpp/SQLiteCpp.h>

namespace rxwatt::test
{

namespace
{

namespace fs = std::filesystem;
using testing::HasSubstr;

class IndexFault : public FaultTest
{
protected:
    void execute(const char* sql) const
    {
        SQLite::Database database(project().databaseFile().string(), SQLite::OPEN_READWRITE);
        database.exec(sql);
    }

    /// As the first version of the schema left it.
    void makeOlder() const
    {
        execute("ALTER TABLE Runs DROP COLUMN archived; ALTER TABLE Runs DROP COLUMN expected_steps;"
                "DELETE FROM SchemaMigrations WHERE migration LIKE '%archived%'");
    }

    void expectRebuilt(const Names& names)
    {
        ASSERT_TRUE(button().isVisible());
        EXPECT_EQ(button().text().toStdString(), "Rebuild the index");
        button().click();
        ASSERT_TRUE(eventually([&] { return m_window.workspace().isOpen() && shows(names); })) << said();
        EXPECT_TRUE(eventually([&] { return said().empty(); })) << said();
        expectUsable();
    }
};

TEST_F(IndexFault, OfAnOlderVersionIsRebuiltAndTheProjectOpens)
{
    make({"first", "second"});
    makeOlder();
    start();
    ASSERT_TRUE(eventuallySays("an older version of RxWatt made it"));
    EXPECT_FALSE(m_window.workspace().isOpen());
    expectRebuilt({"first", "second"});
}

TEST_F(IndexFault, ThatIsMissingIsRebuilt)
{
    make({"first"});
    fs::remove(project().databaseFile());
    start();
    ASSERT_TRUE(eventuallySays("runs.db is missing"));
    expectRebuilt({"first"});
}

TEST_F(IndexFault, TellsHowFarTheRebuildIs)
{
    std::vector<std::string> names;
    for (int i = 0; i < 60; ++i) {
        names.push_back("run " + std::to_string(i));
    }
    make(names);
    fs::remove(project().databaseFile());
    start();
    ASSERT_TRUE(eventuallySays("runs.db is missing"));
    bool tells = false;
    button().click();
    ASSERT_TRUE(eventually([&] {
        tells = tells || said().find("from its run folders: ") != std::string::npos;
        return shows(names);
    }));
    EXPECT_TRUE(tells) << "how many of how many runs";
}

TEST_F(IndexFault, ThatIsRubbishIsRebuilt)
{
    make({"first"});
    putContent(project().databaseFile(), std::string(8192, 'x'));
    start();
    ASSERT_TRUE(eventuallySays("is damaged"));
    expectRebuilt({"first"});
}

TEST_F(IndexFault, OfANewerVersionIsLeftAlone)
{
    make({"first"});
    execute("INSERT INTO SchemaMigrations (migration) VALUES ('20991231-of-the-future')");
    start();
    ASSERT_TRUE(eventuallySays("a newer version of RxWatt made it; use that version"));
    EXPECT_EQ(button().text().toStdString(), "Try again");
    expectUsable();
}

TEST_F(IndexFault, ThatIsDamagedWhileItIsOpenIsRebuiltUnderTheWindow)
{
    open({"first", "second"});
    execute("PRAGMA wal_checkpoint(TRUNCATE)");
    fs::resize_file(project().databaseFile(), 4096);
    m_window.showPage(QStringLiteral("details"));
    m_window.select({QStringLiteral("first")}, [](const QString&) {});
    ASSERT_TRUE(eventuallySays("is damaged"));
    EXPECT_TRUE(m_window.workspace().isOpen());
    expectRebuilt({"first", "second"});
    rename(0, "after");
    EXPECT_TRUE(eventually([&] { return shows({"after", "second"}); }));
}

TEST_F(IndexFault, IsRebuiltOnlyOnceNobodyHoldsTheProject)
{
    make({"first"});
    fs::remove(project().databaseFile());
    start();
    ASSERT_TRUE(eventuallySays("runs.db is missing"));
    {
        const auto lock = schedule::lockProject(project(), "scheduler").value();
        button().click();
        ASSERT_TRUE(eventuallySays("was not rebuilt"));
        EXPECT_THAT(said(), HasSubstr("scheduler"));
        EXPECT_EQ(button().text().toStdString(), "Try again");
        EXPECT_FALSE(fs::exists(project().databaseFile()));
    }
    button().click();
    EXPECT_TRUE(eventually([&] { return shows({"first"}) && said().empty(); })) << said();
}

TEST_F(IndexFault, RebuiltTellsWhatItLeftOut)
{
    make({"first", "second"});
    putContent(project().runFolder(m_ids[0]).specFile(), "{\"schema\": \"rxwa");
    fs::remove(project().databaseFile());
    start();
    ASSERT_TRUE(eventuallySays("runs.db is missing"));
    button().click();
    ASSERT_TRUE(eventually([&] { return shows({"second"}); }));
    EXPECT_THAT(said(), HasSubstr("were left out"));
    EXPECT_THAT(said(), HasSubstr(m_ids[0].text));
    EXPECT_FALSE(button().isVisible());
}

TEST_F(IndexFault, RebuiltBehindTheBackOfAnotherProjectLeavesThatOneOpen)
{
    make({"first"});
    makeSampleProject(m_folder / "other", runsNamed({"other"}));
    fs::remove(project().databaseFile());
    start();
    ASSERT_TRUE(eventuallySays("runs.db is missing"));
    button().click();
    m_window.openProject(QString::fromStdString((m_folder / "other").string()));
    ASSERT_TRUE(eventually([&] { return shows({"other"}); }));
    ASSERT_TRUE(eventually([&] { return fs::exists(project().databaseFile()) && said().empty(); })) << said();
    QTest::qWait(300);
    EXPECT_TRUE(shows({"other"}));
}

} // namespace

} // namespace rxwatt::test
