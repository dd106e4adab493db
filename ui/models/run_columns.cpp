// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_columns.h"

#include "core/run/spec_fields.h"

#include <iterator>
#include <QCoreApplication>

namespace rxwatt::models
{

namespace
{

struct FixedColumn {
    RunField field;
    const char* key;
    const char* title;
    const char* help;
    ColumnFamily family;
    bool shown;
    bool alignRight;
    int letters;
};

constexpr const char* columnContext = "RunColumn";

// The first five are what fits into a narrow dock.
constexpr FixedColumn firstColumns[] = {
    {RunField::star, "star", QT_TRANSLATE_NOOP("RunColumn", "Star"),
     QT_TRANSLATE_NOOP("RunColumn", "Runs that you marked with a star"), ColumnFamily::run, true, false, 3},
    {RunField::name, "name", QT_TRANSLATE_NOOP("RunColumn", "Name"),
     QT_TRANSLATE_NOOP("RunColumn", "The run's name; F2 changes it"), ColumnFamily::run, true, false, 22},
    {RunField::state, "state", QT_TRANSLATE_NOOP("RunColumn", "State"),
     QT_TRANSLATE_NOOP("RunColumn", "What the run is doing or how it ended"), ColumnFamily::run, true, false, 15},
    {RunField::progress, "progress", QT_TRANSLATE_NOOP("RunColumn", "Progress"),
     QT_TRANSLATE_NOOP("RunColumn", "Part of the current phase that is done, and the time the whole run still takes"),
     ColumnFamily::run, true, false, 14},
    {RunField::geometricMeanBer, "gmber", QT_TRANSLATE_NOOP("RunColumn", "GM-BER"),
     QT_TRANSLATE_NOOP("RunColumn", "Geometric Mean BER as log10: the mean of log10(BER) over the points of the "
                                    "evaluation. Lower is better; values compare only between equal evaluations"),
     ColumnFamily::result, true, true, 11},
};

constexpr FixedColumn moreColumns[] = {
    {RunField::inferenceEnergy, "inference_energy", QT_TRANSLATE_NOOP("RunColumn", "Inference energy"),
     QT_TRANSLATE_NOOP("RunColumn", "Energy of one inference (one slot) above the base power"), ColumnFamily::result,
     true, true, 18},
    {RunField::trainingEnergy, "training_energy", QT_TRANSLATE_NOOP("RunColumn", "Training energy"),
     QT_TRANSLATE_NOOP("RunColumn", "Energy of the training above the base power"), ColumnFamily::result, true, true,
     18},
    {RunField::stepEnergy, "step_energy", QT_TRANSLATE_NOOP("RunColumn", "Step energy"),
     QT_TRANSLATE_NOOP("RunColumn", "Energy of one training step above the base power"), ColumnFamily::result, false,
     true, 18},
    {RunField::energyQuality, "energy_quality", QT_TRANSLATE_NOOP("RunColumn", "Energy quality"),
     QT_TRANSLATE_NOOP("RunColumn", "How the run's energies were obtained: the worst of what they come from"),
     ColumnFamily::result, false, false, 14},
    {RunField::steps, "steps", QT_TRANSLATE_NOOP("RunColumn", "Steps"),
     QT_TRANSLATE_NOOP("RunColumn", "Training steps that are done"), ColumnFamily::result, true, true, 9},
    {RunField::duration, "duration", QT_TRANSLATE_NOOP("RunColumn", "Duration"),
     QT_TRANSLATE_NOOP("RunColumn", "Time at work, times at rest left out"), ColumnFamily::result, true, true, 11},
    {RunField::created, "created", QT_TRANSLATE_NOOP("RunColumn", "Created"),
     QT_TRANSLATE_NOOP("RunColumn", "When the run was added to the queue"), ColumnFamily::run, true, false, 24},
    {RunField::parameters, "parameters", QT_TRANSLATE_NOOP("RunColumn", "Parameters"),
     QT_TRANSLATE_NOOP("RunColumn", "Parameters of the run's own model"), ColumnFamily::result, true, true, 11},
    {RunField::macs, "macs", QT_TRANSLATE_NOOP("RunColumn", "MACs per slot (M)"),
     QT_TRANSLATE_NOOP("RunColumn", "Multiply-accumulates for one slot, in millions; 1 MAC is 2 FLOP"),
     ColumnFamily::result, true, true, 17},
    {RunField::tags, "tags", QT_TRANSLATE_NOOP("RunColumn", "Tags"),
     QT_TRANSLATE_NOOP("RunColumn", "Words that you gave the run; T changes them"), ColumnFamily::run, true, false, 16},
    {RunField::kind, "kind", QT_TRANSLATE_NOOP("RunColumn", "Kind"),
     QT_TRANSLATE_NOOP("RunColumn", "Trains a receiver, or evaluates weights"), ColumnFamily::run, false, false, 10},
    {RunField::queue, "queue", QT_TRANSLATE_NOOP("RunColumn", "Queue"),
     QT_TRANSLATE_NOOP("RunColumn", "Place in the queue; sort by it to drag runs into another order"),
     ColumnFamily::run, false, true, 8},
    {RunField::id, "id", QT_TRANSLATE_NOOP("RunColumn", "Id"),
     QT_TRANSLATE_NOOP("RunColumn", "The run's id: its folder in the project"), ColumnFamily::run, false, false, 15},
};

RunColumn columnOf(const FixedColumn& column)
{
    return {column.field,
            QString::fromLatin1(column.key),
            QCoreApplication::translate(columnContext, column.title),
            QCoreApplication::translate(columnContext, column.help),
            column.family,
            column.shown,
            column.alignRight,
            column.letters};
}

QString settingTitle(const std::string& path)
{
    const run::SpecField* field = run::findSpecField(path);
    if (field == nullptr) {
        return QString::fromStdString(path).section(u'.', -1).replace(u'_', u' ');
    }
    const QString label = QCoreApplication::translate("SpecField", field->label.c_str());
    return field->unit.empty() ? label : QStringLiteral("%1 (%2)").arg(label, QString::fromStdString(field->unit));
}

RunColumn settingColumn(const std::string& path, bool shown)
{
    const QString text = QString::fromStdString(path);
    return {RunField::setting,
            QStringLiteral("setting:") + text,
            settingTitle(path),
            QCoreApplication::translate(columnContext, "Setting %1: differs between the runs").arg(text),
            ColumnFamily::setting,
            shown,
            true,
            14,
            path};
}

} // namespace

std::vector<RunColumn> runColumns(const std::vector<std::string>& settings)
{
    constexpr std::size_t shownSettings = 6;
    std::vector<RunColumn> columns;
    columns.reserve(std::size(firstColumns) + settings.size() + std::size(moreColumns));
    for (const FixedColumn& column : firstColumns) {
        columns.push_back(columnOf(column));
    }
    for (std::size_t i = 0; i < settings.size(); ++i) {
        columns.push_back(settingColumn(settings[i], i < shownSettings));
    }
    for (const FixedColumn& column : moreColumns) {
        columns.push_back(columnOf(column));
    }
    return columns;
}

std::optional<store::RunSort> sortOf(const RunColumn& column)
{
    switch (column.field) {
    case RunField::name:
        return store::RunSort::name;
    case RunField::state:
        return store::RunSort::state;
    case RunField::geometricMeanBer:
        return store::RunSort::geometricMeanBer;
    case RunField::steps:
        return store::RunSort::steps;
    case RunField::duration:
        return store::RunSort::duration;
    case RunField::created:
        return store::RunSort::created;
    case RunField::queue:
        return store::RunSort::queue;
    case RunField::star:
        return store::RunSort::starred;
    case RunField::parameters:
        return store::RunSort::parameters;
    case RunField::macs:
        return store::RunSort::macsPerSlot;
    case RunField::inferenceEnergy:
        return store::RunSort::inferenceEnergy;
    case RunField::trainingEnergy:
        return store::RunSort::trainingEnergy;
    case RunField::stepEnergy:
        return store::RunSort::stepEnergy;
    case RunField::kind:
        return store::RunSort::kind;
    case RunField::setting:
        return store::RunSort::setting;
    default:
        return std::nullopt;
    }
}

} // namespace rxwatt::models
