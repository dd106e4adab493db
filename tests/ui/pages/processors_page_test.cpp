// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/energy/catalogue.h"
#include "tests/ui/pages/page_fixture.h"
#include "ui/models/tsv.h"
#include "ui/pages/copyable_table.h"
#include "ui/pages/processors/copy_dialog.h"
#include "ui/pages/processors/processors_page.h"
#include "ui/plots/bar_plot.h"

#include <gmock/gmock.h>

#include <cmath>
#include <fstream>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

namespace rxwatt::pages
{

namespace
{

using energy::Catalogue;
using energy::Precision;
using energy::Processor;
using test::EnergySource;
using testing::HasSubstr;
using testing::Not;

/// One that was measured, a smaller one that was estimated while it ran, one of which nothing is known.
std::vector<test::SampleRun> threeRuns()
{
    std::vector<test::SampleRun> runs(3);
    const std::vector<const char*> names = {"large", "small", "nothing"};
    for (std::size_t i = 0; i < runs.size(); ++i) {
        runs[i].name = names[i];
        runs[i].steps = 500;
        runs[i].energy = i == 0 ? EnergySource::counter : i == 1 ? EnergySource::load : EnergySource::none;
    }
    runs[1].channels = {24, 24, 32, 24};
    return runs;
}

class ProcessorsPageTest : public test::PageTest<ProcessorsPage>
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

    /// The bar of a processor by the beginning of its name; NaN where it has none.
    [[nodiscard]] double bar(const std::string& name) const
    {
        const figure::BarChart chart = drawn();
        for (std::size_t i = 0; i < chart.categories.size(); ++i) {
            if (chart.categories[i].starts_with(name)) {
                return chart.series.front().values[i];
            }
        }
        return std::nan("");
    }

    [[nodiscard]] CopyableTable& table() const { return *m_page->findChild<CopyableTable*>(); }

    /// The place of the first column whose heading begins so; -1.
    [[nodiscard]] int column(const char* heading) const
    {
        const QAbstractItemModel& model = *table().model();
        for (int i = 0; i < model.columnCount(); ++i) {
            if (model.headerData(i, Qt::Horizontal).toString().startsWith(QString::fromUtf8(heading))) {
                return i;
            }
        }
        return -1;
    }

    [[nodiscard]] int rowOf(const char* name) const
    {
        const QAbstractItemModel& model = *table().model();
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.index(row, 0).data().toString().startsWith(QString::fromUtf8(name))) {
                return row;
            }
        }
        return -1;
    }

    [[nodiscard]] QString cell(const char* name, const char* heading) const
    {
        return table().model()->index(rowOf(name), column(heading)).data().toString().trimmed();
    }

    void goTo(const char* name)
    {
        ASSERT_GE(rowOf(name), 0) << name;
        table().setCurrentIndex(table().model()->index(rowOf(name), 0));
        settle();
    }

    [[nodiscard]] QLineEdit& line(const char* accessibleName) const
    {
        for (auto* one : m_page->findChildren<QLineEdit*>()) {
            if (one->accessibleName() == QString::fromLatin1(accessibleName)) {
                return *one;
            }
        }
        throw std::runtime_error(std::string("no line ") + accessibleName);
    }

    void type(const char* accessibleName, const char* text)
    {
        QLineEdit& one = line(accessibleName);
        ASSERT_TRUE(one.isVisible()) << accessibleName;
        one.setFocus();
        one.selectAll();
        if (*text == 0) {
            QTest::keyClick(&one, Qt::Key_Delete);
        } else {
            QTest::keyClicks(&one, QString::fromUtf8(text));
        }
    }

    void trigger(const char* text)
    {
        QAction* one = action(text);
        ASSERT_NE(one, nullptr) << text;
        ASSERT_TRUE(one->isEnabled()) << text;
        one->trigger();
        settle();
    }

    [[nodiscard]] bool can(const char* text) const { return action(text) != nullptr && action(text)->isEnabled(); }

    [[nodiscard]] std::vector<Processor> own() const { return energy::readOwnProcessors(m_folder / "project").value(); }

    /// As a command beside the window.
    void putFromTerminal(const Processor& processor)
    {
        ASSERT_TRUE(energy::putOwnProcessor(m_folder / "project", processor));
    }

    [[nodiscard]] static Processor xeon() { return *Catalogue::builtIn().find("xeon_gold_5320"); }

    void copyXeon()
    {
        goTo("Intel Xeon Gold 5320");
        trigger("Copy into the project");
    }
};

constexpr const char* xeonName = "Intel Xeon Gold 5320";

TEST_F(ProcessorsPageTest, ShowsTheCatalogueWhereNoRunIsSelected)
{
    open(threeRuns(), {});
    EXPECT_TRUE(plot().isEmpty());
    EXPECT_TRUE(says("Select a run in the table of runs"));
    EXPECT_EQ(table().model()->rowCount(), static_cast<int>(Catalogue::builtIn().processors().size()));
    EXPECT_EQ(cell(xeonName, "Inference"), "–") << "no run is selected";
    EXPECT_EQ(cell(xeonName, "TDP"), "185");
    goTo("NVIDIA L4");
    EXPECT_TRUE(says("l4, of the program"));
}

TEST_F(ProcessorsPageTest, SaysWhatToDoWhereNoProjectIsOpen)
{
    show();
    EXPECT_TRUE(says("No project is open"));
    EXPECT_FALSE(can("Copy into the project"));
}

TEST_F(ProcessorsPageTest, DrawsAnInferenceOnEachProcessorWithWhatWasMeasured)
{
    open(threeRuns(), {0});
    EXPECT_THAT(series(), testing::ElementsAre("Metric (0) (estimate)", "Measured (counter)"));
    EXPECT_EQ(drawn().value.scale, figure::Scale::logarithmic);
    EXPECT_EQ(drawn().categories.back(), "The machine of the run");
    EXPECT_TRUE(says("An inference of large takes"));
    EXPECT_TRUE(says("(estimates)"));
    EXPECT_TRUE(says("measured (counter)"));
    const Processor& gpu = *Catalogue::builtIn().find("rtx_2080_ti");
    const auto perOperation = [](const Processor& one) { return *one.tdpW / *one.peakOf(Precision::fp32); };
    EXPECT_NEAR(bar(gpu.name) / bar(xeonName), perOperation(gpu) / perOperation(xeon()), 1e-9);
    for (auto* box : m_page->findChildren<QCheckBox*>()) {
        QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
    }
    settle();
    EXPECT_EQ(series().size(), 1U);
    EXPECT_FALSE(says("measured (counter)"));
}

TEST_F(ProcessorsPageTest, NeverCallsAnEstimateMeasured)
{
    open(threeRuns(), {1});
    ASSERT_EQ(series().size(), 2U);
    EXPECT_EQ(series()[1], "By the load of the machine (estimate)");
    EXPECT_FALSE(says("measured"));
    EXPECT_TRUE(says("by its load (estimate)"));
    select({2});
    EXPECT_EQ(series().size(), 1U);
}

TEST_F(ProcessorsPageTest, FollowsMetricPrecisionScaleAndSet)
{
    open(threeRuns(), {2});
    const std::size_t all = drawn().categories.size();
    const double fp32 = bar(xeonName);
    choose("Precision", QStringLiteral("int8"));
    EXPECT_NEAR(bar(xeonName) / fp32, *xeon().peakOf(Precision::fp32) / *xeon().peakOf(Precision::int8), 1e-9);
    choose("What the bars show", QStringLiteral("Metric (1)"));
    EXPECT_NEAR(bar(xeonName) / fp32, *xeon().peakOf(Precision::fp32) / *xeon().peakOf(Precision::int8), 1e-9)
        << "at base clock metric (1) is metric (0)";
    choose("What the bars show", QStringLiteral("Compute"));
    choose("Precision", QStringLiteral("fp32"));
    EXPECT_EQ(series(), std::vector<std::string>{"Compute, memory and static (estimate)"});
    const double sum = bar(xeonName);
    choose("Scale", QStringLiteral("Linear"));
    EXPECT_EQ(drawn().layout, figure::BarLayout::stacked);
    ASSERT_EQ(series().size(), 3U);
    EXPECT_LT(bar(xeonName), sum) << "compute alone";
    choose("What the bars show", QStringLiteral("Metric (0)"));
    choose("Processors with bars", QStringLiteral("The paper"));
    EXPECT_LT(drawn().categories.size(), all);
    EXPECT_LE(drawn().categories.size(), 6U);
    EXPECT_EQ(table().model()->rowCount(), static_cast<int>(Catalogue::builtIn().processors().size()));
    choose("Processors with bars", QStringLiteral("The project"));
    EXPECT_TRUE(says("no processors of its own"));
}

TEST_F(ProcessorsPageTest, NamesProcessorsWithoutANumberAndWhatTheyLack)
{
    open(threeRuns(), {2});
    EXPECT_TRUE(std::isnan(bar("Hailo-8")));
    EXPECT_TRUE(says("Hailo-8"));
    EXPECT_TRUE(says("(no fp32 peak)"));
    EXPECT_EQ(cell("Hailo-8", "Inference"), "no fp32 peak");
    EXPECT_TRUE(says("Apple M4 Max"));
    choose("Precision", QStringLiteral("int8"));
    EXPECT_FALSE(std::isnan(bar("Hailo-8")));
    EXPECT_FALSE(says("Hailo-8 ("));
    choose("What the bars show", QStringLiteral("Metric (2)"));
    choose("Precision", QStringLiteral("fp32"));
    EXPECT_TRUE(plot().isEmpty());
    EXPECT_TRUE(says("rxwatt processors fit"));
}

TEST_F(ProcessorsPageTest, MarksWhatIsUnverified)
{
    open(threeRuns(), {0});
    EXPECT_EQ(cell(xeonName, "Processor"), "Intel Xeon Gold 5320 *");
    EXPECT_EQ(cell("NVIDIA A100", "Processor"), "NVIDIA A100 SXM4 80 GB");
    EXPECT_EQ(cell("NVIDIA T4", "TDP"), "70 *") << "all fields of it";
    EXPECT_THAT(cell("Google Coral Edge", "Base clock").toStdString(), Not(HasSubstr("2")));
    EXPECT_THAT(cell(xeonName, "Unverified").toStdString(), HasSubstr("DDR4-2933"));
    goTo("NVIDIA T4");
    EXPECT_TRUE(says("* No primary source confirmed:"));
    EXPECT_TRUE(says("unverified"));
    goTo("NVIDIA A100");
    EXPECT_FALSE(says("No primary source confirmed"));
    EXPECT_FALSE(says("unverified"));
}

TEST_F(ProcessorsPageTest, SaysWhereEachNumberComesFrom)
{
    open(threeRuns(), {});
    goTo(xeonName);
    EXPECT_TRUE(says("computed: 26 cores x 2.2 GHz base x 64 FP32 FLOP/clk"));
    EXPECT_TRUE(says("3.6608"));
    EXPECT_TRUE(says("from the source below"));
    EXPECT_TRUE(says("Intel ARK scrape"));
    for (auto* one : m_page->findChildren<QLineEdit*>()) {
        EXPECT_FALSE(one->isVisible()) << "those of the program are not written in";
    }
    EXPECT_FALSE(can("Save the processor"));
    EXPECT_FALSE(can("Remove the processor"));
}

TEST_F(ProcessorsPageTest, IsSortedByValueAndWhatIsNotKnownComesLast)
{
    open(threeRuns(), {0});
    EXPECT_EQ(rowOf(xeonName), 0) << "the order of the catalogue";
    table().sortByColumn(column("Inference"), Qt::DescendingOrder);
    const int last = table().model()->rowCount() - 1;
    EXPECT_THAT(table().model()->index(last, column("Inference")).data().toString().toStdString(), HasSubstr("no "));
    double before = 1e300;
    for (int row = 0; row < static_cast<int>(drawn().categories.size()) - 1; ++row) {
        const double value = table().model()->index(row, column("Inference")).data(models::fileRole).toDouble();
        EXPECT_LE(value, before);
        EXPECT_GT(value, 0);
        before = value;
    }
    EXPECT_EQ(table().currentIndex().row(), rowOf(xeonName)) << "the one that was chosen";
}

TEST_F(ProcessorsPageTest, BarsAndRowsFollowEachOther)
{
    open(threeRuns(), {0});
    const auto categories = drawn().categories;
    const auto place = std::find(categories.begin(), categories.end(), "NVIDIA L4 24 GB") - categories.begin();
    Q_EMIT plot().categoryClicked(static_cast<int>(place));
    settle();
    EXPECT_EQ(table().currentIndex().row(), rowOf("NVIDIA L4 24"));
    EXPECT_TRUE(says("l4, of the program"));
    Q_EMIT plot().categoryClicked(static_cast<int>(categories.size()) - 1);
    EXPECT_EQ(table().currentIndex().row(), rowOf("NVIDIA L4 24")) << "the run's machine is no processor";
    goTo("NVIDIA A100");
    EXPECT_THAT(plot().accessibleDescription().toStdString(), HasSubstr("NVIDIA A100"));
    goTo("Hailo-8");
    EXPECT_THAT(plot().accessibleDescription().toStdString(), Not(HasSubstr("NVIDIA A100")));
}

TEST_F(ProcessorsPageTest, CopiesAProcessorChangesItAndTheBarsFollow)
{
    open(threeRuns(), {0});
    const double before = bar(xeonName);
    copyXeon();
    EXPECT_TRUE(says("the project's own in the place of the program's"));
    ASSERT_EQ(own().size(), 1U);
    EXPECT_EQ(own().front(), xeon());
    EXPECT_TRUE(line("Name").hasFocus());
    type("TDP", "370");
    type("Basis of TDP", "my meter");
    EXPECT_TRUE(says("Was 185."));
    EXPECT_EQ(own().front(), xeon()) << "not before it is saved";
    EXPECT_EQ(cell(xeonName, "Of"), "project, for the program's, not saved");
    QTest::keyClick(&line("TDP"), Qt::Key_Return);
    settle();
    EXPECT_EQ(own().front().tdpW, 370);
    EXPECT_EQ(own().front().basis.at("tdp_w"), "my meter");
    EXPECT_NEAR(bar(xeonName) / before, 2, 1e-9);
    EXPECT_EQ(cell(xeonName, "TDP"), "370");
    EXPECT_EQ(cell(xeonName, "Of"), "project, for the program's");
    EXPECT_FALSE(can("Save the processor"));
}

TEST_F(ProcessorsPageTest, SaysThatANewNumberStillHasTheOldBasis)
{
    open(threeRuns(), {});
    copyXeon();
    type("Peak, fp32", "4");
    EXPECT_TRUE(says("still that of the old number"));
    type("Basis of Peak, fp32", "measured");
    EXPECT_FALSE(says("still that of the old number"));
}

TEST_F(ProcessorsPageTest, RemovingTheProjectsOwnShowsTheProgramsAgainAndCanBeTakenBack)
{
    open(threeRuns(), {0});
    const double before = bar(xeonName);
    copyXeon();
    type("TDP", "370");
    trigger("Save the processor");
    EXPECT_NEAR(bar(xeonName) / before, 2, 1e-9);
    type("Cores", "52");
    trigger("Remove the processor");
    EXPECT_TRUE(own().empty());
    EXPECT_EQ(bar(xeonName), before);
    EXPECT_TRUE(says("xeon_gold_5320, of the program"));
    EXPECT_FALSE(can("Remove the processor"));
    trigger("Put it back");
    ASSERT_EQ(own().size(), 1U);
    EXPECT_EQ(own().front().tdpW, 370);
    EXPECT_EQ(line("Cores").text(), "52") << "nor is what was not saved lost";
    EXPECT_FALSE(can("Put it back"));
}

TEST_F(ProcessorsPageTest, WhatIsWrongIsSaidAtTheFieldAndNothingIsLost)
{
    open(threeRuns(), {});
    copyXeon();
    type("Base clock", "2200");
    type("TDP", "a lot");
    type("Cores", "2.5");
    EXPECT_TRUE(says("2200 is not a value of this world: 0.001 to 20 GHz is allowed"));
    EXPECT_TRUE(says("A number is needed: 0.001 to 100000 W"));
    EXPECT_TRUE(says("A whole number is needed: 1 to 1000000"));
    QTest::keyClick(&line("Cores"), Qt::Key_Return);
    settle();
    EXPECT_EQ(own().front(), xeon()) << "nothing was written";
    EXPECT_TRUE(line("TDP").hasFocus()) << "the first that is wrong";
    goTo("NVIDIA L4");
    goTo(xeonName);
    EXPECT_EQ(line("TDP").text(), "a lot");
    EXPECT_EQ(line("Base clock").text(), "2200");
    type("TDP", "200");
    type("Base clock", "2.4");
    type("Cores", "");
    EXPECT_FALSE(says("is allowed"));
    trigger("Save the processor");
    EXPECT_EQ(own().front().tdpW, 200);
    EXPECT_NEAR(*own().front().baseClockHz, 2.4e9, 1);
    EXPECT_EQ(own().front().cores, std::nullopt) << "blank is not known";
}

TEST_F(ProcessorsPageTest, RevertForgetsWhatWasTyped)
{
    open(threeRuns(), {});
    copyXeon();
    type("TDP", "370");
    type("Name", "");
    EXPECT_TRUE(says("A name is needed"));
    trigger("Revert the processor");
    EXPECT_EQ(line("TDP").text(), "185");
    EXPECT_EQ(line("Name").text(), QString::fromUtf8(xeonName));
    EXPECT_FALSE(can("Revert the processor"));
    EXPECT_EQ(cell(xeonName, "Of"), "project, for the program's");
}

TEST_F(ProcessorsPageTest, TypingBackWhatWasThereIsNoChange)
{
    open(threeRuns(), {});
    copyXeon();
    type("TDP", "18");
    EXPECT_TRUE(can("Save the processor"));
    type("TDP", "185");
    EXPECT_FALSE(can("Save the processor"));
    type("TDP", "185.0");
    EXPECT_TRUE(can("Save the processor"));
    trigger("Save the processor");
    EXPECT_FALSE(can("Save the processor")) << "other digits of the same number";
}

TEST_F(ProcessorsPageTest, WhatIsUnverifiedIsWrittenALineEach)
{
    open(threeRuns(), {});
    copyXeon();
    QPlainTextEdit* lines = nullptr;
    for (auto* one : m_page->findChildren<QPlainTextEdit*>()) {
        lines = one->accessibleName() == QStringLiteral("Unverified") ? one : lines;
    }
    ASSERT_NE(lines, nullptr);
    lines->selectAll();
    QTest::keyClicks(lines, QStringLiteral("tdp_w"));
    QTest::keyClick(lines, Qt::Key_Return);
    QTest::keyClicks(lines, QStringLiteral("the rest"));
    trigger("Save the processor");
    EXPECT_EQ(own().front().unverified, (std::vector<std::string>{"tdp_w", "the rest"}));
    EXPECT_EQ(cell(xeonName, "TDP"), "185 *");
    lines->selectAll();
    QTest::keyClick(lines, Qt::Key_Delete);
    trigger("Save the processor");
    EXPECT_TRUE(own().front().unverified.empty());
    EXPECT_EQ(cell(xeonName, "Processor"), QString::fromUtf8(xeonName));
}

TEST_F(ProcessorsPageTest, CopiesUnderAnotherNameAndId)
{
    open(threeRuns(), {0});
    goTo(xeonName);
    action("Copy the processor as…")->trigger();
    auto* dialog = m_page->findChild<CopyDialog*>();
    ASSERT_NE(dialog, nullptr);
    QLineEdit* name = nullptr;
    QLineEdit* id = nullptr;
    for (auto* one : dialog->findChildren<QLineEdit*>()) {
        (one->accessibleName() == QStringLiteral("Id") ? id : name) = one;
    }
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("My board"));
    EXPECT_EQ(id->text(), "my_board");
    id->selectAll();
    QTest::keyClicks(id, QStringLiteral("l4"));
    auto* accept = dialog->findChild<QPushButton*>();
    for (auto* one : dialog->findChildren<QPushButton*>()) {
        accept = one->text() == QStringLiteral("Copy") ? one : accept;
    }
    EXPECT_FALSE(accept->isEnabled()) << "that is another's";
    id->selectAll();
    QTest::keyClicks(id, QStringLiteral("Desk"));
    EXPECT_FALSE(accept->isEnabled()) << "no plain word";
    id->selectAll();
    QTest::keyClicks(id, QStringLiteral("desk"));
    ASSERT_TRUE(accept->isEnabled());
    QTest::mouseClick(accept, Qt::LeftButton);
    settle();
    ASSERT_EQ(own().size(), 1U);
    EXPECT_EQ(own().front().id, "desk");
    EXPECT_EQ(own().front().name, "My board");
    EXPECT_EQ(own().front().tdpW, xeon().tdpW);
    EXPECT_TRUE(says("desk, the project's own"));
    EXPECT_EQ(bar("My board"), bar(xeonName));
    choose("Processors with bars", QStringLiteral("The project"));
    EXPECT_EQ(drawn().categories.size(), 2U) << "it, and the run's machine";
    trigger("Remove the processor");
    EXPECT_EQ(rowOf("My board"), -1);
}

TEST(ProcessorId, FollowsFromTheNameAndIsFree)
{
    EXPECT_EQ(processorIdFor(QStringLiteral("My Board (v2)"), {}), "my_board_v2");
    EXPECT_EQ(processorIdFor(QStringLiteral("L4"), {"l4", "l4_2"}), "l4_3");
    EXPECT_EQ(processorIdFor(QStringLiteral("Ünïcode…"), {}), "n_code");
    EXPECT_EQ(processorIdFor(QStringLiteral("…"), {}), "processor");
    EXPECT_LE(processorIdFor(QString(300, u'a'), {}).size(), 64U);
}

TEST_F(ProcessorsPageTest, ShowsWhatAnotherProgramChanges)
{
    open(threeRuns(), {0});
    const double before = bar(xeonName);
    Processor other = xeon();
    other.tdpW = 370;
    putFromTerminal(other);
    ASSERT_TRUE(eventually([&] { return std::abs(bar(xeonName) / before - 2) < 1e-9; }));
    settle();
    goTo(xeonName);
    EXPECT_EQ(line("TDP").text(), "370");
    type("Cores", "52");
    other.tdpW = 555;
    putFromTerminal(other);
    ASSERT_TRUE(eventually([&] { return line("TDP").text() == QStringLiteral("555"); }));
    EXPECT_EQ(line("Cores").text(), "52") << "what is being written stays";
    trigger("Save the processor");
    EXPECT_EQ(own().front().tdpW, 555);
    EXPECT_EQ(own().front().cores, 52);
    ASSERT_TRUE(energy::removeOwnProcessor(m_folder / "project", xeon().id));
    ASSERT_TRUE(eventually([&] { return says("xeon_gold_5320, of the program"); }));
}

TEST_F(ProcessorsPageTest, WhatWasNotSavedIsKeptWhereAnotherProgramTakesTheProcessorAway)
{
    open(threeRuns(), {});
    copyXeon();
    type("TDP", "370");
    ASSERT_TRUE(energy::removeOwnProcessor(m_folder / "project", xeon().id));
    ASSERT_TRUE(eventually([&] { return says("xeon_gold_5320, of the program"); }));
    EXPECT_TRUE(says("What was not saved of it is kept"));
    trigger("Copy into the project");
    EXPECT_EQ(line("TDP").text(), "370");
}

TEST_F(ProcessorsPageTest, SaysThatAnotherProgramHoldsTheFileAndLosesNothing)
{
    open(threeRuns(), {});
    copyXeon();
    type("TDP", "370");
    const QSignalSpy messages(&m_navigator, &Navigator::messageWanted);
    {
        const auto held = base::FileLock::take(m_folder / "project" / "processors.lock", "another");
        ASSERT_TRUE(held);
        trigger("Save the processor");
    }
    EXPECT_TRUE(says("Another program is changing the project's processors"));
    ASSERT_EQ(messages.size(), 1);
    EXPECT_EQ(line("TDP").text(), "370");
    EXPECT_EQ(own().front().tdpW, 185);
    trigger("Save the processor");
    EXPECT_EQ(own().front().tdpW, 370);
    EXPECT_FALSE(says("Another program is changing"));
}

TEST_F(ProcessorsPageTest, ADamagedFileLeavesTheProgramsOwnAndSaysSo)
{
    open(threeRuns(), {0}, [this] { std::ofstream(m_folder / "project" / "processors.json") << "{"; });
    EXPECT_FALSE(plot().isEmpty());
    EXPECT_TRUE(says("own processors are left out"));
    goTo(xeonName);
    trigger("Copy into the project");
    EXPECT_TRUE(says("processors.json")) << "why nothing was written";
    EXPECT_TRUE(says("xeon_gold_5320, of the program"));
}

TEST_F(ProcessorsPageTest, ComparesAnyOfTheSelectedModels)
{
    open(threeRuns(), {0, 1, 2});
    const double large = bar(xeonName);
    EXPECT_TRUE(says("An inference of large takes"));
    choose("Model", QStringLiteral("small"));
    EXPECT_LT(bar(xeonName), large);
    EXPECT_TRUE(says("An inference of small takes"));
    select({0});
    EXPECT_EQ(bar(xeonName), large) << "the one that is left";
    for (auto* box : m_page->findChildren<QComboBox*>()) {
        EXPECT_FALSE(box->isVisible() && box->accessibleName() == QStringLiteral("Model"));
    }
}

TEST_F(ProcessorsPageTest, KeysGoFromTheTableToTheFields)
{
    open(threeRuns(), {});
    copyXeon();
    table().setFocus();
    QTest::keyClick(&table(), Qt::Key_Return);
    EXPECT_TRUE(line("Name").hasFocus());
    table().setFocus();
    QTest::keyClick(&table(), Qt::Key_Down);
    EXPECT_TRUE(says("xeon_gold_5220, of the program"));
    QTest::keyClick(&table(), Qt::Key_Return);
    EXPECT_TRUE(table().hasFocus()) << "there is nothing to write in";
}

TEST_F(ProcessorsPageTest, ItsSessionComesBackWithWhatWasNotSaved)
{
    open(threeRuns(), {0});
    copyXeon();
    choose("What the bars show", QStringLiteral("Compute"));
    choose("Scale", QStringLiteral("Linear"));
    type("TDP", "nonsense");
    const QJsonObject session = m_page->session();
    m_page->restoreSession({});
    settle();
    EXPECT_EQ(series().size(), 2U);
    EXPECT_EQ(line("TDP").text(), "185");
    m_page->restoreSession(session);
    settle();
    EXPECT_EQ(series().size(), 4U);
    EXPECT_EQ(line("TDP").text(), "nonsense");
    EXPECT_TRUE(says("A number is needed"));
    m_page->restoreSession(
        {{QStringLiteral("choice"), QJsonObject{{QStringLiteral("view"), 7}}},
         {QStringLiteral("processor"), QStringLiteral("x")},
         {QStringLiteral("not_saved"),
          QJsonObject{{QStringLiteral("xeon_gold_5320"),
                       QJsonObject{{QStringLiteral("nothing"), QStringLiteral("1")}, {QStringLiteral("tdp_w"), 7}}}}}});
    settle();
    EXPECT_EQ(series().size(), 2U) << "the default";
    EXPECT_FALSE(can("Save the processor"));
}

TEST_F(ProcessorsPageTest, HostileTextsAreShownAsTheyAre)
{
    Processor bad = xeon();
    bad.name = "<b>bold</b>\n\x1b[31m";
    bad.source = "<img src=x>";
    bad.unverified = {"<u>all</u>"};
    open(threeRuns(), {0}, [&] { putFromTerminal(bad); });
    goTo("<b>bold</b>");
    EXPECT_TRUE(says("<b>bold</b>"));
    EXPECT_TRUE(bar("<b>bold</b>") > 0);
    for (const auto* label : m_page->findChildren<QLabel*>()) {
        if (label->text().contains(u'<')) {
            EXPECT_EQ(label->textFormat(), Qt::PlainText) << label->text().toStdString();
        }
    }
}

TEST_F(ProcessorsPageTest, CopiesTheCatalogueForASpreadsheet)
{
    open(threeRuns(), {0});
    goTo("NVIDIA L4");
    action("Copy the catalogue")->trigger();
    const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
    ASSERT_EQ(lines.size(), 1 + table().model()->rowCount());
    EXPECT_EQ(lines[0].count(u'\t'), lines[1].count(u'\t'));
    EXPECT_THAT(lines[0].toStdString(), HasSubstr("Inference (estimate)"));
    EXPECT_EQ(table().currentIndex().row(), rowOf("NVIDIA L4")) << "what was chosen still is";
}

} // namespace

} // namespace rxwatt::pages
