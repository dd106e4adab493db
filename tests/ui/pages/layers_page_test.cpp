// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/catalogue.h"
#include "tests/ui/pages/page_fixture.h"
#include "ui/models/tsv.h"
#include "ui/pages/copyable_table.h"
#include "ui/pages/layers/energy_unit.h"
#include "ui/pages/layers/layer_bar.h"
#include "ui/pages/layers/layers_page.h"
#include "ui/plots/bar_plot.h"
#include "ui/plots/qcustomplot_header.h"

#include <gmock/gmock.h>

#include <cmath>
#include <fstream>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QPushButton>
#include <QTabWidget>

namespace rxwatt::pages
{

namespace
{

using test::EnergySource;
using testing::HasSubstr;

/// Two that were measured, of different models; one that was estimated while it ran; one of which nothing is known; one
/// that is queued.
std::vector<test::SampleRun> energyRuns()
{
    std::vector<test::SampleRun> runs(5);
    const std::vector<const char*> names = {"large", "small", "estimated", "nothing", "queued"};
    for (std::size_t i = 0; i < runs.size(); ++i) {
        runs[i].name = names[i];
        runs[i].steps = 500;
        runs[i].energy = i == 2 ? EnergySource::load : i == 3 ? EnergySource::none : EnergySource::counter;
    }
    runs[1].channels = {24, 24, 32, 24};
    runs[4].state = run::RunState::queued;
    return runs;
}

class LayersPageTest : public test::PageTest<LayersPage>
{
protected:
    [[nodiscard]] plots::BarPlot& plot() const { return *m_page->findChild<plots::BarPlot*>(); }

    [[nodiscard]] figure::BarChart drawn() const { return std::get<figure::BarChart>(plot().figure()); }

    [[nodiscard]] std::vector<std::string> series() const
    {
        std::vector<std::string> names;
        for (const figure::BarSeries& one : drawn().series) {
            names.push_back(one.name);
        }
        return names;
    }

    [[nodiscard]] CopyableTable& table(const char* name) const
    {
        for (auto* view : m_page->findChildren<CopyableTable*>()) {
            if (view->accessibleName() == QString::fromLatin1(name)) {
                return *view;
            }
        }
        throw std::runtime_error(std::string("no table ") + name);
    }

    /// The place of the first column whose heading begins so; -1.
    [[nodiscard]] int column(const char* heading) const
    {
        const QAbstractItemModel& model = *table("Layers").model();
        for (int i = 0; i < model.columnCount(); ++i) {
            if (model.headerData(i, Qt::Horizontal).toString().startsWith(QString::fromUtf8(heading))) {
                return i;
            }
        }
        return -1;
    }

    [[nodiscard]] QString cell(int row, const char* heading) const
    {
        const QAbstractItemModel& model = *table("Layers").model();
        return model.index(row, column(heading)).data().toString();
    }

    [[nodiscard]] QCheckBox& box(const char* text) const
    {
        for (auto* one : m_page->findChildren<QCheckBox*>()) {
            if (one->text().remove(u'&') == QString::fromLatin1(text)) {
                return *one;
            }
        }
        throw std::runtime_error(std::string("no box ") + text);
    }

    void toggle(const char* text)
    {
        QTest::mouseClick(&box(text), Qt::LeftButton, {}, QPoint(8, box(text).height() / 2));
        settle();
    }

    /// Everything in the bars.
    [[nodiscard]] double total() const
    {
        double sum = 0;
        for (const figure::BarSeries& one : drawn().series) {
            for (const double value : one.values) {
                sum += std::isfinite(value) ? value : 0;
            }
        }
        return sum;
    }

    [[nodiscard]] QStringList selectedLayers() const
    {
        QStringList layers;
        for (const QModelIndex& row : table("Layers").selectionModel()->selectedRows(column("Layer"))) {
            layers << row.data().toString();
        }
        return layers;
    }
};

TEST_F(LayersPageTest, SaysWhatToDoWhereNothingIsSelected)
{
    open(energyRuns(), {});
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

TEST_F(LayersPageTest, StacksThePartsOfARunWithWhatWasMeasuredBeside)
{
    open(energyRuns(), {0});
    EXPECT_THAT(series(), testing::ElementsAre("Compute (estimate)", "Memory (estimate)", "Static (estimate)",
                                               "Measured (counter)"));
    EXPECT_EQ(drawn().stacks().names.size(), 2U);
    EXPECT_TRUE(says("measured (counter)"));
    EXPECT_TRUE(says("% memory"));
    toggle("Measured");
    EXPECT_EQ(series().size(), 3U);
    EXPECT_FALSE(says("measured (counter)"));
}

TEST_F(LayersPageTest, NeverCallsAnEstimateMeasured)
{
    open(energyRuns(), {2});
    ASSERT_EQ(series().size(), 4U);
    EXPECT_EQ(series()[3], "By the load of the machine (estimate)");
    EXPECT_FALSE(says("measured"));
    EXPECT_TRUE(says("by the load of the machine (estimate)"));
    EXPECT_EQ(column("Measured"), -1);
    EXPECT_GE(column("By the load"), 0);
    select({3});
    EXPECT_EQ(series().size(), 3U);
    EXPECT_FALSE(box("Measured").isEnabled());
}

TEST_F(LayersPageTest, PutsTwoModelsBesideEachOther)
{
    open(energyRuns(), {0, 1});
    EXPECT_EQ(drawn().stacks().names.size(), 4U) << "of each its parts, and what was measured";
    EXPECT_EQ(series()[0], "large, Compute (estimate)");
    EXPECT_EQ(series()[4], "small, Compute (estimate)");
    EXPECT_GE(column("Model"), 0);
    EXPECT_TRUE(says("large: "));
    EXPECT_TRUE(says("small: "));
    select({0, 1, 3});
    EXPECT_EQ(drawn().layout, figure::BarLayout::grouped);
    EXPECT_TRUE(says("Of more than two models")) << "their parts are added up, and that is said";
    EXPECT_TRUE(says("No layers were measured of nothing."));
}

TEST_F(LayersPageTest, FollowsMetricProcessorPrecisionAndGrain)
{
    open(energyRuns(), {3});
    const std::size_t blocks = drawn().categories.size();
    choose("A bar for each", QStringLiteral("Layer"));
    EXPECT_GT(drawn().categories.size(), blocks);
    EXPECT_THAT(drawn().categories, testing::Contains("block1.depthwise1"));
    choose("What the bars show", QStringLiteral("Metric (0)"));
    const double onXeon = total();
    const energy::Processor& xeon = *energy::Catalogue::builtIn().find("xeon_gold_5320");
    const energy::Processor& gpu = *energy::Catalogue::builtIn().find("rtx_2080_ti");
    choose("Processor", QString::fromStdString(gpu.name));
    const auto fp32 = energy::Precision::fp32;
    EXPECT_NEAR(total() / onXeon, (*gpu.tdpW / *gpu.peakOf(fp32)) / (*xeon.tdpW / *xeon.peakOf(fp32)), 1e-9);
    const double whole = total();
    choose("Precision", QStringLiteral("int8"));
    EXPECT_NEAR(total() / whole, *gpu.peakOf(fp32) / *gpu.peakOf(energy::Precision::int8), 1e-9);
}

TEST_F(LayersPageTest, WhatIsNotKnownIsSaidAndNotDrawn)
{
    open(energyRuns(), {3});
    choose("Processor", QStringLiteral("Google Coral Edge"));
    EXPECT_TRUE(plot().isEmpty());
    EXPECT_TRUE(says("No estimate on Google Coral Edge"));
    EXPECT_TRUE(says("no fp32 arithmetic in the catalogue"));
    EXPECT_EQ(cell(0, "Compute"), "not known");
    choose("Precision", QStringLiteral("int8"));
    EXPECT_THAT(series(), testing::ElementsAre("Compute (estimate)", "Static (estimate)"));
    EXPECT_TRUE(says("not in the bars: memory"));
    EXPECT_FALSE(says("An inference takes")) << "a sum without a part is none";
    choose("What the bars show", QStringLiteral("Metric (2)"));
    EXPECT_TRUE(plot().isEmpty());
    EXPECT_TRUE(says("rxwatt processors fit"));
    choose("What the bars show", QStringLiteral("Measured"));
    EXPECT_TRUE(says("No selected run has layer measurements"));
}

TEST_F(LayersPageTest, FusionAndTheCacheTakeMemoryAway)
{
    open(energyRuns(), {3});
    const double plain = total();
    toggle("Fused");
    const double fused = total();
    EXPECT_LT(fused, plain);
    EXPECT_FALSE(box("On-chip cache").isEnabled()) << "the catalogue has no size of it";
    choose("Processor", QStringLiteral("Google Coral Edge"));
    choose("Precision", QStringLiteral("int8"));
    EXPECT_TRUE(box("On-chip cache").isEnabled());
    choose("What the bars show", QStringLiteral("Metric (0)"));
    EXPECT_FALSE(box("Fused").isEnabled()) << "a metric knows no memory";
}

TEST_F(LayersPageTest, AClickGoesToTheRowsOfTheBar)
{
    open(energyRuns(), {0, 1});
    choose("A bar for each", QStringLiteral("Layer"));
    const auto categories = drawn().categories;
    const auto place = std::find(categories.begin(), categories.end(), "block2.pointwise1") - categories.begin();
    m_page->findChild<QTabWidget*>()->setCurrentIndex(1);
    plot().canvas().replot(QCustomPlot::rpImmediateRefresh);
    const QPoint bar(static_cast<int>(plot().canvas().xAxis->coordToPixel(static_cast<double>(place))),
                     plot().canvas().axisRect()->bottom() - 3);
    QTest::mouseClick(&plot().canvas(), Qt::LeftButton, {}, bar);
    EXPECT_EQ(m_page->findChild<QTabWidget*>()->currentIndex(), 0);
    EXPECT_EQ(selectedLayers(), QStringList({"block2.pointwise1", "block2.pointwise1"})) << "of both models";
    choose("A bar for each", QStringLiteral("Block"));
    Q_EMIT plot().categoryClicked(2);
    ASSERT_EQ(drawn().categories[2], "block1");
    EXPECT_GT(selectedLayers().size(), 2);
    for (const QString& layer : selectedLayers()) {
        EXPECT_TRUE(layer.startsWith(QStringLiteral("block1."))) << layer.toStdString();
    }
}

TEST_F(LayersPageTest, KeysGoFromBarToRowAndFromRowToBar)
{
    open(energyRuns(), {0});
    plot().setFocus();
    QTest::keyClick(&plot(), Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(&plot(), Qt::Key_Return);
    ASSERT_FALSE(selectedLayers().isEmpty());
    EXPECT_EQ(selectedLayers().front(), QString::fromStdString(drawn().categories.front()));
    CopyableTable& layers = table("Layers");
    layers.setFocus();
    layers.setCurrentIndex(layers.model()->index(5, 0));
    EXPECT_THAT(plot().accessibleDescription().toStdString(), HasSubstr(cell(5, "Block").toStdString()));
    EXPECT_THAT(plot().accessibleDescription().toStdString(), HasSubstr("Energy of one inference: "));
}

TEST_F(LayersPageTest, ItsTableIsSortedByValueAndWhatIsNotKnownComesLast)
{
    open(energyRuns(), {0});
    CopyableTable& layers = table("Layers");
    EXPECT_EQ(cell(0, "Layer"), "equalizer") << "the order of the network";
    layers.sortByColumn(column("Measured"), Qt::DescendingOrder);
    const int last = layers.model()->rowCount() - 1;
    EXPECT_EQ(cell(last, "Layer"), "equalizer");
    EXPECT_EQ(cell(last, "Measured"), "not known");
    double before = 1e300;
    for (int row = 0; row < last; ++row) {
        const double value = layers.model()->index(row, column("Measured")).data(models::fileRole).toDouble();
        EXPECT_LE(value, before);
        before = value;
    }
    layers.sortByColumn(column("Measured"), Qt::AscendingOrder);
    EXPECT_EQ(cell(last, "Measured"), "not known");
}

TEST_F(LayersPageTest, SharesAddUpToAll)
{
    open(energyRuns(), {0});
    const QAbstractItemModel& model = *table("Layers").model();
    for (const char* view : {"Compute", "Metric (1)", "Measured"}) {
        choose("What the bars show", QString::fromLatin1(view));
        double sum = 0;
        for (int row = 0; row < model.rowCount(); ++row) {
            sum += model.index(row, column("Share")).data(models::fileRole).toDouble();
        }
        EXPECT_NEAR(sum, 100, 1e-6) << view;
    }
}

TEST_F(LayersPageTest, NamesTheSourcesOfItsNumbers)
{
    open(energyRuns(), {0});
    const auto sources = [this] { return models::toTsv(*table("Sources of the estimate").model()).toStdString(); };
    EXPECT_THAT(sources(), HasSubstr("120 pJ a byte"));
    EXPECT_THAT(sources(), HasSubstr("Horowitz"));
    EXPECT_THAT(sources(), HasSubstr("Unverified"));
    choose("What the bars show", QStringLiteral("Metric (0)"));
    EXPECT_THAT(sources(), testing::Not(HasSubstr("pJ a byte")));
    EXPECT_THAT(sources(), HasSubstr("26 cores"));
}

TEST_F(LayersPageTest, OffersTheProjectsOwnProcessors)
{
    open(energyRuns(), {});
    energy::Processor own = *energy::Catalogue::builtIn().find("xeon_gold_5320");
    own.id = "my_board";
    own.name = "My board";
    own.onChipBytes = 64e6;
    ASSERT_TRUE(energy::putOwnProcessor(m_folder / "project", own));
    select({0});
    choose("Processor", QStringLiteral("My board"));
    EXPECT_THAT(drawn().title, HasSubstr("My board"));
    const double plain = total();
    toggle("On-chip cache");
    EXPECT_LT(total(), plain);
    ASSERT_TRUE(energy::removeOwnProcessor(m_folder / "project", "my_board"));
    select({1});
    EXPECT_THAT(drawn().title, HasSubstr("Xeon Gold 5320"));
}

TEST_F(LayersPageTest, SaysWhereTheProjectsProcessorsCannotBeRead)
{
    open(energyRuns(), {});
    std::ofstream(m_folder / "project" / "processors.json") << "{";
    select({0});
    EXPECT_TRUE(says("own processors are left out"));
    EXPECT_FALSE(plot().isEmpty());
}

TEST_F(LayersPageTest, RunsOfOneNameAreToldApart)
{
    std::vector<test::SampleRun> runs = energyRuns();
    runs[1].name = runs[0].name;
    open(runs, {0, 1});
    EXPECT_THAT(series()[0], HasSubstr(m_ids[0].text.substr(0, 4)));
    EXPECT_EQ(drawn().stacks().names.size(), 4U);
}

TEST_F(LayersPageTest, HostileNamesAreDrawnAsTheyAre)
{
    open(test::sampleRunsOf("hostile"), {0, 4});
    EXPECT_TRUE(series()[0].starts_with("<b>bold</b>"));
    EXPECT_TRUE(says("<b>bold</b>"));
}

TEST_F(LayersPageTest, CopiesItsLayersForASpreadsheet)
{
    open(energyRuns(), {0});
    action("Copy the layers")->trigger();
    const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
    ASSERT_EQ(lines.size(), 1 + table("Layers").model()->rowCount());
    EXPECT_EQ(lines[0].count(u'\t'), lines[1].count(u'\t'));
    EXPECT_THAT(lines[0].toStdString(), HasSubstr("\tCompute (µJ)\t"));
}

TEST_F(LayersPageTest, ItsSessionComesBack)
{
    open(energyRuns(), {0});
    choose("What the bars show", QStringLiteral("Metric (1)"));
    choose("Precision", QStringLiteral("int8"));
    choose("A bar for each", QStringLiteral("Layer"));
    const QJsonObject session = m_page->session();
    const figure::BarChart before = drawn();
    m_page->restoreSession({});
    settle();
    EXPECT_NE(drawn().title, before.title);
    m_page->restoreSession(session);
    settle();
    EXPECT_EQ(drawn().title, before.title);
    EXPECT_EQ(drawn().categories, before.categories);
    EXPECT_EQ(drawn().series.front().values, before.series.front().values);
    m_page->restoreSession(
        {{QStringLiteral("choice"),
          QJsonObject{{QStringLiteral("view"), 7}, {QStringLiteral("processor"), QStringLiteral("x")}}}});
    EXPECT_EQ(series().size(), 4U) << "the default";
}

TEST(EnergyUnit, HasNoPowersOfTen)
{
    EXPECT_EQ(energyUnitFor(0.5).name, "mJ");
    EXPECT_EQ(energyUnitFor(0.5).text(1e-6), "0.001");
    EXPECT_EQ(energyUnitFor(0.5).text(0.0456), "45.6");
    EXPECT_EQ(energyUnitFor(0.5).text(0.5), "500");
    EXPECT_EQ(energyUnitFor(3e-10).text(3e-10), "0.300");
    EXPECT_EQ(energyUnitFor(0.5).text(-0.002), "−2.00");
    EXPECT_EQ(energyUnitFor(0).text(0), "0");
}

} // namespace

} // namespace rxwatt::pages
