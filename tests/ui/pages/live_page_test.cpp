// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sqlite_journal.h"
#include "tests/ui/pages/page_fixture.h"
#include "ui/pages/live/live_page.h"
#include "ui/pages/live/run_strip.h"
#include "ui/plots/curve_plot.h"

#include <fstream>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QJsonArray>
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

TEST_F(LivePageTest, WhatWasWatchedStaysWhenItHasEnded)
{
    open(test::fewRuns(), {});
    ASSERT_EQ(rows().size(), 1);
    const RunId running = m_ids.at(4);
    run::StateRecord state = m_workspace.project().runFolder(running).readState().value();
    state.state = run::RunState::succeeded;
    const auto journal = store::SqliteJournal::open(m_workspace.project().databaseFile()).value();
    ASSERT_TRUE(journal->putState(running, state));
    ASSERT_TRUE(eventually([&] { return says("Done"); }));
    ASSERT_EQ(rows().size(), 1) << "nothing works, and its curves are still to be read";
    EXPECT_EQ(drawn(0).series[0].points.size(), 250U);
    select({0});
    select({});
    EXPECT_TRUE(says("Nothing is at work")) << "another look ends it";
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

TEST_F(LivePageTest, CurvesAreDrawnAgainstTheTimeAtWorkWhereThatIsChosen)
{
    open(test::fewRuns(), {0, 4});
    auto* against = m_page->findChild<QComboBox*>();
    QTest::keyClick(against, Qt::Key_Down);
    ASSERT_TRUE(eventually([this] { return drawn(0).x.key != "step"; }));
    EXPECT_EQ(drawn(0).x.key, drawn(3).x.key);
    const store::RunReader reader = store::RunReader::open(m_workspace.project().databaseFile()).value();
    const std::vector<store::SeriesPoint> points = reader.series(m_ids[0], "train_loss").value();
    const double unitS = drawn(0).x.unit == "s" ? 1 : drawn(0).x.unit == "min" ? 60 : 3600;
    ASSERT_EQ(drawn(0).series[0].points.size(), points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        EXPECT_DOUBLE_EQ(drawn(0).series[0].points[i].x, points[i].timeS / unitS);
    }
    const QJsonObject kept = m_page->session();
    QTest::keyClick(against, Qt::Key_Up);
    EXPECT_TRUE(eventually([this] { return drawn(0).x.key == "step"; }));
    m_page->restoreSession(kept);
    EXPECT_TRUE(eventually([this] { return drawn(0).x.key != "step"; }));
}

TEST_F(LivePageTest, CurvesThatGrowAgainstTimeStayOnTheirAxis)
{
    open(test::sampleRunsOf("running"), {0});
    m_page->findChild<QComboBox*>()->setCurrentIndex(1);
    ASSERT_TRUE(eventually([this] { return drawn(0).x.key != "step"; }));
    const std::size_t before = drawn(0).series[0].points.size();
    const auto journal = store::SqliteJournal::open(m_workspace.project().databaseFile()).value();
    constexpr double laterS = 40 * 3600;
    ASSERT_TRUE(journal->putEvents(
        m_ids[0],
        std::vector<run::RunEvent>{{1'000'000, 1, 1'000'000, laterS, run::SeriesEvent{{{"train_loss", 0.1}}}}}, 1));
    ASSERT_TRUE(eventually([&] { return drawn(0).series[0].points.size() == before + 1; }));
    EXPECT_EQ(drawn(0).x.unit, "h") << "hours have become what fits";
    EXPECT_DOUBLE_EQ(drawn(0).series[0].points.back().x, 40);
    EXPECT_LT(drawn(0).series[0].points.front().x, 40) << "those before are in hours, too";
}

TEST_F(LivePageTest, AClickOnASampleHidesTheCurvesAndADoubleClickShowsThemAlone)
{
    open(test::fewRuns(), {0, 1, 4});
    const auto hidden = [this](int plot) {
        QStringList labels;
        for (const QJsonValue& label : m_page->plots().at(plot)->view().value(QStringLiteral("hidden")).toArray()) {
            labels << label.toString();
        }
        return labels;
    };
    const auto sample = [this](int row) { return rows()[row]->findChild<CurveButton*>(); };
    QTest::mouseClick(sample(1), Qt::LeftButton);
    for (int plot = 0; plot < 4; ++plot) {
        EXPECT_EQ(hidden(plot), QStringList{"worse"}) << plot;
    }
    EXPECT_FALSE(sample(1)->isChecked());
    QTest::keyClick(sample(1), Qt::Key_Space);
    EXPECT_TRUE(hidden(0).isEmpty());
    const auto doubleClick = [&](int row) {
        QTest::mouseClick(sample(row), Qt::LeftButton);
        QTest::mouseDClick(sample(row), Qt::LeftButton);
    };
    doubleClick(0);
    EXPECT_EQ(hidden(2), (QStringList{"running", "worse"}));
    EXPECT_TRUE(sample(0)->isChecked());
    EXPECT_FALSE(sample(2)->isChecked());
    doubleClick(0);
    EXPECT_TRUE(hidden(2).isEmpty()) << "alone already, all come back";
}

TEST_F(LivePageTest, WhatIsHiddenInOnePlotIsHiddenInAllAndComesBackWithTheSession)
{
    open(test::fewRuns(), {0, 4});
    auto& plot = static_cast<plots::CurvePlot&>(*m_page->plots().at(1));
    plot.setLegendPlace(plots::PlotWidget::LegendPlace::right);
    QTest::qWait(1);
    plot.setView({{QStringLiteral("hidden"), QJsonArray{QStringLiteral("good")}}});
    Q_EMIT plot.viewChanged();
    const auto isHidden = [this](int row) { return !rows()[row]->findChild<CurveButton*>()->isChecked(); };
    EXPECT_TRUE(isHidden(0));
    EXPECT_EQ(m_page->plots().at(3)->view().value(QStringLiteral("hidden")).toArray().size(), 1);
    const QJsonObject kept = m_page->session();
    QTest::mouseClick(rows()[0]->findChild<CurveButton*>(), Qt::LeftButton);
    EXPECT_FALSE(isHidden(0));
    m_page->restoreSession(kept);
    EXPECT_TRUE(isHidden(0));
    EXPECT_FALSE(isHidden(1));
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
    EXPECT_TRUE(says("The loss is not a number at step 212"));
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
