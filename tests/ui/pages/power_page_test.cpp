// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/energy/fake_powercap.h"
#include "tests/support/sample_trace.h"
#include "tests/ui/pages/page_fixture.h"
#include "ui/pages/power/power_page.h"
#include "ui/plots/curve_plot.h"

#include <QCheckBox>
#include <QComboBox>
#include <QTableView>

namespace rxwatt::pages
{

namespace
{

class PowerPageTest : public test::PageTest<PowerPage>
{
protected:
    [[nodiscard]] std::filesystem::path powerFolder(std::size_t place) const
    {
        return m_folder / "project" / "runs" / m_ids.at(place).text / "power";
    }

    /// Opens few runs, of which the first two have traces.
    void openTraced()
    {
        open(test::fewRuns(), {5});
        test::SampleTrace trace;
        std::filesystem::remove_all(powerFolder(0));
        std::filesystem::remove_all(powerFolder(1));
        trace.gapS = 3;
        test::writeSampleTrace(powerFolder(0), trace);
        test::writeSampleTrace(powerFolder(1), {.trainingW = 60, .seed = 2});
    }

    [[nodiscard]] plots::CurvePlot& plot(int place) const
    {
        return *qobject_cast<plots::CurvePlot*>(m_page->plots().at(place));
    }

    [[nodiscard]] figure::Plot drawn(int place) const { return std::get<figure::Plot>(plot(place).figure()); }

    [[nodiscard]] QString cell(int row, const char* heading) const
    {
        const QAbstractItemModel& model = *m_page->findChild<QTableView*>()->model();
        for (int column = 0; column < model.columnCount(); ++column) {
            if (model.headerData(column, Qt::Horizontal).toString() == QString::fromLatin1(heading)) {
                return model.index(row, column).data().toString();
            }
        }
        return {};
    }

    [[nodiscard]] QComboBox& box(const char* name) const
    {
        for (auto* box : m_page->findChildren<QComboBox*>()) {
            if (box->accessibleName() == QString::fromLatin1(name)) {
                return *box;
            }
        }
        throw std::runtime_error(name);
    }
};

TEST_F(PowerPageTest, ShowsWhatARunTook)
{
    openTraced();
    EXPECT_TRUE(says("No power trace")) << "the queued one has none";
    select({0});
    ASSERT_TRUE(eventually([this] { return drawn(0).series.size() == 3U; }));
    const figure::Plot power = drawn(0);
    EXPECT_EQ(power.series[0].legend(), "good, counter");
    EXPECT_EQ(power.series[1].name, "base power");
    EXPECT_NEAR(power.series[1].points[0].y, 41, 1);
    EXPECT_EQ(power.series[2].name, "limit");
    EXPECT_EQ(power.series[2].points[0].y, 115);
    EXPECT_EQ(power.y.unit, "W");
    EXPECT_TRUE(std::any_of(power.series[0].points.begin(), power.series[0].points.end(),
                            [](const figure::Point& point) { return std::isnan(point.y); }))
        << "a gap is a gap";
    const figure::Series energy = drawn(1).series.at(0);
    EXPECT_GT(energy.points.back().y, 41 * 180);
    EXPECT_TRUE(std::is_sorted(energy.points.begin(), energy.points.end(),
                               [](const figure::Point& a, const figure::Point& b) { return a.y < b.y; }));
    EXPECT_EQ(cell(0, "Run"), "good");
    EXPECT_TRUE(cell(0, "Base").endsWith("W"));
    EXPECT_EQ(cell(0, "Quality"), "Counter");
    EXPECT_EQ(cell(0, "Gaps"), "3 s");
}

TEST_F(PowerPageTest, ShadesPhasesAndMarksGaps)
{
    openTraced();
    select({0});
    ASSERT_TRUE(eventually([this] { return !plot(0).bands().empty(); }));
    const auto count = [this](const QString& label) {
        return std::count_if(plot(0).bands().begin(), plot(0).bands().end(),
                             [&](const plots::Band& band) { return band.label == label; });
    };
    EXPECT_EQ(count("Training"), 4);
    EXPECT_EQ(count("Base power"), 2);
    EXPECT_EQ(std::count_if(plot(0).bands().begin(), plot(0).bands().end(),
                            [](const plots::Band& band) { return band.isGap; }),
              1);
    for (auto* check : m_page->findChildren<QCheckBox*>()) {
        check->setChecked(false);
    }
    EXPECT_EQ(plot(0).bands().size(), 1U) << "a gap is always marked";
    EXPECT_EQ(drawn(0).series.size(), 1U);
}

TEST_F(PowerPageTest, ShowsEachSensor)
{
    openTraced();
    select({0});
    box("Which sensors are drawn").setCurrentIndex(1);
    ASSERT_TRUE(eventually([this] { return drawn(0).series.size() == 6U; }));
    EXPECT_EQ(drawn(0).series[0].name, "sum of what counts");
    EXPECT_EQ(drawn(0).series[1].name, "package-0");
    EXPECT_EQ(drawn(0).series[3].name, "dram");
}

TEST_F(PowerPageTest, ComparesRuns)
{
    openTraced();
    select({0, 1});
    ASSERT_TRUE(eventually([this] { return drawn(0).series.size() == 4U; }));
    EXPECT_EQ(drawn(0).series[1].name, "worse");
    EXPECT_EQ(drawn(0).series[3].name, "worse, base power");
    EXPECT_EQ(drawn(1).series[1].name, "worse") << "in the same colour";
    EXPECT_EQ(drawn(1).series.size(), 2U);
    EXPECT_TRUE(std::all_of(plot(0).bands().begin(), plot(0).bands().end(),
                            [](const plots::Band& band) { return band.isGap; }));
}

TEST_F(PowerPageTest, FollowsARunAtWorkAndStaysWhereThePersonLooks)
{
    open(test::fewRuns(), {4});
    std::filesystem::remove_all(powerFolder(4));
    test::writeSampleTrace(powerFolder(4), {.trainingS = 30, .isAtWork = true});
    ASSERT_TRUE(eventually([this] { return !drawn(0).series.empty(); }));
    box("How much of the time is in view").setCurrentText("Last 10 s");
    const double end = drawn(0).series[0].points.back().x;
    ASSERT_TRUE(eventually([this, end] { return std::abs(plot(0).xRange().second - end) < 0.5; }));
    EXPECT_NEAR(plot(0).xRange().second - plot(0).xRange().first, 10, 1e-6);
    EXPECT_NEAR(plot(1).xRange().first, plot(0).xRange().first, 1e-9) << "linked";
    QTest::keyClick(&plot(0), Qt::Key_Plus);
    EXPECT_EQ(box("How much of the time is in view").currentText(), "As chosen in the plot");
    const auto chosen = plot(0).xRange();
    // Another attempt goes on in the same folder.
    test::writeSampleTrace(powerFolder(4), {.trainingS = 60, .isAtWork = true, .laterS = 100});
    ASSERT_TRUE(eventually([this, end] { return drawn(0).series[0].points.back().x > end + 20; }));
    EXPECT_EQ(plot(0).xRange(), chosen);
}

TEST_F(PowerPageTest, ShowsThisMachineWhereNothingIsAtWork)
{
    test::FakePowercap tree;
    tree.add("intel-rapl:0", "package-0", 5'000'000);
    tree.keepMoving({25});
    qputenv("RXWATT_SYSFS_ROOT", QByteArray::fromStdString(tree.root().string()));
    open(test::sampleRunsOf("one"), {});
    ASSERT_TRUE(eventually([this] { return !drawn(0).series.empty() && drawn(0).series[0].points.size() > 3; }));
    EXPECT_EQ(drawn(0).series[0].name, "This machine");
    EXPECT_EQ(cell(0, "Run"), "This machine");
    EXPECT_TRUE(cell(0, "Now").endsWith(" W"));
    EXPECT_NE(cell(0, "Now"), "0 W");
    EXPECT_EQ(cell(0, "Quality"), "Counter");
    qunsetenv("RXWATT_SYSFS_ROOT");
}

TEST_F(PowerPageTest, KeepsItsSession)
{
    openTraced();
    select({0});
    box("Which sensors are drawn").setCurrentIndex(1);
    box("How much of the time is in view").setCurrentIndex(2);
    const QJsonObject session = m_page->session();
    m_page.reset();
    show();
    m_page->restoreSession(session);
    EXPECT_EQ(box("Which sensors are drawn").currentIndex(), 1);
    EXPECT_EQ(box("How much of the time is in view").currentIndex(), 2);
    m_page->restoreSession({{"bar", QJsonObject{{"range", 99}, {"sensors", "x"}}}, {"plots", 7}});
    EXPECT_EQ(box("How much of the time is in view").currentIndex(), 0);
}

} // namespace

} // namespace rxwatt::pages
