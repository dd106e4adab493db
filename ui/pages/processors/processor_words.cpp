// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/processors/processor_words.h"

#include "ui/models/energy_text.h"
#include "ui/models/run_cells.h"
#include "ui/pages/energy_words.h"

namespace rxwatt::pages
{

namespace
{

using energy::Processor;
using figure::EnergyView;

/// Those of which compute, memory and static are made.
QStringList partsLacks(const Processor& processor, const ProcessorChoice& choice)
{
    const energy::Coefficients known = energy::coefficientsOf(processor, choice.precision);
    QStringList lacks;
    if (!processor.peakOf(choice.precision)) {
        lacks << ProcessorWords::tr("%1 peak").arg(textOf(nameOf(choice.precision)));
    } else if (!known.operationJ) {
        lacks << ProcessorWords::tr("energy of an operation in its technology");
    }
    if (!known.dramByteJ) {
        lacks << ProcessorWords::tr("energy of a byte of its memory");
    }
    if (!processor.memoryBytesPerS) {
        lacks << ProcessorWords::tr("memory bandwidth");
    }
    if (!known.staticPower) {
        lacks << ProcessorWords::tr("power at rest");
    }
    return lacks;
}

QString ownText(const run::InferenceEnergy& inference)
{
    const QString joules = models::energyText(inference.joules);
    return run::isMeasured(inference.quality)
               ? ProcessorWords::tr("The machine of the run took %1, measured (%2).")
                     .arg(joules, textOf(nameOf(inference.quality)))
               : ProcessorWords::tr("The machine of the run took %1 by its load (estimate).").arg(joules);
}

} // namespace

QString lacksText(const Processor& processor, const ProcessorChoice& choice)
{
    if (choice.view == EnergyView::metric2) {
        return !processor.metric2                            ? ProcessorWords::tr("no fit of metric (2)")
               : choice.precision != energy::Precision::fp32 ? ProcessorWords::tr("metric (2) is fitted in fp32 alone")
                                                             : QString();
    }
    const QStringList lacks = choice.view == EnergyView::parts ? partsLacks(processor, choice)
                                                               : metricLacks(processor, choice.view, choice.precision);
    return lacks.isEmpty() ? QString() : ProcessorWords::tr("no %1").arg(lacks.join(ProcessorWords::tr(", no ")));
}

QString withoutText(const std::vector<Processor>& processors, const ProcessorChoice& choice)
{
    std::vector<std::pair<QString, QStringList>> groups;
    qsizetype count = 0;
    for (const Processor& processor : processors) {
        const QString lacks = lacksText(processor, choice);
        if (lacks.isEmpty()) {
            continue;
        }
        ++count;
        const auto found =
            std::find_if(groups.begin(), groups.end(), [&](const auto& group) { return group.first == lacks; });
        auto& group = found != groups.end() ? *found : groups.emplace_back(lacks, QStringList());
        group.second << models::oneLine(processor.name, nameLetters);
    }
    if (count == 0 || count == static_cast<qsizetype>(processors.size())) {
        return {};
    }
    QStringList texts;
    for (const auto& [lacks, names] : groups) {
        texts << ProcessorWords::tr("%1 (%2)").arg(names.join(QStringLiteral(", ")), lacks);
    }
    return ProcessorWords::tr("Without a number: %1.").arg(texts.join(QStringLiteral("; ")));
}

QString spanText(const ProcessorModel& model, const std::vector<Processor>& processors,
                 const std::vector<figure::ProcessorBar>& bars, const ProcessorChoice& choice)
{
    QStringList texts;
    const QString name = models::oneLine(model.model.name, nameLetters);
    const auto at = [&](const figure::ProcessorBar& bar) {
        return ProcessorWords::tr("%1 on %2")
            .arg(models::energyText(bar.joules), models::oneLine(processors[bar.processor].name, nameLetters));
    };
    if (bars.size() > 1) {
        texts << ProcessorWords::tr("An inference of %1 takes %2 to %3 (estimates).")
                     .arg(name, at(bars.back()), at(bars.front()));
    } else if (bars.size() == 1) {
        texts << ProcessorWords::tr("An inference of %1 takes %2 (estimate).").arg(name, at(bars.front()));
    }
    if (choice.measured && model.model.inference) {
        texts << ownText(*model.model.inference);
    }
    return texts.join(u' ');
}

QString emptyText(const std::vector<Processor>& shown, bool hasModel, const ProcessorChoice& choice)
{
    if (!hasModel) {
        return ProcessorWords::tr(
            "Select a run in the table of runs to see what an inference of its model would take on each "
            "processor.");
    }
    if (shown.empty()) {
        return ProcessorWords::tr("The project has no processors of its own. Copy one of the catalogue into it.");
    }
    if (choice.view == EnergyView::metric2) {
        return choice.precision == energy::Precision::fp32
                   ? ProcessorWords::tr(
                         "Metric (2) has no coefficients for these processors: nobody has published any. They are "
                         "fitted on measured layers by `rxwatt processors fit`.")
                   : ProcessorWords::tr("Metric (2) is fitted in fp32: it has no number in %1.")
                         .arg(textOf(nameOf(choice.precision)));
    }
    QStringList names;
    for (const Processor& processor : shown) {
        names << ProcessorWords::tr("%1 (%2)").arg(models::oneLine(processor.name, nameLetters),
                                                   lacksText(processor, choice));
    }
    return ProcessorWords::tr("No estimate for these processors: %1.").arg(names.join(QStringLiteral("; ")));
}

QString notesText(const ProcessorFacts& facts)
{
    QStringList notes;
    QStringList without;
    for (const std::string& name : facts.without) {
        without << models::oneLine(name, nameLetters);
    }
    if (!without.isEmpty()) {
        notes << ProcessorWords::tr("Without a model to compare: %1.").arg(without.join(QStringLiteral(", ")));
    }
    if (facts.leftOut > 0) {
        notes << ProcessorWords::tr("Only the first %1 selected runs are offered.").arg(mostProcessorModels);
    }
    if (!facts.ownProblem.empty()) {
        notes << ProcessorWords::tr("The project's own processors are left out: %1")
                     .arg(models::oneLine(facts.ownProblem, 300));
    }
    return notes.join(u' ');
}

} // namespace rxwatt::pages
