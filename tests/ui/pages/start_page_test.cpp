// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "tests/support/sample_project.h"
#include "tests/support/temporary_folder.h"
#include "ui/pages/start/machine_panel.h"
#include "ui/pages/start/new_project.h"
#include "ui/pages/start/recent_row.h"
#include "ui/pages/start/start_page.h"
#include "ui/pages/start/template_card.h"

#include <gmock/gmock.h>

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>

namespace rxwatt::pages
{

namespace
{

using start::NewProject;
using start::RecentRow;
using testing::HasSubstr;

class StartPageTest : public testing::Test
{
protected:
    void SetUp() override
    {
        m_page.resize(1000, 700);
        m_page.show();
        m_page.activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(&m_page));
    }

    [[nodiscard]] static bool eventually(const std::function<bool()>& holds)
    {
        constexpr int limitMs = 25000;
        return QTest::qWaitFor(holds, limitMs);
    }

    [[nodiscard]] QString path(const char* name) const { return QString::fromStdString((m_folder / name).string()); }

    [[nodiscard]] QList<RecentRow*> rows() const
    {
        QList<RecentRow*> rows;
        for (auto* row : m_page.findChildren<RecentRow*>()) {
            if (row->isVisible()) {
                rows << row;
            }
        }
        return rows;
    }

    [[nodiscard]] NewProject& newProject() const { return *m_page.findChild<NewProject*>(); }

    [[nodiscard]] QLineEdit& folderLine() const { return *newProject().findChild<QLineEdit*>(); }

    void clickCreate() const
    {
        for (auto* button : newProject().findChildren<QPushButton*>()) {
            if (button->text() == QStringLiteral("Create project")) {
                QTest::mouseClick(button, Qt::LeftButton);
            }
        }
    }

    test::TemporaryFolder m_folder;
    bridge::Workspace m_workspace;
    bridge::Selection m_selection;
    QUndoStack m_undo;
    bridge::RunEdits m_edits{m_workspace, m_undo};
    std::unique_ptr<settings::Settings> m_settings = settings::Settings::inMemory();
    Navigator m_navigator;
    StartPage m_page{PageContext{m_workspace, m_selection, m_edits, *m_settings, m_navigator}};
};

TEST_F(StartPageTest, ProjectsOfLatelySayWhatTheyHold)
{
    test::makeSampleProject(m_folder / "one", {{.name = "a"}, {.name = "b", .state = run::RunState::failed}});
    m_settings->addRecentProject(path("gone"));
    m_settings->addRecentProject(path("one"));
    ASSERT_TRUE(eventually([&] { return m_page.isSettled() && rows().size() == 2; }));
    EXPECT_EQ(rows()[0]->accessibleName(), QStringLiteral("one"));
    EXPECT_EQ(rows()[0]->accessibleDescription(), QStringLiteral("2 runs, 1 failed"));
    EXPECT_EQ(rows()[1]->accessibleDescription(), QStringLiteral("Not there any more"));
}

TEST_F(StartPageTest, AClickOrReturnOpensAProject)
{
    m_settings->addRecentProject(path("other"));
    m_settings->addRecentProject(path("one"));
    QSignalSpy wanted(&m_navigator, &Navigator::projectWanted);
    ASSERT_TRUE(eventually([&] { return rows().size() == 2; }));
    QTest::mouseClick(rows()[0], Qt::LeftButton, {}, QPoint(40, 10));
    rows()[0]->setFocus();
    QTest::keyClick(rows()[0], Qt::Key_Down);
    ASSERT_TRUE(rows()[1]->hasFocus());
    QTest::keyClick(rows()[1], Qt::Key_Return);
    ASSERT_EQ(wanted.count(), 2);
    EXPECT_EQ(wanted[0][0].toString(), path("one"));
    EXPECT_EQ(wanted[1][0].toString(), path("other"));
}

TEST_F(StartPageTest, AProjectIsTakenOffTheListByKeyAndByClick)
{
    m_settings->addRecentProject(path("other"));
    m_settings->addRecentProject(path("one"));
    ASSERT_TRUE(eventually([&] { return rows().size() == 2; }));
    rows()[0]->setFocus();
    QTest::keyClick(rows()[0], Qt::Key_Delete);
    ASSERT_TRUE(eventually([&] { return rows().size() == 1; }));
    EXPECT_TRUE(rows()[0]->hasFocus());
    EXPECT_EQ(m_settings->recentProjects(), QStringList{path("other")});
    QTest::mouseClick(rows()[0]->findChild<QToolButton*>(), Qt::LeftButton);
    ASSERT_TRUE(eventually([&] { return rows().isEmpty(); }));
    EXPECT_TRUE(m_settings->recentProjects().isEmpty());
}

TEST_F(StartPageTest, HostileNamesAndFoldersAreShownOnOneLine)
{
    m_settings->addRecentProject(QStringLiteral("/") + QString(4000, u'x'));
    m_settings->addRecentProject(path("<b>bold</b>\nline"));
    m_settings->addRecentProject(path("a") + QStringLiteral("\u202egnp.exe"));
    ASSERT_TRUE(eventually([&] { return m_page.isSettled() && rows().size() == 3; }));
    for (const RecentRow* row : rows()) {
        EXPECT_LT(row->accessibleName().size(), 1000);
        EXPECT_FALSE(row->accessibleName().contains(u'\n'));
        EXPECT_LT(row->height(), 80);
        EXPECT_LT(row->toolTip().size(), 4200);
    }
    EXPECT_LE(m_page.width(), 1000);
}

TEST_F(StartPageTest, AProjectThatCannotBeReadSaysSo)
{
    QDir().mkpath(path("broken"));
    ASSERT_TRUE(base::writeFileAtomically((m_folder / "broken/project.json").string(), "rubbish"));
    m_settings->addRecentProject(path("broken"));
    ASSERT_TRUE(eventually([&] { return m_page.isSettled() && rows().size() == 1; }));
    EXPECT_EQ(rows()[0]->accessibleDescription(), QStringLiteral("Cannot be read"));
}

TEST_F(StartPageTest, ATemplateIsChosenAndAProjectMadeOfIt)
{
    QSignalSpy wanted(&m_navigator, &Navigator::projectWanted);
    const auto cards = newProject().findChildren<start::TemplateCard*>();
    ASSERT_EQ(cards.size(), 3);
    QTest::mouseClick(cards[2], Qt::LeftButton);
    EXPECT_EQ(newProject().chosenTemplate(), QStringLiteral("empty"));
    EXPECT_TRUE(folderLine().text().endsWith(QStringLiteral("empty")));
    folderLine().selectAll();
    QTest::keyClicks(&folderLine(), path("mine"));
    QTest::mouseClick(cards[0], Qt::LeftButton);
    EXPECT_EQ(folderLine().text(), path("mine"));
    clickCreate();
    ASSERT_TRUE(eventually([&] { return wanted.count() == 1; }));
    EXPECT_EQ(wanted[0][0].toString(), path("mine"));
    EXPECT_TRUE(QFileInfo::exists(path("mine/project.json")));
    EXPECT_EQ(start::glanceAt(path("mine")).runs, 1);
}

TEST_F(StartPageTest, AFolderThatHoldsSomethingIsRefusedInWords)
{
    QDir().mkpath(path("full"));
    ASSERT_TRUE(base::writeFileAtomically((m_folder / "full/file").string(), "x"));
    const QSignalSpy failed(&newProject(), &NewProject::failed);
    folderLine().selectAll();
    QTest::keyClicks(&folderLine(), path("full"));
    QTest::keyClick(&folderLine(), Qt::Key_Return);
    ASSERT_TRUE(eventually([&] { return failed.count() == 1; }));
    EXPECT_THAT(failed[0][0].toString().toStdString(), HasSubstr("full"));
    EXPECT_FALSE(newProject().isBusy());
}

TEST_F(StartPageTest, AFolderThatIsNoWholePathIsSaidWhileItIsTyped)
{
    folderLine().selectAll();
    QTest::keyClicks(&folderLine(), QStringLiteral("here"));
    const QSignalSpy made(&newProject(), &NewProject::made);
    QTest::keyClick(&folderLine(), Qt::Key_Return);
    EXPECT_FALSE(newProject().isBusy());
    EXPECT_TRUE(made.isEmpty());
}

TEST(FreeFolder, IsOneThatIsNotThere)
{
    const test::TemporaryFolder folder;
    const QString below = QString::fromStdString((folder / "").string());
    EXPECT_TRUE(start::freeFolder(below, QStringLiteral("a")).endsWith(QStringLiteral("/a")));
    QDir(below).mkpath(QStringLiteral("a"));
    EXPECT_TRUE(start::freeFolder(below, QStringLiteral("a")).endsWith(QStringLiteral("/a-2")));
}

TEST(DayText, NamesDaysThatAreNear)
{
    const QDateTime now(QDate(2025, 3, 2), QTime(12, 0));
    EXPECT_EQ(start::dayText(now.addDays(-1), now), QStringLiteral("yesterday"));
    EXPECT_EQ(start::dayText(now.addSecs(-90), now), QStringLiteral("today, 11:58"));
    EXPECT_EQ(start::dayText(now.addDays(-10), now), QStringLiteral("20 February"));
    EXPECT_EQ(start::dayText(now.addDays(-100), now), QStringLiteral("22 November 2024"));
    EXPECT_TRUE(start::dayText({}, now).isEmpty());
}

TEST(Machine, SaysWhatIsWrongAndWhatToDo)
{
    bridge::DoctorReport report;
    report.checks = {{QStringLiteral("processor"), QStringLiteral("<b>CPU</b>"), true, {}},
                     {QStringLiteral("worker"), QStringLiteral("none found"), false, QStringLiteral("install it")}};
    const std::vector<start::MachineProblem> problems = start::machineProblems(report);
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].fix, QStringLiteral("install it"));
    EXPECT_EQ(start::machineFacts(report), QStringList{QStringLiteral("<b>CPU</b>")});
}

bridge::DoctorReport withSensors()
{
    bridge::DoctorReport report;
    report.worker = Json{{"ok", true}, {"torch", "1.13.1"}, {"devices", {"cpu"}}};
    report.sensors = {{QStringLiteral("powercap"), QStringLiteral("counters cannot be read: for root alone"), false,
                       QStringLiteral("sudo chmod a+r /sys/class/powercap")},
                      {QStringLiteral("nvml"), QStringLiteral("NVIDIA GPUs cannot be read"), false, {}},
                      {QStringLiteral("hwmon"), QStringLiteral("boards can be read: PSU"), true, {}}};
    report.checks = {{QStringLiteral("power"), QStringLiteral("measured (integrated): hwmon/PSU"), true, {}},
                     {QStringLiteral("power powercap"), report.sensors[0].sentence, false, report.sensors[0].fix},
                     {QStringLiteral("power nvml"), report.sensors[1].sentence, true, {}},
                     {QStringLiteral("power hwmon"), report.sensors[2].sentence, true, {}}};
    return report;
}

QStringList labelsIn(const QWidget& widget)
{
    QStringList texts;
    for (const auto* label : widget.findChildren<QLabel*>()) {
        if (label->isVisibleTo(&widget) && !label->text().isEmpty()) {
            texts << label->text();
        }
    }
    return texts;
}

TEST(Machine, SaysASentenceOfEachSensorAndCopiesTheCommandThatMendsIt)
{
    start::MachinePanel panel;
    panel.display(withSensors());
    const QStringList texts = labelsIn(panel);
    EXPECT_TRUE(texts.contains(QStringLiteral("Power: measured (integrated): hwmon/PSU.")))
        << texts.join(u'|').toStdString();
    EXPECT_TRUE(texts.contains(QStringLiteral("Boards can be read: PSU.")));
    EXPECT_TRUE(texts.contains(QStringLiteral("Counters cannot be read: for root alone.")));
    EXPECT_FALSE(texts.contains(QStringLiteral("NVIDIA GPUs cannot be read."))) << "behind a button";
    const auto buttons = panel.findChildren<QPushButton*>();
    ASSERT_EQ(buttons.size(), 1);
    EXPECT_TRUE(buttons[0]->accessibleName().contains(QStringLiteral("sudo chmod")));
    buttons[0]->click();
    EXPECT_EQ(QApplication::clipboard()->text(), QStringLiteral("sudo chmod a+r /sys/class/powercap"));
    for (auto* toggle : panel.findChildren<QToolButton*>()) {
        if (toggle->isCheckable()) {
            toggle->click();
        }
    }
    EXPECT_TRUE(labelsIn(panel).contains(QStringLiteral("NVIDIA GPUs cannot be read.")));
}

TEST(Machine, TrainsWithoutASensor)
{
    start::MachinePanel panel;
    panel.display(withSensors());
    EXPECT_TRUE(labelsIn(panel).contains(QStringLiteral("Ready to train.")));
    EXPECT_TRUE(start::machineProblems(withSensors()).empty()) << "it stands among the sensors, once";
    bridge::DoctorReport full = withSensors();
    full.checks.push_back({QStringLiteral("temporary folder"), QStringLiteral("/tmp"), false, QStringLiteral("mend")});
    panel.display(full);
    EXPECT_TRUE(labelsIn(panel).contains(QStringLiteral("Cannot train yet.")));
    bridge::DoctorReport slow = withSensors();
    slow.worker = Json{{"ok", false}, {"torch", "1.13.1"}, {"blas", {{"problem", "slow"}, {"fix", "apt"}}}};
    panel.display(slow);
    EXPECT_TRUE(labelsIn(panel).contains(QStringLiteral("Ready to train, with something to mend.")));
}

TEST(Machine, ShowsReportsOfAnyShape)
{
    bridge::DoctorReport report;
    for (const Json& worker : {Json(), Json(3), Json::object(), Json{{"devices", 3}, {"blas", "x"}},
                               Json{{"devices", Json::array({1, "cuda:0"})}, {"torch", 2}, {"blas", Json::object()}}}) {
        report.worker = worker;
        start::MachinePanel panel;
        panel.display(report);
        panel.displayFailure(QString(100000, u'x'));
    }
}

} // namespace

} // namespace rxwatt::pages
