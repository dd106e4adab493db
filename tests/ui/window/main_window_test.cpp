// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/create_project.h"
#include "core/store/sqlite_journal.h"
#include "tests/support/temporary_folder.h"
#include "ui/window/command_palette.h"
#include "ui/window/main_window.h"
#include "ui/window/shortcut_sheet.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <QAction>
#include <QDockWidget>
#include <QJsonArray>
#include <QMenuBar>
#include <QTest>
#include <QToolBar>
#include <set>

namespace rxwatt::window
{

namespace
{

class Window : public testing::Test
{
protected:
    Window() : m_path((m_folder / "project").string())
    {
        const auto made = project::createProject(m_path, "quickstart");
        if (!made) {
            throw std::runtime_error(made.error().message);
        }
        m_run = made->runs.at(0);
    }

    std::unique_ptr<MainWindow> open()
    {
        auto window = std::make_unique<MainWindow>(m_settings);
        window->show();
        window->openProject(QString::fromStdString(m_path));
        EXPECT_TRUE(QTest::qWaitFor([&] { return window->workspace().isOpen(); }));
        return window;
    }

    static QAction* action(const MainWindow& window, const QString& text)
    {
        for (const Command& command : commandsOf(*window.menuBar())) {
            if (command.path.endsWith(text)) {
                return command.action;
            }
        }
        return nullptr;
    }

    test::TemporaryFolder m_folder;
    std::string m_path;
    RunId m_run;
    settings::Settings m_settings{QString::fromStdString((m_folder / "settings.conf").string())};
};

TEST_F(Window, NamesTheProjectThatIsOpenAndRemembersIt)
{
    MainWindow window(m_settings);
    window.show();
    EXPECT_FALSE(action(window, QStringLiteral("New run"))->isEnabled());
    window.openProject(QString::fromStdString(m_path));
    ASSERT_TRUE(QTest::qWaitFor([&] { return window.workspace().isOpen(); }));
    EXPECT_TRUE(window.docks().page(QStringLiteral("runs"))->isVisible());
    EXPECT_TRUE(action(window, QStringLiteral("New run"))->isEnabled());
    EXPECT_TRUE(window.windowTitle().contains(QLatin1String("project")));
    EXPECT_EQ(m_settings.recentProjects(), QStringList{QString::fromStdString(m_path)});
    window.workspace().close();
    EXPECT_FALSE(action(window, QStringLiteral("New run"))->isEnabled());
    EXPECT_FALSE(window.windowTitle().contains(QLatin1String("project")));
}

TEST_F(Window, ShowsTheStartAloneUntilAProjectIsOpen)
{
    MainWindow window(m_settings);
    window.show();
    const auto visible = [&] {
        QStringList names;
        for (const QDockWidget* dock : window.findChildren<QDockWidget*>()) {
            if (dock->isVisible()) {
                names << dock->objectName();
            }
        }
        return names;
    };
    EXPECT_EQ(visible(), QStringList{QStringLiteral("start")});
    window.openProject(QString::fromStdString(m_path));
    ASSERT_TRUE(QTest::qWaitFor([&] { return window.workspace().isOpen(); }));
    EXPECT_TRUE(visible().contains(QStringLiteral("runs")));
    window.workspace().close();
    EXPECT_EQ(visible(), QStringList{QStringLiteral("start")});
}

TEST_F(Window, HasEveryPageUnderItsShortcutAndNoShortcutTwice)
{
    const auto window = open();
    std::set<QString> keys;
    for (const Command& command : commandsOf(*window->menuBar())) {
        const QString shortcut = command.action->shortcut().toString();
        EXPECT_TRUE(shortcut.isEmpty() || keys.insert(shortcut).second) << qPrintable(shortcut);
    }
    for (const pages::PageEntry& entry : pages::allPages()) {
        EXPECT_TRUE(keys.contains(QKeySequence(QString::fromLatin1(entry.shortcut)).toString())) << entry.name;
        EXPECT_TRUE(window->showPage(QString::fromLatin1(entry.name)));
        EXPECT_TRUE(window->docks().page(QString::fromLatin1(entry.name))->isVisible()) << entry.name;
    }
    EXPECT_FALSE(window->showPage(QStringLiteral("no such page")));
    EXPECT_GE(shortcutGroups(*window).at(0).shortcuts.size(), pages::allPages().size());
}

TEST_F(Window, OpensAgainAsItWasLeft)
{
    {
        const auto window = open();
        window->docks().setLocked(false);
        window->showPage(QStringLiteral("ber"));
        QString problem = QStringLiteral("no answer");
        window->select({QStringLiteral("quickstart")}, [&](const QString& text) { problem = text; });
        ASSERT_TRUE(QTest::qWaitFor([&] { return problem.isEmpty(); })) << qPrintable(problem);
        window->close();
    }
    MainWindow again(m_settings);
    again.restoreLastSession(false);
    again.show();
    ASSERT_TRUE(QTest::qWaitFor([&] { return again.workspace().isOpen(); }));
    EXPECT_EQ(again.docks().currentName(), QStringLiteral("ber"));
    EXPECT_FALSE(again.docks().isLocked());
    EXPECT_EQ(m_settings.session(again.workspace().folder())
                  .value(QLatin1String("selection"))
                  .toArray()
                  .first()
                  .toString()
                  .toStdString(),
              m_run.text);
}

TEST_F(Window, ShowsWhatWaitsWhereAProjectIsOpenedFirst)
{
    const auto window = open();
    ASSERT_TRUE(QTest::qWaitFor([&] { return window->isSettled(); }, 20000));
    EXPECT_TRUE(window->docks().page(QStringLiteral("live"))->isVisible()) << "a run is queued";
    EXPECT_TRUE(window->docks().page(QStringLiteral("runs"))->isVisible());
    EXPECT_EQ(window->docks().currentName(), QStringLiteral("runs"));
}

TEST_F(Window, ShowsTheNewestRunsCurveWhereNothingWaits)
{
    const run::ProjectFolder folder = run::ProjectFolder::open(m_path).value();
    run::StateRecord state = folder.runFolder(m_run).readState().value();
    state.state = run::RunState::cancelled;
    {
        const auto journal = store::SqliteJournal::open(folder.databaseFile()).value();
        ASSERT_TRUE(journal->putState(m_run, state));
    }
    const auto window = open();
    EXPECT_TRUE(window->docks().page(QStringLiteral("ber"))->isVisible());
    const auto selected = [&] {
        window->close();
        return m_settings.session(window->workspace().folder()).value(QLatin1String("selection")).toArray();
    };
    ASSERT_TRUE(QTest::qWaitFor([&] { return window->isSettled(); }, 20000));
    EXPECT_EQ(selected(), QJsonArray{QString::fromStdString(m_run.text)});
}

TEST_F(Window, OpensNoSessionBehindACrash)
{
    open()->close();
    MainWindow again(m_settings);
    again.restoreLastSession(true);
    QTest::qWait(200);
    EXPECT_FALSE(again.workspace().isOpen());
}

TEST_F(Window, SaysWhatKeepsAProjectFromOpening)
{
    MainWindow window(m_settings);
    window.show();
    window.openProject(QString::fromStdString((m_folder / "nothing").string()));
    const auto* messages = window.findChild<QToolBar*>(QStringLiteral("messages"));
    EXPECT_TRUE(QTest::qWaitFor([&] { return messages->isVisible(); }));
    EXPECT_FALSE(window.workspace().isOpen());
}

TEST_F(Window, MaximisesAPageAndPutsAllBack)
{
    const auto window = open();
    window->showPage(QStringLiteral("ber"));
    window->docks().setMaximized(true);
    EXPECT_FALSE(window->docks().page(QStringLiteral("runs"))->isVisible());
    window->showPage(QStringLiteral("runs"));
    EXPECT_TRUE(window->docks().page(QStringLiteral("runs"))->isVisible());
    EXPECT_FALSE(window->docks().page(QStringLiteral("ber"))->isVisible());
    window->docks().setMaximized(false);
    EXPECT_TRUE(window->docks().page(QStringLiteral("runs"))->isVisible());
    EXPECT_TRUE(window->docks().page(QStringLiteral("ber"))->isVisible());
}

TEST_F(Window, KeepsLayoutsByNameAndTakesNoNonsense)
{
    const auto window = open();
    const QJsonObject before = window->docks().layout();
    window->docks().setLocked(false);
    EXPECT_TRUE(window->docks().restore(before));
    EXPECT_TRUE(window->docks().isLocked());
    EXPECT_FALSE(window->docks().restore({}));
    EXPECT_FALSE(window->docks().restore({{QStringLiteral("version"), 99}}));
    EXPECT_TRUE(window->docks().page(QStringLiteral("runs"))->isVisible());
}

TEST_F(Window, FitsASmallScreen)
{
    const auto window = open();
    window->resize(1024, 600);
    EXPECT_LE(window->minimumSizeHint().width(), 1024);
    EXPECT_LE(window->minimumSizeHint().height(), 600);
    EXPECT_EQ(window->size(), QSize(1024, 600));
}

} // namespace

} // namespace rxwatt::window
