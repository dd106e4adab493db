// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/layers/layer_words.h"

#include "ui/models/energy_text.h"
#include "ui/models/run_cells.h"
#include "ui/pages/energy_words.h"

#include <algorithm>
#include <QLocale>

namespace rxwatt::pages
{

namespace
{

using energy::Processor;
using figure::EnergyView;

QString listed(const QStringList& parts)
{
    return parts.size() < 2 ? parts.join(QString())
                            : LayerWords::tr("%1 and %2")
                                  .arg(parts.mid(0, parts.size() - 1).join(QStringLiteral(", ")), parts.back());
}

QStringList partsUnknown(const Processor& processor, const LayerChoice& choice)
{
    const energy::Coefficients known = energy::coefficientsOf(processor, choice.precision);
    const QString precision = textOf(nameOf(choice.precision));
    QStringList unknown;
    if (!known.operationJ) {
        unknown << (processor.peakOf(choice.precision)
                        ? LayerWords::tr("compute (no energy of an operation for its technology)")
                        : LayerWords::tr("compute (no %1 arithmetic in the catalogue)").arg(precision));
    }
    if (!known.dramByteJ) {
        unknown << LayerWords::tr("memory (no energy of a byte for its type of memory)");
    }
    QStringList lacks;
    if (!processor.peakOf(choice.precision)) {
        lacks << LayerWords::tr("%1 peak").arg(precision);
    }
    if (!processor.memoryBytesPerS) {
        lacks << LayerWords::tr("memory bandwidth");
    }
    if (!known.staticPower) {
        lacks << LayerWords::tr("power at rest");
    }
    if (!lacks.isEmpty()) {
        unknown << LayerWords::tr("static (no %1)").arg(lacks.join(QStringLiteral(", ")));
    }
    return unknown;
}

QString shareText(double part, double whole)
{
    return QLocale().toString(100 * part / whole, 'f', 0);
}

QString estimateText(const energy::EnergyEstimate& whole, EnergyView view, bool withParts)
{
    const std::optional<double> joules = figure::joulesOf(whole, view);
    if (!joules || view == EnergyView::measured) {
        return {};
    }
    if (view != EnergyView::parts || !withParts || *joules <= 0) {
        return LayerWords::tr("%1 (estimate)").arg(models::energyText(*joules));
    }
    return LayerWords::tr("%1 (estimate: %2 % compute, %3 % memory, %4 % static)")
        .arg(models::energyText(*joules), shareText(*whole.compute, *joules), shareText(*whole.memory, *joules),
             shareText(*whole.staticJ, *joules));
}

QString inferenceText(const run::InferenceEnergy& inference)
{
    const QString joules = models::energyText(inference.joules);
    return run::isMeasured(inference.quality)
               ? LayerWords::tr("%1 measured (%2)").arg(joules, textOf(nameOf(inference.quality)))
               : LayerWords::tr("%1 by the load of the machine (estimate)").arg(joules);
}

} // namespace

QString unknownText(const Processor& processor, const LayerChoice& choice)
{
    const QString name = models::oneLine(processor.name, nameLetters);
    switch (choice.view) {
    case EnergyView::measured:
        return {};
    case EnergyView::parts: {
        const QStringList unknown = partsUnknown(processor, choice);
        if (unknown.size() == 3) {
            return LayerWords::tr("No estimate on %1: not known are %2.").arg(name, listed(unknown));
        }
        return unknown.isEmpty()
                   ? QString()
                   : LayerWords::tr("Not known on %1, and not in the bars: %2.").arg(name, listed(unknown));
    }
    case EnergyView::metric2:
        if (!processor.metric2) {
            return LayerWords::tr(
                       "Metric (2) has no coefficients for %1: nobody has published any. They are fitted on measured "
                       "layers by `rxwatt processors fit`.")
                .arg(name);
        }
        return choice.precision == energy::Precision::fp32
                   ? QString()
                   : LayerWords::tr("Metric (2) is fitted in fp32: it has no number in %1.")
                         .arg(textOf(nameOf(choice.precision)));
    case EnergyView::metric0:
    case EnergyView::metric1: {
        QStringList lacks = metricLacks(processor, choice.view, choice.precision);
        for (QString& lack : lacks) {
            lack = LayerWords::tr("no %1").arg(lack);
        }
        return lacks.isEmpty() ? QString()
                               : LayerWords::tr("No estimate on %1: the catalogue has %2.").arg(name, listed(lacks));
    }
    }
    return {};
}

QString totalsText(const LayerModels& models, const Processor& processor, const LayerChoice& choice)
{
    QStringList texts;
    // Of more, it would be a long text about a small plot.
    const bool withParts = models.models.size() <= figure::mostStackedModels;
    for (const figure::RunModel& model : models.models) {
        QStringList values;
        const energy::ModelEnergy made = energy::modelEnergy(model.layers, processor, choice.options());
        if (const QString estimate = estimateText(made.whole, choice.view, withParts); !estimate.isEmpty()) {
            values << estimate;
        }
        if (model.inference && (choice.measured || choice.view == EnergyView::measured)) {
            values << inferenceText(*model.inference);
        }
        if (!values.isEmpty()) {
            texts << LayerWords::tr("%1: %2").arg(models::oneLine(model.name, nameLetters),
                                                  values.join(QStringLiteral(" · ")));
        }
    }
    return texts.isEmpty() ? QString()
                           : LayerWords::tr("An inference takes: %1.").arg(texts.join(QStringLiteral("; ")));
}

QString notesText(const LayerModels& models, const LayerChoice& choice)
{
    QStringList notes;
    QStringList unmeasured;
    for (const figure::RunModel& model : models.models) {
        const bool isMeasured = std::any_of(model.measured.begin(), model.measured.end(),
                                            [](const auto& layer) { return layer.joules.has_value(); });
        if (!isMeasured) {
            unmeasured << models::oneLine(model.name, nameLetters);
        }
    }
    if (models.hasMeasured() && !unmeasured.isEmpty() && (choice.measured || choice.view == EnergyView::measured)) {
        notes << LayerWords::tr("No layers were measured of %1.").arg(listed(unmeasured));
    }
    if (choice.view == EnergyView::parts && models.models.size() > figure::mostStackedModels) {
        notes << LayerWords::tr("Of more than two models the bars are compute, memory and static together.");
    }
    QStringList without;
    for (const std::string& name : models.without) {
        without << models::oneLine(name, nameLetters);
    }
    if (!without.isEmpty()) {
        notes << LayerWords::tr("Without a model to show: %1.").arg(listed(without));
    }
    if (models.leftOut > 0) {
        notes << LayerWords::tr("Only the first %1 selected runs are shown.").arg(mostLayerModels);
    }
    if (!models.processorProblem.empty()) {
        notes << LayerWords::tr("The project's own processors are left out: %1")
                     .arg(models::oneLine(models.processorProblem, 300));
    }
    return notes.join(u' ');
}

} // namespace rxwatt::pages
