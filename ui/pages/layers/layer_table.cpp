// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/layers/layer_table.h"

#include "ui/models/run_cells.h"
#include "ui/models/tsv.h"
#include "ui/pages/layers/energy_unit.h"
#include "ui/pages/layers/layer_words.h"

#include <algorithm>
#include <cmath>
#include <QLocale>

namespace rxwatt::pages
{

namespace
{

using energy::EnergyEstimate;
using figure::EnergyView;
using models::PlainTable;

using Member = std::optional<double> EnergyEstimate::*;

/// A column of energies.
struct EnergyColumn {
    QString heading;
    QString help;
    Member member;
};

bool isAnywhere(const std::vector<energy::ModelEnergy>& all, Member member)
{
    return std::any_of(all.begin(), all.end(), [member](const energy::ModelEnergy& one) {
        return std::any_of(one.layers.begin(), one.layers.end(),
                           [member](const energy::LayerEnergy& layer) { return (layer.energy.*member).has_value(); });
    });
}

/// What the runs' own values are called: never measured where some are not.
QString ownHeading(const LayerModels& models)
{
    bool isMeasured = false;
    bool isEstimated = false;
    for (const figure::RunModel& model : models.models) {
        if (model.inference && !model.measured.empty()) {
            (run::isMeasured(model.inference->quality) ? isMeasured : isEstimated) = true;
        }
    }
    return isEstimated ? isMeasured ? LayerWords::tr("Measured or by the load") : LayerWords::tr("By the load (est.)")
                       : LayerWords::tr("Measured");
}

std::vector<EnergyColumn> columnsOf(const std::vector<energy::ModelEnergy>& all, const LayerModels& models)
{
    std::vector<EnergyColumn> columns = {
        {LayerWords::tr("Compute"), LayerWords::tr("Estimate: operations times the energy of one"),
         &EnergyEstimate::compute},
        {LayerWords::tr("Memory"), LayerWords::tr("Estimate: bytes from memory and on the chip"),
         &EnergyEstimate::memory},
        {LayerWords::tr("Static"), LayerWords::tr("Estimate: power at rest over the layer's time"),
         &EnergyEstimate::staticJ},
        {LayerWords::tr("Metric (0)"),
         LayerWords::tr("Estimate: operations · TDP / peak. An answer of its own, not to be added"),
         &EnergyEstimate::metric0},
        {LayerWords::tr("Metric (1)"),
         LayerWords::tr("Estimate: κ · cores · clock³ · time. An answer of its own, not to be added"),
         &EnergyEstimate::metric1}};
    // Nobody has fitted the others.
    if (isAnywhere(all, &EnergyEstimate::metric2)) {
        columns.push_back({LayerWords::tr("Metric (2)"), LayerWords::tr("Estimate: fitted on measured layers"),
                           &EnergyEstimate::metric2});
    }
    if (isAnywhere(all, &EnergyEstimate::measured)) {
        columns.push_back({ownHeading(models),
                           LayerWords::tr("The energy of an inference that the run took, shared out by the "
                                          "times of its layers"),
                           &EnergyEstimate::measured});
    }
    return columns;
}

/// In the unit of the smallest column: all of them have digits, and compare.
EnergyUnit unitOf(const std::vector<energy::ModelEnergy>& all, const std::vector<EnergyColumn>& columns)
{
    double smallest = 0;
    for (const EnergyColumn& column : columns) {
        double largest = 0;
        for (const energy::ModelEnergy& one : all) {
            for (const energy::LayerEnergy& layer : one.layers) {
                largest = std::max(largest, (layer.energy.*column.member).value_or(0));
            }
        }
        smallest = smallest > 0 && largest > 0 ? std::min(smallest, largest) : std::max(smallest, largest);
    }
    return energyUnitFor(smallest);
}

PlainTable::Cell textCell(const std::string& text)
{
    const QString line = models::oneLine(text);
    return {line, QVariant(line)};
}

PlainTable::Cell countCell(std::int64_t number)
{
    return {QLocale().toString(static_cast<qlonglong>(number)), QVariant(static_cast<qlonglong>(number))};
}

PlainTable::Cell unknownCell()
{
    return {LayerWords::tr("not known"), QVariant(QString()), LayerWords::tr("A number is missing: see Sources")};
}

/// Of what is chosen, all layers that have a number.
double totalOf(const energy::ModelEnergy& model, EnergyView view)
{
    double total = 0;
    for (const energy::LayerEnergy& layer : model.layers) {
        total += figure::joulesOf(layer.energy, view).value_or(0);
    }
    return total;
}

PlainTable::Cell shareCell(const energy::LayerEnergy& layer, EnergyView view, double total)
{
    const std::optional<double> value = figure::joulesOf(layer.energy, view);
    if (!value || total <= 0) {
        return unknownCell();
    }
    const double percent = 100 * *value / total;
    return {QLocale().toString(percent, 'f', 1), QVariant(percent)};
}

std::vector<PlainTable::Column> headingsOf(const std::vector<EnergyColumn>& energies, const QString& unit,
                                           bool hasSeveral)
{
    std::vector<PlainTable::Column> columns;
    if (hasSeveral) {
        columns.push_back({LayerWords::tr("Model")});
    }
    columns.insert(
        columns.end(),
        {{LayerWords::tr("Layer")},
         {LayerWords::tr("Block")},
         {LayerWords::tr("Kind")},
         {LayerWords::tr("MACs"), true, LayerWords::tr("For one slot; a MAC is two operations")},
         {LayerWords::tr("Bytes"), true, LayerWords::tr("Read and written for one slot, in the chosen precision")}});
    for (const EnergyColumn& column : energies) {
        columns.push_back({column.heading + QStringLiteral(" (%1)").arg(unit), true, column.help});
    }
    columns.push_back({LayerWords::tr("Share (%)"), true, LayerWords::tr("Of an inference, by what the bars show")});
    return columns;
}

} // namespace

std::vector<LayerRow> fillLayerTable(PlainTable& table, const LayerModels& models, const energy::Processor& processor,
                                     const LayerChoice& choice)
{
    std::vector<energy::ModelEnergy> all;
    for (const figure::RunModel& model : models.models) {
        all.push_back(energy::modelEnergy(model.layers, processor, choice.options(), model.measured));
    }
    const std::vector<EnergyColumn> energies = columnsOf(all, models);
    const EnergyUnit unit = unitOf(all, energies);
    const bool hasSeveral = all.size() > 1;
    std::vector<PlainTable::Row> rows;
    std::vector<LayerRow> places;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const double total = totalOf(all[i], choice.view);
        for (const energy::LayerEnergy& layer : all[i].layers) {
            const std::string_view kind = model::nameOf(layer.layer.kind);
            PlainTable::Row row;
            if (hasSeveral) {
                row.push_back(textCell(models.models[i].name));
            }
            row.push_back(textCell(layer.layer.name));
            row.push_back(textCell(layer.layer.block));
            row.push_back(textCell(std::string(kind)));
            row.push_back(countCell(layer.layer.macs));
            row.push_back(countCell(layer.layer.bytesRead + layer.layer.bytesWritten));
            for (const EnergyColumn& column : energies) {
                const std::optional<double> joules = layer.energy.*column.member;
                row.push_back(joules ? PlainTable::Cell{unit.text(*joules), QVariant(*joules / unit.joules)}
                                     : unknownCell());
            }
            row.push_back(shareCell(layer, choice.view, total));
            rows.push_back(std::move(row));
            places.push_back({layer.layer.name, layer.layer.block});
        }
    }
    table.set(headingsOf(energies, unit.name, hasSeveral), std::move(rows));
    return places;
}

LayerSort::LayerSort(QObject* parent) : QSortFilterProxyModel(parent)
{
    setSortRole(models::fileRole);
    m_collator.setNumericMode(true);
}

bool LayerSort::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const QVariant a = left.data(sortRole());
    const QVariant b = right.data(sortRole());
    const bool isText = a.typeId() == QMetaType::QString && b.typeId() == QMetaType::QString;
    if (isText) {
        return m_collator.compare(a.toString(), b.toString()) < 0;
    }
    const bool knowsA = a.typeId() != QMetaType::QString;
    const bool knowsB = b.typeId() != QMetaType::QString;
    if (knowsA != knowsB) {
        return sortOrder() == Qt::AscendingOrder ? knowsA : knowsB;
    }
    return a.toDouble() < b.toDouble();
}

} // namespace rxwatt::pages
