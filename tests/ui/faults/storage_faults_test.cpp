// SPDX-License-Identifier: GPL-3.0-or-later
// The project's folder vanishes, its index is locked by another program, its disk is full.
#include "tests/support/file_helpers.h"
#include "tests/ui/faults/full_disk.h"
#include "tests/ui/faults/window_fixture.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <QProcess>

namespace rxwatt::test
{

namespace
{

namespace fs = std::filesystem;
using testing::HasSubstr;

class FolderFault : public FaultTest
{
};

TEST_F(FolderFault, ThatVanishesIsSaidAndForgottenWhenItIsBack)
{
    open({"first", "second"});
    const fs::path away = m_folder / "away";
    fs::rename(projectPath(), away);
    ASSERT_TRUE(eventuallySays("is not there any more. Put the folder back or mount its disk again"));
    EXPECT_FALSE(button().isVisible());
    EXPECT_TRUE(m_window.workspace().isOpen());
    expectUsable();
    // An edit comes to nothing for the same reason, which is said already.
    rename(0, "lost");
    ASSERT_TRUE(eventually([&] { return !m_window.edits().isBusy(); }));
    fs::rename(away, projectPath());
    ASSERT_TRUE(eventually([&] { return noted() == "The project can be read again."; }));
    EXPECT_EQ(said(), "");
    rename(0, "kept");
    EXPECT_TRUE(eventually([&] { return shows({"kept", "second"}); }));
}

TEST_F(FolderFault, ThatIsNotThereYetIsTriedAgainByAButton)
{
    make({"first"});
    const fs::path away = m_folder / "away";
    fs::rename(projectPath(), away);
    start();
    ASSERT_TRUE(eventuallySays("was not opened"));
    ASSERT_EQ(button().text().toStdString(), "Try again");
    button().click();
    ASSERT_TRUE(eventuallySays("was not opened"));
    fs::rename(away, projectPath());
    button().click();
    EXPECT_TRUE(eventually([&] { return shows({"first"}) && said().empty(); })) << said();
}

/// Another program keeps the index locked until it is let go.
class LockedIndex : public FaultTest
{
protected:
    void lock()
    {
        m_locker.start(QStringLiteral(RXWATT_LOCK_DATABASE),
                       {QString::fromStdString(project().databaseFile().string())});
        ASSERT_TRUE(m_locker.waitForReadyRead()) << m_locker.readAllStandardError().toStdString();
    }

    void letGo()
    {
        m_locker.closeWriteChannel();
        ASSERT_TRUE(m_locker.waitForFinished());
    }

    QProcess m_locker;
};

TEST_F(LockedIndex, RefusesAnEditInWordsAndTakesTheNextOne)
{
    open({"first"});
    lock();
    rename(0, "refused");
    ASSERT_TRUE(eventuallySays("another program has kept it locked"));
    EXPECT_TRUE(shows({"first"}));
    expectUsable();
    letGo();
    closeMessage();
    rename(0, "taken");
    EXPECT_TRUE(eventually([&] { return shows({"taken"}); }));
    EXPECT_EQ(said(), "");
}

TEST_F(LockedIndex, ThatCannotBeReadIsSaidUntilItCan)
{
    make({"first"});
    {
        // Only a rollback journal, as on network file systems, locks readers out.
        SQLite::Database database(project().databaseFile().string(), SQLite::OPEN_READWRITE);
        database.exec("PRAGMA journal_mode = DELETE");
    }
    start();
    ASSERT_TRUE(eventually([&] { return shows({"first"}); }));
    lock();
    ASSERT_TRUE(eventuallySays("another program has kept it locked"));
    EXPECT_TRUE(m_window.workspace().isOpen());
    expectUsable();
    letGo();
    ASSERT_TRUE(eventually([&] { return said().empty(); })) << said();
    EXPECT_TRUE(eventually([&] { return shows({"first"}); }));
}

TEST_F(LockedIndex, ThatKeepsAProjectFromOpeningIsTriedAgainByAButton)
{
    make({"first"});
    {
        SQLite::Database database(project().databaseFile().string(), SQLite::OPEN_READWRITE);
        database.exec("PRAGMA journal_mode = DELETE");
    }
    lock();
    start();
    ASSERT_TRUE(eventuallySays("another program has kept it locked"));
    EXPECT_FALSE(m_window.workspace().isOpen());
    ASSERT_EQ(button().text().toStdString(), "Try again");
    letGo();
    button().click();
    EXPECT_TRUE(eventually([&] { return shows({"first"}) && said().empty(); })) << said();
}

class FullDisk : public FaultTest
{
protected:
    /// Large enough not to find a place.
    void writeNotes(char letter) { m_window.edits().setNotes(m_ids.at(0), QString(60'000, QLatin1Char(letter))); }

    [[nodiscard]] std::string notes() const { return project().runFolder(m_ids.at(0)).readMeta().value().notes; }

    /// `free` makes room again.
    void expectRefusedUntil(const char* reason, const std::function<void()>& free)
    {
        writeNotes('a');
        ASSERT_TRUE(eventuallySays(reason));
        EXPECT_THAT(said(), HasSubstr("meta.json"));
        EXPECT_EQ(notes(), "before") << "what was there is lost";
        EXPECT_TRUE(m_window.workspace().isOpen());
        expectUsable();
        free();
        closeMessage();
        writeNotes('b');
        EXPECT_TRUE(eventually([&] { return notes() == std::string(60'000, 'b'); }));
        EXPECT_EQ(said(), "");
    }

    void openWithNotes()
    {
        std::vector<SampleRun> runs = runsNamed({"first"});
        runs[0].notes = "before";
        m_ids = makeSampleProject(projectPath(), runs);
        start();
        ASSERT_TRUE(eventually([&] { return shows({"first"}); }));
    }
};

TEST_F(FullDisk, RefusesAnEditInWordsAndLosesNothing)
{
    const SmallDisk disk(projectPath());
    if (!disk.problem().empty()) {
        GTEST_SKIP() << "no small disk can be mounted: " << disk.problem();
    }
    openWithNotes();
    disk.fill();
    expectRefusedUntil("No space left on device", [&] { disk.free(); });
    m_window.workspace().close();
}

TEST_F(FullDisk, InTheShapeOfALimitOfFilesIsToldTheSameWay)
{
    openWithNotes();
    std::optional<FileSizeLimit> limit(rlim_t{16'384});
    ASSERT_TRUE(limit->holds());
    expectRefusedUntil("File too large", [&] { limit.reset(); });
}

TEST_F(FullDisk, KeepsTheSettingsOfThisSessionAndSaysThatTheyAreNotKept)
{
    open({"first"});
    {
        const FileSizeLimit limit(16);
        ASSERT_TRUE(limit.holds());
        m_settings.setFontScale(1.25);
        ASSERT_TRUE(eventuallySays("settings hold until the program ends"));
    }
    EXPECT_EQ(m_settings.fontScale(), 1.25);
    expectUsable();
}

} // namespace

} // namespace rxwatt::test
