// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "tests/ui/pages/page_fixture.h"
#include "ui/pages/copyable_table.h"
#include "ui/pages/lifecycle/life_cycle_bar.h"
#include "ui/pages/lifecycle/life_cycle_page.h"
#include "ui/pages/lifecycle/log_quantity.h"
#include "ui/plots/curve_plot.h"

#include <gmock/gmock.h>

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QPushButton>
#include <QSlider>

namespace rxwatt::pages
{

namespace
{

using run::Quality;
using testing::HasSubstr;
using testing::StrEq;

class LifeCyclePageTest : public test::PageTest<LifeCyclePage>
{
protected:
    void SetUp() override { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void TearDown() override { QLocale::setDefault(QLocale::c()); }

    /// Two runs with energies by a counter, one of them of the other quality.
    void openMeasured(const std::vector<std::size_t>& chosen)
    {
        open(test::fewRuns(), chosen, [this] {
            giveEnergy(0, 1000, 2, Quality::counter);
            giveEnergy(1, 500, 0.5, Quality::estimated);
        });
    }

    [[nodiscard]] LifeCycleBar& bar() const { return *m_page->findChild<LifeCycleBar*>(); }

    [[nodiscard]] const CopyableTable& table(const char* name) const
    {
        for (const auto* table : m_page->findChildren<CopyableTable*>()) {
            if (table->accessibleName() == QString::fromLatin1(name)) {
                return *table;
            }
        }
        throw std::runtime_error("no such table");
    }

    /// What the comparison says of a quantity, in the column of a run.
    [[nodiscard]] std::string cell(const char* what, int column, int role = Qt::DisplayRole, int behind = 0) const
    {
        const QAbstractItemModel& model = *table("Comparison").model();
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.index(row, 0).data().toString() == QString::fromUtf8(what)) {
                return model.index(row + behind, column).data(role).toString().toStdString();
            }
        }
        return "no such row";
    }

    /// How the energy of a row is known: the row below it.
    [[nodiscard]] std::string method(const char* what, int column) const
    {
        return cell(what, column, Qt::DisplayRole, 1);
    }

    [[nodiscard]] figure::Plot drawn() const
    {
        return std::get<figure::Plot>(m_page->findChild<plots::CurvePlot*>()->figure());
    }

    template <typename T>
    [[nodiscard]] T& named(const char* name) const
    {
        for (auto* widget : m_page->findChildren<T*>()) {
            if (widget->accessibleName() == QString::fromLatin1(name)) {
                return *widget;
            }
        }
        throw std::runtime_error(std::string("nothing named ") + name);
    }

    void type(const char* field, const char* text)
    {
        auto& line = named<NumberField>(field);
        line.setFocus();
        line.selectAll();
        QTest::keyClick(&line, Qt::Key_Delete);
        QTest::keyClicks(&line, QString::fromLatin1(text));
        QTest::keyClick(&line, Qt::Key_Return);
    }

    void check(const char* text)
    {
        for (auto* box : m_page->findChildren<QCheckBox*>()) {
            if (box->text() == QString::fromLatin1(text)) {
                QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
                return;
            }
        }
        FAIL() << "no box " << text;
    }

    void choose(const char* combo, const char* text)
    {
        for (auto* box : m_page->findChildren<QComboBox*>()) {
            const int item = box->findText(QString::fromLatin1(text));
            if (box->toolTip().contains(QString::fromLatin1(combo)) && item >= 0) {
                box->setCurrentIndex(item);
                Q_EMIT box->activated(item);
                return;
            }
        }
        FAIL() << "no item " << text;
    }
};

TEST_F(LifeCyclePageTest, SaysWhatToDoWhereNothingIsSelected)
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

TEST_F(LifeCyclePageTest, ShowsThePapersExampleWithoutAProjectAndWhereItsReadingsPart)
{
    show();
    EXPECT_TRUE(says("No project is open"));
    check("2 mJ as printed");
    EXPECT_EQ(cell("Break-even after", 1), "2.5 billion inferences");
    EXPECT_EQ(cell("… that is", 1), "72 d 8 h");
    EXPECT_TRUE(says("72 days at 400 a second, not after 100,000 or ten minutes"));
    check("15 J by metric (0)");
    EXPECT_EQ(cell("Break-even after", 2), "333,333 inferences");
    EXPECT_EQ(cell("… that is", 2), "14 min");
    EXPECT_TRUE(says("cannot do 400 a second"));
    EXPECT_EQ(drawn().series.size(), 4U);
    check("2 mJ as printed");
    EXPECT_EQ(drawn().series.size(), 2U);
    EXPECT_FALSE(says("2.5 billion"));
}

TEST_F(LifeCyclePageTest, ComparesTheSelectedRunsInADeployment)
{
    openMeasured({0, 1});
    type("Inferences a second", "10");
    type("Hours in use", "1");
    EXPECT_EQ(cell("Training", 1), "1 kJ");
    EXPECT_EQ(cell("An inference", 1), "2 J");
    EXPECT_EQ(cell("Inferences", 1), "36,000");
    EXPECT_EQ(cell("Cumulated inference", 1), "72 kJ");
    EXPECT_EQ(cell("Amortised training", 1), "27.8 mJ");
    EXPECT_EQ(cell("Total", 1), "73 kJ");
    EXPECT_EQ(cell("Break-even after", 1), "500 inferences");
    EXPECT_EQ(cell("… that is", 1), "50 s");
    EXPECT_EQ(cell("Electricity", 1), "20.3 Wh");
    EXPECT_EQ(cell("Carbon (CO₂e)", 1), "9.63 g") << "at the world's average";
    EXPECT_EQ(cell("Break-even after", 2), "1,000 inferences");
    ASSERT_EQ(drawn().series.size(), 4U);
    EXPECT_EQ(drawn().series[0].name, "good, inference");
    EXPECT_DOUBLE_EQ(drawn().series[0].points.at(1).x * 3600, 50) << "the break-even";
}

TEST_F(LifeCyclePageTest, SaysHowEachEnergyIsKnown)
{
    openMeasured({0, 1, 3});
    EXPECT_EQ(method("Training", 1), "Measured (counter)");
    EXPECT_EQ(method("An inference", 2), "Estimate by the load of the machine");
    EXPECT_EQ(method("Training", 3), "Estimate by metric (0) on Intel Xeon Gold 5320, fp32");
    EXPECT_THAT(drawn().series[0].note, StrEq("measured"));
    EXPECT_THAT(drawn().series[1].note, StrEq("estimate"));
    EXPECT_EQ(drawn().series[3].note, "measured");
    EXPECT_EQ(drawn().series[5].note, "estimate");
}

TEST_F(LifeCyclePageTest, SaysWhyAnEnergyCannotBeHadAndDrawsNothingOfIt)
{
    openMeasured({0, 3});
    choose("estimated by metric (0)", "Nothing");
    EXPECT_EQ(cell("Training", 2), "–");
    EXPECT_THAT(method("An inference", 2), HasSubstr("has measured no energy of its inference; choose a processor"));
    EXPECT_EQ(cell("Total", 2), "–");
    EXPECT_THAT(cell("Total", 2, Qt::ToolTipRole), HasSubstr("has measured no energy of its training"));
    EXPECT_EQ(cell("Total", 1), "69.1 MJ") << "the other run is not touched";
    EXPECT_EQ(drawn().series.size(), 2U);
    select({3});
    EXPECT_TRUE(drawn().series.empty());
    choose("estimated by metric (0)", "Google Coral Edge TPU (USB / single M.2)");
    EXPECT_THAT(method("Training", 1), HasSubstr("no fp32 peak"));
}

TEST_F(LifeCyclePageTest, SlidersGoByFactorsAndFieldsAreExact)
{
    openMeasured({0});
    auto& slider = named<QSlider>("Inferences a second");
    auto& field = named<NumberField>("Inferences a second");
    type("Inferences a second", "1000");
    const int place = slider.value();
    slider.setFocus();
    QTest::keyClick(&slider, Qt::Key_PageUp);
    EXPECT_EQ(field.value(), 10000) << "a decade";
    QTest::keyClick(&slider, Qt::Key_PageDown);
    EXPECT_EQ(slider.value(), place);
    type("Inferences a second", "123.45");
    EXPECT_EQ(field.value(), 123.45);
    EXPECT_EQ(bar().choice().ratePerS, 123.45);
    type("Inferences a second", "1e9");
    EXPECT_EQ(slider.value(), slider.maximum());
    EXPECT_EQ(bar().choice().ratePerS, 1e9) << "beyond the slider";
    for (const char* nonsense : {"0", "-3", "x", "inf", "1e99", ""}) {
        type("Inferences a second", nonsense);
        EXPECT_EQ(bar().choice().ratePerS, 1e9) << nonsense;
    }
    field.setFocus();
    type("Inferences a second", "300");
    QTest::keyClick(&field, Qt::Key_Up);
    EXPECT_EQ(bar().choice().ratePerS, 500);
    QTest::keyClick(&field, Qt::Key_Down);
    EXPECT_EQ(bar().choice().ratePerS, 200);
}

TEST_F(LifeCyclePageTest, CarbonGoesByCountryOrANumber)
{
    openMeasured({0});
    type("Inferences a second", "10");
    type("Hours in use", "1");
    choose("Where the electricity", "France");
    EXPECT_EQ(cell("Carbon (CO₂e)", 1), "1.14 g");
    type("Carbon intensity in grams a kWh", "1000");
    EXPECT_EQ(cell("Carbon (CO₂e)", 1), "20.3 g");
    bool saysOther = false;
    for (const auto* box : m_page->findChildren<QComboBox*>()) {
        saysOther = saysOther || box->currentText() == QStringLiteral("Other");
    }
    EXPECT_TRUE(saysOther);
    const auto& countries = table("Carbon by country and source of energy");
    EXPECT_EQ(countries.model()->index(1, 0).data(), "Australia");
    EXPECT_EQ(countries.model()->index(1, 2).data(), "2023");
    Q_EMIT const_cast<CopyableTable&>(countries).activated(countries.model()->index(1, 0));
    EXPECT_EQ(bar().choice().gramsCo2PerKwh, 549);
}

TEST_F(LifeCyclePageTest, CostIsNotShownWithoutAPriceAndThePueIsInEverything)
{
    openMeasured({0});
    type("Inferences a second", "10");
    type("Hours in use", "1");
    EXPECT_EQ(cell("Cost", 1), "–");
    LifeCycleChoice choice = bar().choice();
    choice.pricePerKwh = 100;
    choice.pue = 2;
    m_page->restoreSession({{QStringLiteral("deployment"), toJson(choice)}});
    EXPECT_EQ(cell("Cost", 1), "4.06");
    EXPECT_EQ(cell("Total", 1), "146 kJ");
    EXPECT_EQ(cell("Training", 1), "1 kJ") << "of the machine";
    EXPECT_EQ(cell("Break-even after", 1), "500 inferences") << "the PUE is in both";
}

TEST_F(LifeCyclePageTest, TheSearchIsThatOfTheStudyOrWhatIsTyped)
{
    std::vector<test::SampleRun> runs = test::fewRuns();
    runs[0].name = "sweep/a";
    runs[1].name = "sweep/b";
    runs[2].name = "sweep/c";
    runs[3].name = "sweeping/d";
    open(runs, {0, 3}, [this] {
        giveEnergy(0, 1000, 2, Quality::counter);
        giveEnergy(1, 500, 0.5, Quality::integrated);
        giveEnergy(3, 7, 0.5, Quality::counter);
    });
    EXPECT_EQ(cell("Search", 1), "no such row");
    check("With the &search");
    EXPECT_EQ(cell("Search", 1), "500 J");
    EXPECT_EQ(method("Search", 1), "1 other run of the study sweep, measured; 1 run without energy left out");
    EXPECT_EQ(cell("Break-even after", 1), "750 inferences");
    EXPECT_EQ(cell("Search", 2), "–");
    EXPECT_THAT(method("Search", 2), HasSubstr("No other run of the study sweeping"));
    EXPECT_EQ(cell("Total", 2), "–") << "a part of it is not known";
    EXPECT_NE(cell("Total", 1), "–");
    type("Energy of the search in kWh", "0.001");
    EXPECT_NE(cell("Total", 2), "–");
    EXPECT_EQ(cell("Search", 2), "3.6 kJ");
    EXPECT_EQ(method("Search", 2), "As typed");
    type("Energy of the search in kWh", "");
    EXPECT_EQ(cell("Search", 1), "500 J");
}

TEST_F(LifeCyclePageTest, RunsOfTheSameNameAreToldApart)
{
    std::vector<test::SampleRun> runs = test::fewRuns();
    runs[1].name = runs[0].name;
    open(runs, {0, 1});
    const auto* model = table("Comparison").model();
    EXPECT_NE(model->headerData(1, Qt::Horizontal), model->headerData(2, Qt::Horizontal));
    EXPECT_EQ(drawn().series.size(), 4U);
}

TEST_F(LifeCyclePageTest, ShowsHostileNamesAndAProjectsBrokenProcessors)
{
    open(test::sampleRunsOf("hostile"), {0, 1, 2, 3, 4}, [this] {
        ASSERT_TRUE(base::writeFileAtomically((m_folder / "project/processors.json").string(), "rubbish"));
    });
    EXPECT_TRUE(says("Only the program's own processors are offered"));
    EXPECT_EQ(table("Comparison").model()->columnCount(), 6);
    EXPECT_LE(m_page->width(), 1000);
    action("Copy the comparison")->trigger();
    const QStringList lines = QApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
    EXPECT_TRUE(lines[0].contains(QStringLiteral("'=cmd"))) << "no formula";
    EXPECT_TRUE(lines[1].startsWith(QStringLiteral("Training (J)\t")));
    EXPECT_FALSE(lines[1].contains(QStringLiteral(" kJ"))) << "numbers for a spreadsheet";
}

TEST_F(LifeCyclePageTest, ItsSessionComesBackAndNonsenseChangesNothing)
{
    openMeasured({0});
    type("Inferences a second", "7");
    check("15 J by metric (0)");
    check("With the &search");
    const LifeCycleChoice chosen = bar().choice();
    const QJsonObject session = m_page->session();
    m_page->restoreSession({});
    EXPECT_EQ(bar().choice(), lifeCycleChoiceFromJson({}));
    EXPECT_EQ(bar().choice().ratePerS, 400);
    m_page->restoreSession(session);
    EXPECT_EQ(bar().choice(), chosen);
    const QJsonObject nonsense = {{QStringLiteral("rate"), QStringLiteral("x")},
                                  {QStringLiteral("pue"), 0.5},
                                  {QStringLiteral("hours"), -1},
                                  {QStringLiteral("precision"), 3},
                                  {QStringLiteral("readings"), QJsonArray{7, -1, QStringLiteral("x")}}};
    EXPECT_EQ(lifeCycleChoiceFromJson(nonsense), lifeCycleChoiceFromJson({}));
}

TEST_F(LifeCyclePageTest, SaysThatARunAtWorkIsNotDone)
{
    open(test::fewRuns(), {4}, [this] { giveEnergy(4, 100, std::nullopt, Quality::counter); });
    EXPECT_TRUE(says("running is not done: its training energy is that so far."));
}

} // namespace

} // namespace rxwatt::pages
