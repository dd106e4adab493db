// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/pages/page_fixture.h"
#include "ui/pages/ber/ber_page.h"
#include "ui/pages/ber/gain_panel.h"
#include "ui/pages/copyable_table.h"
#include "ui/plots/curve_plot.h"
#include "ui/plots/qcustomplot_header.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>

namespace rxwatt::pages
{

namespace
{

using models::GainBasis;

class BerPageTest : public test::PageTest<BerPage>
{
protected:
    [[nodiscard]] plots::CurvePlot& plot() const { return *m_page->findChild<plots::CurvePlot*>(); }

    [[nodiscard]] figure::Plot drawn() const { return std::get<figure::Plot>(plot().figure()); }

    [[nodiscard]] GainPanel& gains() const { return *m_page->findChild<GainPanel*>(); }

    [[nodiscard]] const models::GainRow& gainOf(const char* curve) const
    {
        for (const models::GainRow& row : gains().table().rows()) {
            if (row.curve == QString::fromLatin1(curve)) {
                return row;
            }
        }
        throw std::runtime_error(std::string("no curve ") + curve);
    }

    void type(const char* level)
    {
        auto* field = gains().findChild<QLineEdit*>();
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, QString::fromLatin1(level));
        QTest::keyClick(field, Qt::Key_Return);
        settle();
    }
};

TEST_F(BerPageTest, SaysWhatToDoWhereNothingIsSelected)
{
    open(test::fewRuns(), {});
    EXPECT_TRUE(says("No runs are selected"));
    const QSignalSpy wanted(&m_navigator, &Navigator::pageWanted);
    for (auto* button : m_page->findChildren<QPushButton*>()) {
        if (button->isVisible()) {
            QTest::mouseClick(button, Qt::LeftButton);
        }
    }
    ASSERT_EQ(wanted.size(), 1);
    EXPECT_EQ(wanted.front().front().toString(), "runs");
}

TEST_F(BerPageTest, DrawsTheSelectedRunsAndEachBaselineOnce)
{
    open(test::fewRuns(), {0, 1});
    ASSERT_EQ(drawn().series.size(), 5U);
    EXPECT_TRUE(drawn().series[0].legend().starts_with("good, GM-BER"));
    EXPECT_TRUE(drawn().series[1].legend().starts_with("worse, GM-BER"));
    EXPECT_EQ(drawn().series[0].points.size(), 7U);
    select({0});
    EXPECT_EQ(drawn().series.size(), 4U);
    select({});
    EXPECT_TRUE(says("No runs are selected"));
}

TEST_F(BerPageTest, TheLegendTellsTheEnergyOfAnInference)
{
    open(test::fewRuns(), {0, 1}, [this] {
        giveEnergy(0, 4600, 0.0114, run::Quality::counter);
        giveEnergy(1, std::nullopt, 0.5, run::Quality::estimated);
    });
    EXPECT_TRUE(drawn().series[0].note.ends_with(", 11.4 mJ an inference")) << drawn().series[0].note;
    EXPECT_TRUE(drawn().series[1].note.ends_with(", 500 mJ an inference (estimate)")) << drawn().series[1].note;
    for (std::size_t i = 2; i < drawn().series.size(); ++i) {
        EXPECT_EQ(drawn().series[i].note, "") << "a baseline";
    }
}

TEST_F(BerPageTest, HidesBaselinesAndModulationsWhereAskedTo)
{
    open(test::sampleRunsOf("hostile"), {5});
    ASSERT_EQ(drawn().series.size(), 8U);
    for (auto* box : m_page->findChildren<QCheckBox*>()) {
        if (box->isVisible() && box->text() == QStringLiteral("64QAM")) {
            QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
        }
    }
    EXPECT_EQ(drawn().series.size(), 4U);
    for (auto* box : m_page->findChildren<QCheckBox*>()) {
        if (box->isVisible() && box->text() == QStringLiteral("Baselines")) {
            QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
        }
    }
    EXPECT_EQ(drawn().series.size(), 1U);
}

TEST_F(BerPageTest, GainsFollowTheLevelThatIsTyped)
{
    open(test::fewRuns(), {0, 1});
    const models::GainRow before = gainOf("good");
    ASSERT_TRUE(before.gainDb);
    EXPECT_LT(*before.gainDb, 0) << "worse than the known channel";
    EXPECT_EQ(before.basis, GainBasis::resampled);
    ASSERT_TRUE(before.lowDb && before.highDb);
    EXPECT_LE(*before.lowDb, *before.gainDb);
    EXPECT_GE(*before.highDb, *before.gainDb);
    type("0.02");
    EXPECT_DOUBLE_EQ(plot().level().value(), 0.02);
    EXPECT_LT(*gainOf("good").gainDb, *before.gainDb);
    EXPECT_EQ(gainOf("perfect-csi").basis, GainBasis::reference);
}

TEST_F(BerPageTest, TakesNoLevelThatIsNoBer)
{
    open(test::fewRuns(), {0});
    for (const char* text : {"2", "-1", "0", "nan", "x"}) {
        type(text);
        EXPECT_DOUBLE_EQ(gains().level(), 0.1) << text;
        EXPECT_EQ(gains().findChild<QLineEdit*>()->text(), berLevelText(0.1)) << text;
    }
}

TEST_F(BerPageTest, SaysWhereACurveDoesNotReachTheLevel)
{
    open(test::fewRuns(), {0});
    type("1e-3");
    const models::GainRow& row = gainOf("good");
    EXPECT_EQ(row.crossing.kind, analysis::Crossing::notReached);
    EXPECT_FALSE(row.gainDb);
    const auto& table = gains().table();
    EXPECT_EQ(table.index(0, models::GainTable::sinrColumn).data().toString(), "not reached");
}

TEST_F(BerPageTest, DraggingTheLineMovesTheLevel)
{
    open(test::fewRuns(), {0});
    QCustomPlot& canvas = plot().canvas();
    canvas.replot(QCustomPlot::rpImmediateRefresh);
    const QPoint from = plot().pixelOf({14, 0.1}).toPoint();
    const QPoint to = plot().pixelOf({14, 0.05}).toPoint();
    QTest::mousePress(&canvas, Qt::LeftButton, {}, from);
    for (const QPoint& place : {(from + to) / 2, to}) {
        QMouseEvent move(QEvent::MouseMove, place, canvas.mapToGlobal(place), Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(&canvas, &move);
    }
    QTest::mouseRelease(&canvas, Qt::LeftButton, {}, to);
    settle();
    EXPECT_NEAR(gains().level(), 0.05, 0.004);
    EXPECT_DOUBLE_EQ(plot().level().value(), gains().level());
    EXPECT_EQ(gains().findChild<QLineEdit*>()->text(), berLevelText(gains().level()));
}

TEST_F(BerPageTest, CurvesOfOtherSlotsHaveNoInterval)
{
    std::vector<test::SampleRun> runs = test::fewRuns();
    runs[1].modulations = {"16QAM", "64QAM"};
    open(runs, {0, 1});
    gains().setReference(QString::fromStdString("model:" + m_ids[0].text + ":"));
    settle();
    EXPECT_EQ(gainOf("worse, 16QAM").basis, GainBasis::otherSlots);
    EXPECT_FALSE(gainOf("worse, 16QAM").lowDb);
    EXPECT_TRUE(gainOf("worse, 16QAM").gainDb);
}

TEST_F(BerPageTest, RunsThatBeginShowNoCurves)
{
    open(test::fewRuns(), {4});
    EXPECT_TRUE(drawn().series.empty());
}

TEST_F(BerPageTest, HostileNamesAreDrawnAsTheyAre)
{
    open(test::sampleRunsOf("hostile"), {0, 1, 2, 3, 4});
    EXPECT_EQ(drawn().series.size(), 5U + 3U);
    EXPECT_TRUE(drawn().series[0].name.starts_with("<b>bold</b>"));
    EXPECT_EQ(gains().table().rowCount(), 8);
}

TEST_F(BerPageTest, CopiesItsPointsForASpreadsheet)
{
    open(test::sampleRunsOf("hostile"), {3});
    ASSERT_NE(action("Copy the points"), nullptr);
    action("Copy the points")->trigger();
    const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
    ASSERT_EQ(lines.size(), 1 + 4 * 7);
    EXPECT_EQ(lines[0].count(u'\t'), lines[1].count(u'\t'));
    EXPECT_TRUE(lines[1].startsWith(QStringLiteral("'=cmd"))) << "no formula";
}

TEST_F(BerPageTest, ItsSessionComesBack)
{
    open(test::fewRuns(), {0});
    type("0.03");
    const QJsonObject session = m_page->session();
    type("0.2");
    m_page->restoreSession(session);
    settle();
    EXPECT_DOUBLE_EQ(gains().level(), 0.03);
    m_page->restoreSession({{QStringLiteral("level"), QStringLiteral("nonsense")}});
    EXPECT_DOUBLE_EQ(gains().level(), 0.03);
}

} // namespace

} // namespace rxwatt::pages
