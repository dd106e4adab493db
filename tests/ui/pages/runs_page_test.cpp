// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/pages/runs_page_fixture.h"
#include "ui/pages/runs/tags_dialog.h"

#include <gmock/gmock.h>

#include <QClipboard>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>

namespace rxwatt::pages
{

namespace
{

using test::eventually;
using test::RunsPageTest;
using testing::ElementsAre;

TEST_F(RunsPageTest, WithoutAProjectAButtonLeadsToTheStartPage)
{
    show();
    QSignalSpy wanted(&m_navigator, &Navigator::pageWanted);
    QTest::mouseClick(visibleButton(), Qt::LeftButton);
    ASSERT_EQ(wanted.count(), 1);
    EXPECT_EQ(wanted[0][0].toString(), QStringLiteral("start"));
}

TEST_F(RunsPageTest, AnEmptyProjectOffersANewRun)
{
    open({});
    QSignalSpy wanted(&m_navigator, &Navigator::specWanted);
    ASSERT_NE(visibleButton(), nullptr);
    QTest::mouseClick(visibleButton(), Qt::LeftButton);
    EXPECT_EQ(wanted.count(), 1);
}

TEST_F(RunsPageTest, AllRunsAreThereTheNewestFirst)
{
    open({{.name = "one"}, {.name = "two"}, {.name = "three"}});
    EXPECT_EQ(names().size(), 3U);
    QTest::mouseClick(header().viewport(), Qt::LeftButton, {}, headerPoint("name"));
    EXPECT_TRUE(eventually([&] { return names() == std::vector<std::string>{"one", "three", "two"}; }));
    QTest::mouseClick(header().viewport(), Qt::LeftButton, {}, headerPoint("name"));
    EXPECT_TRUE(eventually([&] { return names() == std::vector<std::string>{"two", "three", "one"}; }));
}

TEST_F(RunsPageTest, AFilterThatFindsNothingOffersToBeCleared)
{
    open({{.name = "one"}, {.name = "two"}});
    QTest::keyClicks(&filter(), QStringLiteral("zzz"));
    ASSERT_TRUE(eventually([&] { return visibleButton() != nullptr; }));
    QTest::mouseClick(visibleButton(), Qt::LeftButton);
    EXPECT_TRUE(eventually([&] { return names().size() == 2; }));
    EXPECT_TRUE(filter().text().isEmpty());
}

TEST_F(RunsPageTest, TypingFiltersAndEscapeTakesItBack)
{
    open({{.name = "wide"}, {.name = "narrow"}});
    QTest::keyClicks(&filter(), QStringLiteral("wid"));
    EXPECT_TRUE(eventually([&] { return names() == std::vector<std::string>{"wide"}; }));
    QTest::keyClick(&filter(), Qt::Key_Escape);
    EXPECT_TRUE(eventually([&] { return names().size() == 2; }));
}

TEST_F(RunsPageTest, TheFilterLanguageFindsByStateTagAndSetting)
{
    open({{.name = "slow", .learningRate = 1e-4, .tags = {"paper"}},
          {.name = "quick", .learningRate = 1e-2},
          {.name = "broken", .state = run::RunState::failed, .done = 0.1, .points = 0}});
    m_page->findChild<FilterLine*>()->setText(QStringLiteral("state:failed"));
    EXPECT_TRUE(eventually([&] { return names() == std::vector<std::string>{"broken"}; }));
    m_page->findChild<FilterLine*>()->setText(QStringLiteral("training.learning_rate<1e-3"));
    EXPECT_TRUE(eventually([&] { return names() == std::vector<std::string>{"slow"}; }));
    m_page->findChild<FilterLine*>()->setText(QStringLiteral("-tag:paper kind:train steps>1000"));
    EXPECT_TRUE(eventually([&] { return names() == std::vector<std::string>{"quick"}; }));
}

TEST_F(RunsPageTest, AFilterThatIsNoneIsToldAndTheLastOneStays)
{
    open({{.name = "wide"}, {.name = "narrow"}});
    QTest::keyClicks(&filter(), QStringLiteral("wid"));
    ASSERT_TRUE(eventually([&] { return names().size() == 1; }));
    QTest::keyClicks(&filter(), QStringLiteral(" steps>many"));
    EXPECT_TRUE(eventually([&] {
        const auto labels = m_page->findChild<FilterLine*>()->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) { return !label->text().isEmpty(); });
    }));
    EXPECT_EQ(names(), std::vector<std::string>{"wide"});
}

TEST_F(RunsPageTest, ArchivedRunsAreHiddenUnlessTheFilterAsksForThem)
{
    open({{.name = "old"}, {.name = "new"}});
    m_edits.setArchived({idOf("old")}, true);
    EXPECT_TRUE(eventually([&] { return names() == std::vector<std::string>{"new"}; }));
    m_page->findChild<FilterLine*>()->setText(QStringLiteral("is:archived"));
    EXPECT_TRUE(eventually([&] { return names() == std::vector<std::string>{"old"}; }));
}

TEST_F(RunsPageTest, ChoosingRowsChoosesRunsInTheOrderOfTheClicks)
{
    open({{.name = "one"}, {.name = "two"}, {.name = "three"}});
    click("two");
    click("one", Qt::ControlModifier);
    EXPECT_THAT(chosenNames(), ElementsAre("two", "one"));
    m_selection.set({idOf("three")});
    EXPECT_THAT(selectedRows(), ElementsAre("three"));
}

TEST_F(RunsPageTest, WhatIsChosenStaysWhenRowsMoveOrAreFilteredAway)
{
    open({{.name = "one"}, {.name = "two"}, {.name = "three"}});
    click("two");
    click("one", Qt::ControlModifier);
    QTest::mouseClick(header().viewport(), Qt::LeftButton, {}, headerPoint("name"));
    ASSERT_TRUE(eventually([&] { return names().front() == "one"; }));
    EXPECT_THAT(chosenNames(), ElementsAre("two", "one"));
    QTest::keyClicks(&filter(), QStringLiteral("three"));
    ASSERT_TRUE(eventually([&] { return names().size() == 1; }));
    EXPECT_THAT(chosenNames(), ElementsAre("two", "one"));
    QTest::keyClick(&filter(), Qt::Key_Escape);
    ASSERT_TRUE(eventually([&] { return names().size() == 3; }));
    EXPECT_THAT(selectedRows(), ElementsAre("one", "two"));
}

TEST_F(RunsPageTest, StarsChangeByClickAndByKey)
{
    open({{.name = "one"}});
    QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, cell("one", "star").center());
    EXPECT_TRUE(eventually([&] { return read("one").starred; }));
    EXPECT_TRUE(chosenNames().empty()) << "a star is no choice";
    ASSERT_TRUE(eventually([&] { return row("one").starred; }));
    click("one");
    QTest::keyClick(&view(), Qt::Key_S);
    EXPECT_TRUE(eventually([&] { return !read("one").starred; }));
}

TEST_F(RunsPageTest, F2RenamesAndUndoTakesItBack)
{
    open({{.name = "one"}, {.name = "two"}});
    click("one");
    QTest::keyClick(&view(), Qt::Key_F2);
    auto* editor = view().findChild<QLineEdit*>();
    ASSERT_NE(editor, nullptr);
    editor->selectAll();
    QTest::keyClicks(editor, QStringLiteral("other"));
    QTest::keyClick(editor, Qt::Key_Return);
    EXPECT_TRUE(eventually([&] {
        return names() == std::vector<std::string>{"two", "other"} ||
               names() == std::vector<std::string>{"other", "two"};
    }));
    m_undo.undo();
    EXPECT_TRUE(eventually([&] { return testing::Matches(testing::Contains("one"))(names()); }));
}

TEST_F(RunsPageTest, DelMovesToTheTrashAndUndoRestores)
{
    open({{.name = "one"}, {.name = "two"}});
    click("one");
    QTest::keyClick(&view(), Qt::Key_Delete);
    EXPECT_TRUE(eventually([&] { return names() == std::vector<std::string>{"two"}; }));
    m_undo.undo();
    EXPECT_TRUE(eventually([&] { return names().size() == 2; }));
}

TEST_F(RunsPageTest, RowsAreCopiedWithTheirHeadersInTheCLocale)
{
    open({{.name = "tab\there"}, {.name = "two"}});
    view().selectAll();
    QTest::keyClick(&view(), Qt::Key_C, Qt::ControlModifier);
    QGuiApplication::clipboard()->clear();
    QTest::keyClick(&view(), Qt::Key_C, Qt::ControlModifier);
    ASSERT_TRUE(eventually([] { return !QGuiApplication::clipboard()->text().isEmpty(); }));
    const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
    ASSERT_EQ(lines.size(), 3);
    EXPECT_TRUE(lines[0].startsWith(QStringLiteral("Star\tName\tState")));
    EXPECT_EQ(lines[1].count(u'\t'), lines[0].count(u'\t'));
}

TEST_F(RunsPageTest, SettingsThatDifferAreColumnsAndAreSortedBy)
{
    open({{.name = "slow", .learningRate = 1e-4}, {.name = "quick", .learningRate = 1e-2}, {.name = "mid"}});
    const int rate = column("setting:training.learning_rate");
    ASSERT_GE(rate, 0);
    EXPECT_EQ(column("setting:seed"), -1) << "it is the same in all";
    EXPECT_EQ(find("slow").siblingAtColumn(rate).data().toString(), "0.0001");
    QTest::mouseClick(header().viewport(), Qt::LeftButton, {}, headerPoint("setting:training.learning_rate"));
    EXPECT_TRUE(eventually([&] { return names() == std::vector<std::string>{"slow", "mid", "quick"}; }));
    m_page->findChild<FilterLine*>()->setText(QStringLiteral("mid"));
    EXPECT_TRUE(eventually([&] { return column("setting:training.learning_rate") < 0; })) << "one run has no other";
}

TEST_F(RunsPageTest, RunsAreGroupedOverTheirSeedsByStudyAndBySetting)
{
    open({{.name = "rates/1e-4/1", .learningRate = 1e-4, .seed = 1},
          {.name = "rates/1e-4/2", .learningRate = 1e-4, .seed = 2},
          {.name = "alone", .seed = 3}});
    auto* groups = m_page->findChild<QComboBox*>();
    const auto titles = [&](const char* group) {
        groups->setCurrentIndex(groups->findText(QString::fromLatin1(group)));
        Q_EMIT groups->activated(groups->currentIndex());
        EXPECT_TRUE(eventually([&] { return model().rowCount() == 2 && m_page->isSettled(); })) << group;
        QStringList found;
        for (int row = 0; row < model().rowCount(); ++row) {
            found << model().index(row, 1).data().toString();
        }
        found.sort();
        return found;
    };
    EXPECT_TRUE(titles("Over seeds").at(0).contains(QStringLiteral("learning rate 0.0001")));
    EXPECT_TRUE(titles("By study").at(1).contains(QStringLiteral("rates")));
    EXPECT_TRUE(titles("By training.learning_rate").at(1).contains(QStringLiteral("0.003")));
}

TEST_F(RunsPageTest, TagsOfTheProjectAreOfferedAndThoseOfSomeRunsAreHalfChecked)
{
    open({{.name = "one", .tags = {"paper", "Old"}}, {.name = "two", .tags = {"paper"}}, {.name = "z", .tags = {"b"}}});
    click("one");
    click("two", Qt::ControlModifier);
    QTest::keyClick(&view(), Qt::Key_T);
    TagsDialog* dialog = nullptr;
    ASSERT_TRUE(eventually([&] { return (dialog = m_page->window()->findChild<TagsDialog*>()) != nullptr; }));
    auto* list = dialog->findChild<QListWidget*>();
    ASSERT_EQ(list->count(), 3);
    EXPECT_EQ(list->item(0)->text(), "Old");
    EXPECT_EQ(list->item(0)->checkState(), Qt::PartiallyChecked);
    EXPECT_EQ(list->item(1)->checkState(), Qt::Checked);
    EXPECT_EQ(list->item(2)->text(), "b");
    EXPECT_EQ(list->item(2)->checkState(), Qt::Unchecked);
    auto* line = dialog->findChild<QLineEdit*>();
    QTest::keyClicks(line, QStringLiteral("PAP"));
    EXPECT_TRUE(list->item(0)->isHidden());
    EXPECT_FALSE(list->item(1)->isHidden());
    list->item(1)->setCheckState(Qt::Unchecked);
    line->setText(QStringLiteral("new"));
    QTest::keyClick(line, Qt::Key_Return);
    dialog->accept();
    EXPECT_TRUE(eventually([&] { return read("two").tags == std::vector<std::string>{"new"}; }));
    EXPECT_TRUE(eventually([&] { return read("one").tags == std::vector<std::string>{"Old", "new"}; }));
    EXPECT_EQ(read("z").tags, std::vector<std::string>{"b"});
}

TEST_F(RunsPageTest, AArchivesAndTheShiftedKeyTakesOutAgain)
{
    open({{.name = "old"}, {.name = "new"}});
    click("old");
    QTest::keyClick(&view(), Qt::Key_A);
    EXPECT_TRUE(eventually([&] { return names() == std::vector<std::string>{"new"}; }));
    m_page->findChild<FilterLine*>()->setText(QStringLiteral("is:archived"));
    ASSERT_TRUE(eventually([&] { return names() == std::vector<std::string>{"old"}; }));
    click("old");
    QTest::keyClick(&view(), Qt::Key_A, Qt::ShiftModifier);
    EXPECT_TRUE(eventually([&] { return names().empty(); }));
}

TEST_F(RunsPageTest, EveryColumnThatTheIndexKnowsIsSortedByAClick)
{
    open({{.name = "one"}, {.name = "two", .starred = true}});
    for (const char* key : {"star", "kind", "parameters", "macs"}) {
        header().setSectionHidden(column(key), false);
        view().scrollTo(find("one").siblingAtColumn(column(key)));
        QTest::mouseClick(header().viewport(), Qt::LeftButton, {}, headerPoint(key));
        EXPECT_EQ(header().sortIndicatorSection(), column(key)) << key;
        ASSERT_TRUE(eventually([&] { return m_page->isSettled(); }));
        EXPECT_EQ(m_page->session().value(QStringLiteral("sort")).toString(), QString::fromLatin1(key));
        if (std::string(key) == "star") {
            EXPECT_TRUE(eventually([&] { return names() == std::vector<std::string>{"two", "one"}; }));
        }
    }
}

TEST_F(RunsPageTest, ANameThatIsBeingTypedIsNotDisturbedByChangesOfTheProject)
{
    open({{.name = "one"}, {.name = "two"}});
    click("one");
    QTest::keyClick(&view(), Qt::Key_F2);
    auto* editor = view().findChild<QLineEdit*>();
    ASSERT_NE(editor, nullptr);
    QTest::keyClicks(editor, QStringLiteral("typed"));
    addFromTerminal("three");
    QTest::qWait(1500);
    EXPECT_TRUE(editor->isVisible());
    EXPECT_EQ(editor->text(), QStringLiteral("typed"));
    QTest::keyClick(editor, Qt::Key_Escape);
    EXPECT_TRUE(eventually([&] { return names().size() == 3; }));
}

TEST_F(RunsPageTest, ActionsSayWhyTheyCannotBeDone)
{
    open({{.name = "done"}, {.name = "paused", .state = run::RunState::paused, .done = 0.5}});
    click("done");
    EXPECT_FALSE(action("Resume")->isEnabled());
    EXPECT_TRUE(action("Resume")->toolTip().contains(QStringLiteral("none of the runs is paused")));
    click("paused");
    EXPECT_TRUE(action("Resume")->isEnabled());
}

TEST_F(RunsPageTest, AViewIsSavedByNameAndComesBack)
{
    open({{.name = "one"}, {.name = "two"}});
    QTest::keyClicks(&filter(), QStringLiteral("one"));
    ASSERT_TRUE(eventually([&] { return names().size() == 1; }));
    m_page->restoreSession({{QStringLiteral("filter"), QStringLiteral("two")}});
    EXPECT_TRUE(eventually([&] { return names() == std::vector<std::string>{"two"}; }));
    const QJsonObject kept = m_page->session();
    m_page->restoreSession({{QStringLiteral("filter"), 7}, {QStringLiteral("columns"), QStringLiteral("?")}});
    EXPECT_TRUE(eventually([&] { return names().size() == 2; }));
    m_page->restoreSession(kept);
    EXPECT_TRUE(eventually([&] { return names() == std::vector<std::string>{"two"}; }));
}

TEST_F(RunsPageTest, HostileNamesAreShownAsTheyAre)
{
    open(test::sampleRunsOf("hostile"));
    for (int row = 0; row < model().rowCount(); ++row) {
        const QModelIndex name = model().index(row, 1);
        EXPECT_FALSE(name.data().toString().contains(u'\n'));
        EXPECT_LE(name.data().toString().size(), 501);
        EXPECT_FALSE(name.data(Qt::ToolTipRole).toString().contains(QStringLiteral("<b>")));
    }
    EXPECT_LE(m_page->minimumSizeHint().width(), 480);
    static_cast<void>(m_page->grab());
}

} // namespace

} // namespace rxwatt::pages
