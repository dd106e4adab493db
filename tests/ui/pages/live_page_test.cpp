// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sqlite_journal.h"
#include "tests/ui/pages/page_fixture.h"
#include "ui/pages/live/live_page.h"
#include "ui/pages/live/run_strip.h"
#include "ui/plots/curve_plot.h"

#include <fstream>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

namespace rxwatt::pages
{

namespace
{

class LivePageTest : public test::PageTest<LivePage>
{
protected:
    [[nodiscard]] figure::Plot drawn(int place) const
    {
        return std::get<figure::Plot>(m_page->plots().at(place)->figure());
    }

    [[nodiscard]] QList<RunStripRow*> rows() const
    {
        QList<RunStripRow*> rows;
        for (auto* row : m_page->findChildren<RunStripRow*>()) {
            if (row->isVisible()) {
                rows << row;
            }
        }
        return rows;
    }

    [[nodiscard]] static QToolButton* button(const RunStripRow& row, const char* name)
    {
        for (auto* button : row.findChildren<QToolButton*>()) {
            if (button->accessibleName() == QString::fromLatin1(name)) {
                return button->isVisible() ? button : nullptr;
            }
        }
        return nullptr;
    }

    [[nodiscard]] QPlainTextEdit& log() const { return *m_page->findChild<QPlainTextEdit*>(); }
};

TEST_F(LivePageTest, ShowsAllThatIsAtWorkWhereNothingIsSelected)
{
    open(test::fewRuns(), {});
    ASSERT_EQ(rows().size(), 1);
    EXPECT_EQ(rows()[0]->label(), "running");
    ASSERT_EQ(drawn(0).series.size(), 1U);
    EXPECT_EQ(drawn(0).series[0].points.size(), 250U);
    EXPECT_EQ(drawn(0).y.scale, figure::Scale::logarithmic);
    EXPECT_EQ(drawn(1).series[0].points.size(), 1U) << "a validation every 250 steps";
    EXPECT_EQ(drawn(3).series[0].points.size(), 12U);
}

TEST_F(LivePageTest, SaysSoWhereNothingIsAtWork)
{
    open(test::sampleRunsOf("one"), {});
    EXPECT_TRUE(says("Nothing is at work"));
    select({0});
    EXPECT_FALSE(says("Nothing is at work"));
    EXPECT_EQ(drawn(0).series.size(), 1U);
}

TEST_F(LivePageTest, CurvesGrowWithTheRun)
{
    open(test::sampleRunsOf("running"), {0});
    const std::size_t before = drawn(0).series[0].points.size();
    const auto last = static_cast<std::int64_t>(drawn(0).series[0].points.back().x);
    const auto journal = store::SqliteJournal::open(m_workspace.project().databaseFile()).value();
    std::vector<run::RunEvent> events;
    for (int i = 1; i <= 10; ++i) {
        events.push_back({1'000'000U + static_cast<unsigned>(i), 1, last + i, 1000.0 + i,
                          run::SeriesEvent{{{"train_loss", 0.1}, {"slots_per_second", 240}}}});
    }
    ASSERT_TRUE(journal->putEvents(m_ids[0], events, 1));
    EXPECT_TRUE(eventually([&] { return drawn(0).series[0].points.size() == before + 10; }));
    EXPECT_EQ(drawn(0).series[0].points.back().x, static_cast<double>(last + 10));
}

TEST_F(LivePageTest, OffersWhatCanBeDoneToEachRun)
{
    open(test::fewRuns(), {0, 3, 4, 5});
    ASSERT_EQ(rows().size(), 4);
    EXPECT_EQ(button(*rows()[0], "Pause"), nullptr) << "it is done";
    EXPECT_EQ(button(*rows()[0], "Cancel"), nullptr);
    EXPECT_NE(button(*rows()[1], "Resume"), nullptr) << "it is paused";
    EXPECT_NE(button(*rows()[1], "Cancel"), nullptr);
    EXPECT_NE(button(*rows()[2], "Pause"), nullptr) << "it is running";
    ASSERT_NE(button(*rows()[3], "Pause"), nullptr) << "it is queued";
    QTest::mouseClick(button(*rows()[3], "Pause"), Qt::LeftButton);
    EXPECT_TRUE(eventually([this] { return button(*rows()[3], "Resume") != nullptr; }));
    QTest::mouseClick(button(*rows()[3], "Cancel"), Qt::LeftButton);
    EXPECT_TRUE(eventually([this] { return button(*rows()[3], "Cancel") == nullptr; }));
}

TEST_F(LivePageTest, SaysWhyARunFailedAndItsLastLines)
{
    open(test::fewRuns(), {2});
    EXPECT_TRUE(says("the loss is not a number at step 212"));
    EXPECT_TRUE(says("step 250"));
}

TEST_F(LivePageTest, TheLogFollowsAndIsSearched)
{
    open(test::sampleRunsOf("running"), {0});
    EXPECT_TRUE(eventually([this] { return log().toPlainText().startsWith("training on cpu"); }));
    {
        std::ofstream file(m_workspace.project().runFolder(m_ids[0]).logFile(), std::ios::app);
        for (int i = 0; i < 500; ++i) {
            file << "line " << i << "\n";
        }
        file << "the needle\n";
    }
    EXPECT_TRUE(eventually([this] { return log().toPlainText().contains("the needle"); }));
    for (auto* line : m_page->findChildren<QLineEdit*>()) {
        QTest::keyClicks(line, QStringLiteral("line 123"));
        QTest::keyClick(line, Qt::Key_Return);
    }
    EXPECT_EQ(log().textCursor().selectedText(), "line 123");
    action("Copy the log")->trigger();
    EXPECT_EQ(QGuiApplication::clipboard()->text(), "line 123") << "what is marked";
}

TEST_F(LivePageTest, AClickOnARunShowsItsLog)
{
    open(test::fewRuns(), {0, 4});
    EXPECT_TRUE(eventually([this] { return log().toPlainText().contains("step 250"); }));
    QTest::mouseClick(rows()[0], Qt::LeftButton, {}, QPoint(3, 3));
    EXPECT_TRUE(eventually([this] { return log().toPlainText().contains("step 500"); }));
}

TEST_F(LivePageTest, ReadsNothingWhileItIsHidden)
{
    open(test::fewRuns(), {0});
    m_page->hide();
    m_selection.set({m_ids[0], m_ids[1]});
    QTest::qWait(1);
    EXPECT_FALSE(m_workspace.isBusy());
    m_page->show();
    settle();
    EXPECT_EQ(drawn(0).series.size(), 2U);
}

TEST_F(LivePageTest, ShowsNoMoreRunsThanCanBeTold)
{
    std::vector<test::SampleRun> runs(14, test::fewRuns().back());
    open(runs, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13});
    EXPECT_EQ(rows().size(), 12);
    EXPECT_TRUE(says("not shown: 2"));
}

TEST_F(LivePageTest, HostileNamesAreShownAsTheyAre)
{
    open(test::sampleRunsOf("hostile"), {0, 1, 2, 3, 4, 5});
    EXPECT_EQ(rows().size(), 6);
    EXPECT_EQ(rows()[0]->accessibleName(), "<b>bold</b> & <img src=x onerror=alert(1)>");
}

} // namespace

} // namespace rxwatt::pages
