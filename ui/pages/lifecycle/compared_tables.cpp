// SPDX-License-Identifier: GPL-3.0-or-later
// What the page's tables say.
#include "ui/models/energy_text.h"
#include "ui/models/run_cells.h"
#include "ui/models/tsv.h"
#include "ui/pages/energy_words.h"
#include "ui/pages/lifecycle/compared.h"

#include <array>
#include <cmath>
#include <functional>
#include <QCoreApplication>

namespace rxwatt::pages
{

namespace
{

using models::PlainTable;
using Cell = PlainTable::Cell;

struct ComparedWords {
    Q_DECLARE_TR_FUNCTIONS(LifeCycleTable)
};

QString plain(const std::string& text)
{
    QString line = models::oneLine(text, 300);
    if (!line.isEmpty()) {
        line.front() = line.front().toUpper();
    }
    return line;
}

Cell nothing(const QString& why)
{
    return {QStringLiteral("–"), QString(), why};
}

Cell number(double value, const QString& text)
{
    return {text, value};
}

/// "333,333", "34.6 million".
QString countText(double count)
{
    struct Word {
        double factor;
        const char* text;
    };

    const QLocale locale;
    static constexpr std::array<Word, 3> words = {{{1e12, QT_TRANSLATE_NOOP("LifeCycleTable", "%1 trillion")},
                                                   {1e9, QT_TRANSLATE_NOOP("LifeCycleTable", "%1 billion")},
                                                   {1e6, QT_TRANSLATE_NOOP("LifeCycleTable", "%1 million")}}};
    if (count < 1) {
        return locale.toString(count, 'g', 3);
    }
    if (count >= 1e15) {
        return locale.toString(count, 'e', 2);
    }
    for (const Word& word : words) {
        if (count >= word.factor) {
            return ComparedWords::tr(word.text).arg(locale.toString(count / word.factor, 'g', 3));
        }
    }
    return locale.toString(std::round(count), 'f', 0);
}

QString timeText(double seconds)
{
    constexpr double year = 365.25 * 86400;
    if (seconds < 10) {
        return models::siText(seconds, QStringLiteral("s"));
    }
    return seconds < 3 * year ? models::durationText(seconds)
                              : ComparedWords::tr("%1 years").arg(QLocale().toString(seconds / year, 'g', 3));
}

QString massText(double grams)
{
    constexpr double gramsPerTonne = 1e6;
    return grams < gramsPerTonne ? models::siText(grams, QStringLiteral("g"))
                                 : models::siText(grams / gramsPerTonne, QStringLiteral("t"));
}

QString costText(double cost)
{
    const QLocale locale;
    return cost >= 1 || cost == 0 ? locale.toString(cost, 'f', 2) : locale.toString(cost, 'g', 2);
}

Cell energyCell(const EnergyOrWhy& known)
{
    return known.energy ? number(known.energy->joules, models::energyText(known.energy->joules))
                        : nothing(plain(known.why));
}

/// How the energy is known, or why it is not.
Cell methodCell(const EnergyOrWhy& known)
{
    const QString text = plain(known.energy ? known.energy->method : known.why);
    return {text.isEmpty() ? QStringLiteral("–") : text, {}, text, !known.energy && !known.why.empty()};
}

QString whyNot(const Compared& one)
{
    return plain(!one.training.energy ? one.training.why : !one.isEffortKnown() ? one.search.why : one.inference.why);
}

/// A cell of what comes of training and inference both.
Cell ofBoth(const Compared& one, const std::function<Cell()>& make)
{
    return one.isKnown() ? make() : nothing(whyNot(one));
}

Cell breakEvenCell(const Compared& one, const std::optional<double>& value, QString (*text)(double))
{
    return ofBoth(one, [&] {
        return value ? number(*value, text(*value)) : nothing(ComparedWords::tr("Never: an inference takes nothing"));
    });
}

class Comparison
{
public:
    explicit Comparison(const std::vector<Compared>& all) : m_all(all) {}

    /// `unit` is that of copies, where numbers stand without prefixes.
    void add(const QString& what, const QString& unit, const QString& help,
             const std::function<Cell(const Compared&)>& cell)
    {
        const QString heading = unit.isEmpty() ? what : QStringLiteral("%1 (%2)").arg(what, unit);
        PlainTable::Row row = {{what, heading, help}};
        for (const Compared& one : m_all) {
            row.push_back(cell(one));
        }
        m_rows.push_back(std::move(row));
    }

    std::vector<PlainTable::Row> takeRows() { return std::move(m_rows); }

private:
    const std::vector<Compared>& m_all;
    std::vector<PlainTable::Row> m_rows;
};

void addKnown(Comparison& rows, bool withSearch)
{
    const QString how = ComparedWords::tr("Where the energy comes from, or why it is not known");
    rows.add(ComparedWords::tr("Training"), QStringLiteral("J"),
             ComparedWords::tr("Energy of the training, of the machine alone"),
             [](const Compared& one) { return energyCell(one.training); });
    rows.add(ComparedWords::tr("… known from"), {}, how, [](const Compared& one) { return methodCell(one.training); });
    if (withSearch) {
        rows.add(ComparedWords::tr("Search"), QStringLiteral("J"),
                 ComparedWords::tr("Energy of the search that found the model"),
                 [](const Compared& one) { return energyCell(one.search); });
        rows.add(ComparedWords::tr("… known from"), {}, how,
                 [](const Compared& one) { return methodCell(one.search); });
    }
    rows.add(ComparedWords::tr("An inference"), QStringLiteral("J"),
             ComparedWords::tr("Energy of one inference (one slot), of the machine alone"),
             [](const Compared& one) { return energyCell(one.inference); });
    rows.add(ComparedWords::tr("… known from"), {}, how, [](const Compared& one) { return methodCell(one.inference); });
}

void addEnergies(Comparison& rows)
{
    const QString joules = QStringLiteral("J");
    rows.add(ComparedWords::tr("Inferences"), {}, ComparedWords::tr("Over the time in use, at the rate"),
             [](const Compared& one) { return number(one.cycle.inferences, countText(one.cycle.inferences)); });
    rows.add(ComparedWords::tr("Amortised training"), joules,
             ComparedWords::tr("Training (and search) an inference, with the PUE"), [](const Compared& one) {
                 if (!one.isEffortKnown()) {
                     return nothing(whyNot(one));
                 }
                 const std::optional<double> value = one.cycle.amortisedTrainingJ;
                 return value ? number(*value, models::energyText(*value))
                              : nothing(ComparedWords::tr("There is no inference"));
             });
    rows.add(ComparedWords::tr("Cumulated inference"), joules,
             ComparedWords::tr("All inferences over the time in use, with the PUE"), [](const Compared& one) {
                 return one.inference.energy ? number(one.cycle.inferenceJ, models::energyText(one.cycle.inferenceJ))
                                             : nothing(plain(one.inference.why));
             });
    rows.add(ComparedWords::tr("Total"), joules, ComparedWords::tr("Training, search and inferences, with the PUE"),
             [](const Compared& one) {
                 return ofBoth(one, [&] { return number(one.cycle.totalJ, models::energyText(one.cycle.totalJ)); });
             });
    rows.add(ComparedWords::tr("Break-even after"), ComparedWords::tr("inferences"),
             ComparedWords::tr("When inferences have taken as much as the training"), [](const Compared& one) {
                 return breakEvenCell(one, one.cycle.breakEvenInferences, [](double count) {
                     return ComparedWords::tr("%1 inferences").arg(countText(count));
                 });
             });
    rows.add(ComparedWords::tr("… that is"), QStringLiteral("s"), ComparedWords::tr("At the rate"),
             [](const Compared& one) { return breakEvenCell(one, one.cycle.breakEvenS, timeText); });
}

void addCosts(Comparison& rows, const LifeCycleChoice& choice)
{
    rows.add(ComparedWords::tr("Electricity"), QStringLiteral("kWh"), ComparedWords::tr("The total, as it is billed"),
             [](const Compared& one) {
                 return ofBoth(one, [&] {
                     return number(one.cycle.kwh, models::siText(one.cycle.kwh * 1000, QStringLiteral("Wh")));
                 });
             });
    rows.add(ComparedWords::tr("Carbon (CO₂e)"), QStringLiteral("g"),
             ComparedWords::tr("The total at the intensity of the electricity"), [](const Compared& one) {
                 return ofBoth(one, [&] { return number(one.cycle.gramsCo2, massText(one.cycle.gramsCo2)); });
             });
    rows.add(ComparedWords::tr("Cost"), {}, ComparedWords::tr("The total at the price of a kWh, in its currency"),
             [&choice](const Compared& one) {
                 return choice.pricePerKwh > 0
                            ? ofBoth(one, [&] { return number(one.cycle.cost, costText(one.cycle.cost)); })
                            : nothing(ComparedWords::tr("Give the price of a kWh"));
             });
}

} // namespace

void fillComparison(models::PlainTable& table, const std::vector<Compared>& all, const LifeCycleChoice& choice)
{
    std::vector<PlainTable::Column> columns = {{ComparedWords::tr("Quantity")}};
    for (const Compared& one : all) {
        columns.push_back({models::oneLine(one.name, 80), true, models::oneLine(one.name)});
    }
    Comparison rows(all);
    addKnown(rows, choice.withSearch);
    addEnergies(rows);
    addCosts(rows, choice);
    table.set(std::move(columns), rows.takeRows());
}

void fillIntensities(models::PlainTable& table)
{
    std::vector<PlainTable::Row> rows;
    for (const energy::CarbonIntensity& one : energy::carbonIntensities()) {
        const Cell year = one.year > 0 ? Cell{QString::number(one.year), one.year}
                                       : nothing(ComparedWords::tr("The source names none"));
        rows.push_back({{textOf(one.name)},
                        number(one.gramsPerKwh, QLocale().toString(one.gramsPerKwh, 'g', 4)),
                        year,
                        {textOf(one.source)}});
    }
    table.set({{ComparedWords::tr("Country or source of energy")},
               {ComparedWords::tr("CO₂e (g/kWh)"), true},
               {ComparedWords::tr("Year"), true},
               {ComparedWords::tr("Source")}},
              std::move(rows));
}

} // namespace rxwatt::pages
