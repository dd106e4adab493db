// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/details/details_tables.h"

#include "core/model/layers.h"
#include "core/run/config_json.h"
#include "ui/models/run_cells.h"
#include "ui/models/state_text.h"

#include <QDateTime>
#include <QLocale>

namespace rxwatt::pages
{

namespace
{

using models::PlainTable;

PlainTable::Cell numberCell(std::int64_t number)
{
    return {QLocale().toString(static_cast<qlonglong>(number)), QVariant(static_cast<qlonglong>(number))};
}

void addFact(std::vector<PlainTable::Row>& rows, const char* name, const QString& value)
{
    if (!value.isEmpty()) {
        rows.push_back({{DetailsWords::tr(name)}, cellOf(value)});
    }
}

void addStarted(std::vector<PlainTable::Row>& rows, const run::StartedEvent& started)
{
    addFact(rows, QT_TRANSLATE_NOOP("Details", "RxWatt"), QString::fromStdString(started.rxwatt));
    addFact(rows, QT_TRANSLATE_NOOP("Details", "LibTorch"), QString::fromStdString(started.torch));
    addFact(rows, QT_TRANSLATE_NOOP("Details", "Device"), QString::fromStdString(started.device));
    addFact(rows, QT_TRANSLATE_NOOP("Details", "Host"), QString::fromStdString(started.host));
    addFact(rows, QT_TRANSLATE_NOOP("Details", "Processor"), QString::fromStdString(started.processor));
    addFact(rows, QT_TRANSLATE_NOOP("Details", "BLAS"), QString::fromStdString(started.blas));
    addFact(rows, QT_TRANSLATE_NOOP("Details", "Threads"), QLocale().toString(started.threads));
    if (started.resumedFrom > 0) {
        const QString step = QLocale().toString(static_cast<qlonglong>(started.resumedFrom));
        addFact(rows, QT_TRANSLATE_NOOP("Details", "Resumed from step"),
                started.exactResume ? step
                                    : DetailsWords::tr("%1, on another kind of machine: not bit-identical").arg(step));
    }
}

void addResults(std::vector<PlainTable::Row>& rows, const store::RunSummary& run)
{
    const QLocale locale;
    if (run.geometricMeanBer) {
        addFact(rows, QT_TRANSLATE_NOOP("Details", "Geometric Mean BER (log10)"),
                locale.toString(*run.geometricMeanBer, 'f', 4));
        addFact(rows, QT_TRANSLATE_NOOP("Details", "Points without errors"), locale.toString(run.zeroErrorPoints));
    }
    addFact(rows, QT_TRANSLATE_NOOP("Details", "Evaluation"), QString::fromStdString(run.evaluationDigest));
    if (run.parameters) {
        addFact(rows, QT_TRANSLATE_NOOP("Details", "Parameters"),
                locale.toString(static_cast<qlonglong>(*run.parameters)));
    }
    if (run.macsPerSlot) {
        addFact(rows, QT_TRANSLATE_NOOP("Details", "MACs per slot"),
                locale.toString(static_cast<qlonglong>(*run.macsPerSlot)));
    }
}

PlainTable::Row layerRow(const model::Layer& layer)
{
    const auto text = [](const std::string& part) { return QString::fromStdString(part); };
    const auto shape = layer.outputShape;
    return {
        {text(layer.name.empty() ? std::string(model::nameOf(layer.kind)) : layer.name)},
        {text(layer.block)},
        {text(std::string(model::nameOf(layer.kind)))},
        {QStringLiteral("%1 → %2").arg(layer.inputChannels).arg(layer.outputChannels), layer.outputChannels},
        {QStringLiteral("%1 × %1").arg(layer.kernel), layer.kernel},
        {QStringLiteral("%1, %2").arg(layer.dilation[0]).arg(layer.dilation[1]), layer.dilation[0] * layer.dilation[1]},
        {QStringLiteral("%1 × %2 × %3").arg(shape[0]).arg(shape[1]).arg(shape[2]), shape[0]},
        numberCell(layer.parameters),
        numberCell(layer.macs),
        numberCell(layer.bytesRead + layer.bytesWritten)};
}

} // namespace

PlainTable::Cell cellOf(const QString& text)
{
    return {models::oneLine(text.toStdString()), QVariant(text), text};
}

void fillProvenance(PlainTable& table, const RunFacts& run)
{
    const store::RunSummary& summary = run.details.summary;
    const QLocale locale;
    std::vector<PlainTable::Row> rows;
    addFact(rows, QT_TRANSLATE_NOOP("Details", "Id"), QString::fromStdString(summary.id.text));
    addFact(rows, QT_TRANSLATE_NOOP("Details", "Kind"), QString::fromStdString(std::string(nameOf(summary.kind))));
    addFact(rows, QT_TRANSLATE_NOOP("Details", "Created"), timeText(summary.createdAt));
    addFact(rows, QT_TRANSLATE_NOOP("Details", "Started"), timeText(summary.startedAt.value_or("")));
    addFact(rows, QT_TRANSLATE_NOOP("Details", "Finished"), timeText(summary.finishedAt.value_or("")));
    if (summary.durationS > 0) {
        addFact(rows, QT_TRANSLATE_NOOP("Details", "At work"), models::durationText(summary.durationS));
    }
    addFact(rows, QT_TRANSLATE_NOOP("Details", "Attempts"), locale.toString(summary.attempt));
    if (summary.stepsDone > 0) {
        addFact(rows, QT_TRANSLATE_NOOP("Details", "Steps"),
                locale.toString(static_cast<qlonglong>(summary.stepsDone)));
    }
    if (run.details.started) {
        addStarted(rows, *run.details.started);
    }
    addResults(rows, summary);
    table.set({{DetailsWords::tr("What")}, {DetailsWords::tr("Value")}}, std::move(rows));
}

void fillPhases(PlainTable& table, const std::vector<store::PhaseStretch>& phases)
{
    const QLocale locale;
    std::vector<PlainTable::Row> rows;
    const auto time = [](double seconds) { return PlainTable::Cell{models::durationText(seconds), QVariant(seconds)}; };
    for (const store::PhaseStretch& phase : phases) {
        rows.push_back({{models::phaseText(phase.phase)},
                        {locale.toString(phase.attempt), phase.attempt},
                        time(phase.beginS),
                        time(phase.endS),
                        time(phase.endS - phase.beginS)});
    }
    table.set({{DetailsWords::tr("Phase")},
               {DetailsWords::tr("Attempt"), true},
               {DetailsWords::tr("From"), true,
                DetailsWords::tr("Time at work since the run began; times at rest do not count")},
               {DetailsWords::tr("To"), true,
                DetailsWords::tr("Time at work since the run began; times at rest do not count")},
               {DetailsWords::tr("Took"), true}},
              std::move(rows));
}

void fillFiles(PlainTable& table, const RunFacts& run)
{
    std::vector<PlainTable::Row> rows;
    for (const RunFile& file : run.files) {
        const auto bytes = static_cast<qint64>(file.bytes);
        rows.push_back({cellOf(QString::fromStdString(file.path)),
                        {QLocale().formattedDataSize(bytes), QVariant(static_cast<qlonglong>(bytes))}});
    }
    table.set({{DetailsWords::tr("File")}, {DetailsWords::tr("Size"), true}}, std::move(rows));
}

QString fillLayers(PlainTable& table, const RunFacts& run)
{
    std::vector<PlainTable::Row> rows;
    const bool hasModel = run.details.spec.hasOwnModel();
    const run::RunSpec& spec = run.details.spec;
    const model::ModelLayers layers =
        hasModel ? model::layersOf(spec.model, run::modelShape(spec.link)) : model::ModelLayers();
    for (const model::Layer& layer : layers.layers) {
        rows.push_back(layerRow(layer));
    }
    table.set({{DetailsWords::tr("Layer")},
               {DetailsWords::tr("Block")},
               {DetailsWords::tr("Kind")},
               {DetailsWords::tr("Channels"), true},
               {DetailsWords::tr("Kernel"), true},
               {DetailsWords::tr("Dilation"), true, DetailsWords::tr("Of the kernel in time and frequency")},
               {DetailsWords::tr("Output"), true, DetailsWords::tr("Channels × symbols × subcarriers")},
               {DetailsWords::tr("Parameters"), true},
               {DetailsWords::tr("MACs per slot"), true},
               {DetailsWords::tr("Moved (bytes)"), true,
                DetailsWords::tr("Read and written for one slot, in 4-byte numbers")}},
              std::move(rows));
    const QLocale locale;
    return hasModel ? DetailsWords::tr("%1 layers · %2 parameters · %3 MACs per slot")
                          .arg(locale.toString(static_cast<qlonglong>(layers.layers.size())),
                               locale.toString(static_cast<qlonglong>(layers.parameters())),
                               locale.toString(static_cast<qlonglong>(layers.macs())))
                    : DetailsWords::tr("This run has no model of its own.");
}

QString timeText(const std::string& iso)
{
    const QDateTime time = QDateTime::fromString(QString::fromStdString(iso), Qt::ISODateWithMs);
    return time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::ShortFormat) : models::oneLine(iso, 40);
}

} // namespace rxwatt::pages
