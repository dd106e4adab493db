// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/file_helpers.h"
#include "tests/support/temporary_folder.h"
#include "ui/settings/settings.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QSignalSpy>
#include <sys/stat.h>
#include <unistd.h>

namespace rxwatt::settings
{

namespace
{

class SettingsFile : public testing::Test
{
protected:
    [[nodiscard]] QString file() const { return QString::fromStdString((m_folder / "rxwatt.conf").string()); }

    [[nodiscard]] std::filesystem::path path() const { return m_folder / "rxwatt.conf"; }

    test::TemporaryFolder m_folder;
};

QJsonObject valueOf(const QString& text)
{
    return {{QStringLiteral("text"), text}};
}

TEST_F(SettingsFile, KeepsEverythingFromOneStartToTheNext)
{
    {
        Settings settings(file());
        settings.setTheme(Settings::ThemeChoice::dark);
        settings.setFontScale(1.25);
        settings.addRecentProject(QStringLiteral("/data/one"));
        settings.addRecentProject(QStringLiteral("/data/two/"));
        settings.setSession({}, valueOf(QStringLiteral("program")));
        settings.setSession(QStringLiteral("/data/one"), valueOf(QStringLiteral("project")));
        settings.setNamed(QStringLiteral("layouts"), QStringLiteral("wide"), valueOf(QStringLiteral("layout")));
    }
    const Settings settings(file());
    EXPECT_EQ(settings.problem(), QString());
    EXPECT_EQ(settings.theme(), Settings::ThemeChoice::dark);
    EXPECT_EQ(settings.fontScale(), 1.25);
    EXPECT_EQ(settings.recentProjects(), QStringList({QStringLiteral("/data/two"), QStringLiteral("/data/one")}));
    EXPECT_EQ(settings.session(), valueOf(QStringLiteral("program")));
    EXPECT_EQ(settings.session(QStringLiteral("/data/one")), valueOf(QStringLiteral("project")));
    EXPECT_EQ(settings.names(QStringLiteral("layouts")), QStringList({QStringLiteral("wide")}));
    EXPECT_EQ(settings.named(QStringLiteral("layouts"), QStringLiteral("wide")), valueOf(QStringLiteral("layout")));
}

TEST_F(SettingsFile, TellsWhatChanged)
{
    Settings settings(file());
    const QSignalSpy theme(&settings, &Settings::themeChanged);
    const QSignalSpy scale(&settings, &Settings::fontScaleChanged);
    const QSignalSpy recent(&settings, &Settings::recentProjectsChanged);
    const QSignalSpy names(&settings, &Settings::namesChanged);
    settings.setTheme(Settings::ThemeChoice::light);
    settings.setTheme(Settings::ThemeChoice::light);
    settings.setFontScale(2);
    settings.setFontScale(7);
    settings.addRecentProject(QStringLiteral("/one"));
    settings.removeRecentProject(QStringLiteral("/one"));
    settings.removeRecentProject(QStringLiteral("/one"));
    settings.setNamed(QStringLiteral("views"), QStringLiteral("mine"), {});
    settings.removeNamed(QStringLiteral("views"), QStringLiteral("mine"));
    EXPECT_EQ(theme.count(), 1);
    EXPECT_EQ(scale.count(), 1);
    EXPECT_EQ(recent.count(), 2);
    EXPECT_EQ(names.count(), 2);
}

TEST_F(SettingsFile, KeepsTheTwelveProjectsThatWereOpenedLast)
{
    Settings settings(file());
    for (int i = 0; i < 20; ++i) {
        settings.addRecentProject(QStringLiteral("/project/%1").arg(i));
    }
    settings.addRecentProject(QStringLiteral("/project/15"));
    ASSERT_EQ(settings.recentProjects().size(), 12);
    EXPECT_EQ(settings.recentProjects().first(), QStringLiteral("/project/15"));
    EXPECT_EQ(settings.recentProjects().last(), QStringLiteral("/project/8"));
}

TEST_F(SettingsFile, KeepsWhatAnotherWindowHasAddedToItsLists)
{
    Settings one(file());
    Settings other(file());
    one.addRecentProject(QStringLiteral("/one"));
    other.addRecentProject(QStringLiteral("/other"));
    one.setNamed(QStringLiteral("views"), QStringLiteral("a"), valueOf(QStringLiteral("1")));
    other.setNamed(QStringLiteral("views"), QStringLiteral("b"), valueOf(QStringLiteral("2")));
    one.addRecentProject(QStringLiteral("/third"));
    const Settings later(file());
    EXPECT_EQ(later.recentProjects(),
              QStringList({QStringLiteral("/third"), QStringLiteral("/other"), QStringLiteral("/one")}));
    EXPECT_EQ(later.names(QStringLiteral("views")), QStringList({QStringLiteral("a"), QStringLiteral("b")}));
}

TEST_F(SettingsFile, TakesNamesOfAnyKind)
{
    const QStringList names = {QStringLiteral("a/b\\c=[d]"), QStringLiteral("<b>bold</b>"), QStringLiteral("\u202Eabc"),
                               QString(10000, QLatin1Char('x')), QString()};
    {
        Settings settings(file());
        for (const QString& name : names) {
            settings.setNamed(QStringLiteral("a/../b"), name, valueOf(name));
        }
    }
    const Settings settings(file());
    EXPECT_EQ(settings.names(QStringLiteral("a/../b")).size(), names.size());
    for (const QString& name : names) {
        EXPECT_EQ(settings.named(QStringLiteral("a/../b"), name), valueOf(name));
    }
    EXPECT_TRUE(settings.names(QStringLiteral("b")).isEmpty());
}

TEST_F(SettingsFile, ForgetsTheSessionsOfProjectsUnusedForLong)
{
    Settings settings(file());
    settings.setSession({}, valueOf(QStringLiteral("program")));
    for (int i = 0; i < Settings::maxSessions + 10; ++i) {
        settings.setSession(QStringLiteral("/project/%1").arg(i), valueOf(QString::number(i)));
    }
    int known = 0;
    for (int i = 0; i < Settings::maxSessions + 10; ++i) {
        known += settings.session(QStringLiteral("/project/%1").arg(i)).isEmpty() ? 0 : 1;
    }
    EXPECT_EQ(known, Settings::maxSessions);
    EXPECT_FALSE(settings.session().isEmpty());
}

TEST_F(SettingsFile, KeepsNothingThatMakesTheFileTooLargeToRead)
{
    Settings settings(file());
    settings.setNamed(QStringLiteral("views"), QStringLiteral("small"), valueOf(QStringLiteral("kept")));
    const QSignalSpy problems(&settings, &Settings::problemFound);
    settings.setNamed(QStringLiteral("views"), QStringLiteral("huge"), valueOf(QString(2'000'000, QLatin1Char('x'))));
    EXPECT_EQ(problems.count(), 1);
    EXPECT_NE(settings.problem(), QString());
    const Settings later(file());
    EXPECT_EQ(later.problem(), QString());
    EXPECT_EQ(later.names(QStringLiteral("views")), QStringList({QStringLiteral("small")}));
}

TEST_F(SettingsFile, OfRubbishCountsAsEmptyAndIsKeptBeside)
{
    std::string rubbish;
    for (int i = 0; i < 5000; ++i) {
        rubbish += static_cast<char>((i * 7919) % 251);
    }
    test::putContent(path(), rubbish);
    Settings settings(file());
    EXPECT_NE(settings.problem(), QString());
    EXPECT_EQ(settings.theme(), Settings::ThemeChoice::desktop);
    EXPECT_EQ(settings.fontScale(), 1);
    EXPECT_TRUE(settings.recentProjects().isEmpty());
    settings.setTheme(Settings::ThemeChoice::dark);
    EXPECT_TRUE(test::contentOf(path().string() + ".damaged") == rubbish);
    EXPECT_EQ(Settings(file()).theme(), Settings::ThemeChoice::dark);
}

TEST_F(SettingsFile, OfWrongValuesFallsBackToItsDefaults)
{
    test::putContent(path(),
                     "[look]\ntheme=@Variant(\\0\\0\\0\\x7f\\xff)\nfont-scale=nan\n"
                     "[projects]\nrecent=\"[1, null, {}, \\\"\\\", \\\"/ok\\\"]\"\n[sessions]\nprogram=\"[[[\"\n");
    const Settings settings(file());
    EXPECT_EQ(settings.theme(), Settings::ThemeChoice::desktop);
    EXPECT_EQ(settings.fontScale(), 1);
    EXPECT_EQ(settings.recentProjects(), QStringList({QStringLiteral("/ok")}));
    EXPECT_TRUE(settings.session().isEmpty());
}

TEST_F(SettingsFile, ThatIsHugeIsLeftAlone)
{
    test::putContent(path(), std::string(Settings::maxFileBytes + 1, 'a'));
    Settings settings(file());
    EXPECT_NE(settings.problem(), QString());
    settings.setTheme(Settings::ThemeChoice::dark);
    EXPECT_EQ(settings.theme(), Settings::ThemeChoice::dark);
    EXPECT_EQ(QFileInfo(file()).size(), Settings::maxFileBytes + 1);
}

TEST_F(SettingsFile, ThatIsAFolderOrAPipeIsLeftAlone)
{
    std::filesystem::create_directory(path());
    EXPECT_NE(Settings(file()).problem(), QString());
    std::filesystem::remove(path());
    ASSERT_EQ(::mkfifo(path().c_str(), 0600), 0);
    Settings settings(file());
    settings.setFontScale(1.5);
    EXPECT_NE(settings.problem(), QString());
    EXPECT_EQ(settings.fontScale(), 1.5);
}

TEST_F(SettingsFile, ThatCannotBeWrittenStillHoldsUntilTheEnd)
{
    // Its folder's place is taken by a file: that keeps the superuser out, too.
    const QString below = file() + QStringLiteral("/rxwatt.conf");
    test::putContent(path(), "no folder");
    Settings settings(below);
    const QSignalSpy problems(&settings, &Settings::problemFound);
    settings.setTheme(Settings::ThemeChoice::dark);
    settings.addRecentProject(QStringLiteral("/one"));
    EXPECT_EQ(settings.theme(), Settings::ThemeChoice::dark);
    EXPECT_EQ(settings.recentProjects().size(), 1);
    EXPECT_EQ(problems.count(), 1);
    EXPECT_TRUE(settings.problem().contains(below));
}

TEST(SettingsInMemory, HoldWithoutAFile)
{
    const std::unique_ptr<Settings> settings = Settings::inMemory();
    settings->setTheme(Settings::ThemeChoice::light);
    settings->setNamed(QStringLiteral("views"), QStringLiteral("mine"), valueOf(QStringLiteral("x")));
    settings->setSession({}, valueOf(QStringLiteral("y")));
    EXPECT_EQ(settings->theme(), Settings::ThemeChoice::light);
    EXPECT_EQ(settings->names(QStringLiteral("views")), QStringList({QStringLiteral("mine")}));
    EXPECT_EQ(settings->session(), valueOf(QStringLiteral("y")));
    EXPECT_EQ(Settings::inMemory()->theme(), Settings::ThemeChoice::desktop);
    EXPECT_EQ(settings->problem(), QString());
}

} // namespace

} // namespace rxwatt::settings
