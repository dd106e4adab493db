// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_cells.h"

#include "ui/models/energy_text.h"
#include "ui/models/state_text.h"

#include <algorithm>
#include <cmath>
#include <QCoreApplication>
#include <QDateTime>
#include <QStringList>

namespace rxwatt::models
{

namespace
{

struct RunCellWords {
    Q_DECLARE_TR_FUNCTIONS(RunCell)
};

QString dateText(const std::string& iso, const QLocale& locale)
{
    const QDateTime time = QDateTime::fromString(QString::fromStdString(iso), Qt::ISODateWithMs);
    return time.isValid() ? locale.toString(time.toLocalTime(), QLocale::ShortFormat) : oneLine(iso);
}

QString tagsOf(const store::RunSummary& run)
{
    QStringList tags;
    for (const std::string& tag : run.tags) {
        tags.append(oneLine(tag, 60));
    }
    return tags.join(QStringLiteral(", "));
}

QString progressText(const run::ProgressEvent* progress, const QLocale& locale)
{
    if (progress == nullptr || fractionOf(*progress) < 0) {
        return {};
    }
    const QString percent =
        RunCellWords::tr("%1 %").arg(locale.toString(static_cast<int>(100 * fractionOf(*progress))));
    return progress->remainingS < 0 ? percent : percent + QStringLiteral(" · ") + durationText(progress->remainingS);
}

QString settingOf(const RunRow& row, int place)
{
    const auto index = static_cast<std::size_t>(place);
    return place >= 0 && index < row.settings.size() ? oneLine(row.settings[index]) : QString();
}

QString kindText(run::RunKind kind)
{
    switch (kind) {
    case run::RunKind::train:
        return RunCellWords::tr("Training");
    case run::RunKind::evaluate:
        return RunCellWords::tr("Evaluation");
    case run::RunKind::measure:
        return RunCellWords::tr("Measurement");
    case run::RunKind::idle:
        break;
    }
    return RunCellWords::tr("Idle");
}

/// Spreadsheets run what begins like this: an apostrophe makes it a text.
QString notAFormula(const QString& text)
{
    const bool isFormula = text.startsWith(u'=') || text.startsWith(u'+') || text.startsWith(u'@');
    return isFormula ? u'\'' + text : text;
}

QString energyCell(const std::optional<double>& joules, const store::RunSummary& run, const QLocale& locale)
{
    const bool isMeasured = run.energyQuality && run::isMeasured(*run.energyQuality);
    return joules ? energyText(*joules, isMeasured, locale) : QString();
}

QString exact(const std::optional<double>& value)
{
    return value ? QString::number(*value, 'g', 17) : QString();
}

template <typename T>
QString orNothing(const std::optional<T>& value, double divisor, int decimals, const QLocale& locale)
{
    return value ? locale.toString(static_cast<double>(*value) / divisor, 'f', decimals) : QString();
}

} // namespace

QString gmBerText(double value, const QLocale& locale)
{
    return locale.toString(value, 'f', 3).replace(u'-', QChar(0x2212));
}

QString cellText(const RunRow& row, const RunColumn& column, int place, const run::ProgressEvent* progress,
                 const QLocale& locale)
{
    const store::RunSummary& run = row.summary;
    switch (column.field) {
    case RunField::star:
        return {};
    case RunField::name:
        return oneLine(run.name);
    case RunField::state:
        return stateText(run.state);
    case RunField::progress:
        return progressText(progress, locale);
    case RunField::geometricMeanBer:
        return run.geometricMeanBer ? gmBerText(*run.geometricMeanBer, locale) : QString();
    case RunField::steps:
        return run.stepsDone > 0 ? locale.toString(static_cast<qlonglong>(run.stepsDone)) : QString();
    case RunField::duration:
        return run.durationS > 0 ? durationText(run.durationS) : QString();
    case RunField::created:
        return dateText(run.createdAt, locale);
    case RunField::parameters:
        return orNothing(run.parameters, 1, 0, locale);
    case RunField::macs:
        return orNothing(run.macsPerSlot, 1e6, 1, locale);
    case RunField::inferenceEnergy:
    case RunField::trainingEnergy:
    case RunField::stepEnergy:
        return energyCell(energyOf(run, column.field), run, locale);
    case RunField::energyQuality:
        return run.energyQuality ? qualityText(*run.energyQuality) : QString();
    case RunField::tags:
        return tagsOf(run);
    case RunField::kind:
        return kindText(run.kind);
    case RunField::queue:
        return locale.toString(run.order, 'g', 6);
    case RunField::id:
        return QString::fromStdString(run.id.text);
    case RunField::setting:
        return settingOf(row, place);
    }
    return {};
}

QString cellForFile(const RunRow& row, const RunColumn& column, int place, const run::ProgressEvent* progress)
{
    const store::RunSummary& run = row.summary;
    switch (column.field) {
    case RunField::star:
        return run.starred ? QStringLiteral("1") : QStringLiteral("0");
    case RunField::state:
        return QString::fromStdString(std::string(run::nameOf(run.state)));
    case RunField::kind:
        return QString::fromStdString(std::string(run::nameOf(run.kind)));
    case RunField::progress:
        return progress != nullptr && fractionOf(*progress) >= 0 ? QString::number(fractionOf(*progress), 'f', 4)
                                                                 : QString();
    case RunField::geometricMeanBer:
        return exact(run.geometricMeanBer);
    case RunField::inferenceEnergy:
    case RunField::trainingEnergy:
    case RunField::stepEnergy:
        return exact(energyOf(run, column.field));
    case RunField::energyQuality:
        return run.energyQuality ? QString::fromStdString(std::string(run::nameOf(*run.energyQuality))) : QString();
    case RunField::steps:
        return QString::number(run.stepsDone);
    case RunField::duration:
        return QString::number(run.durationS, 'f', 3);
    case RunField::created:
        return oneLine(run.createdAt);
    case RunField::parameters:
        return run.parameters ? QString::number(*run.parameters) : QString();
    case RunField::macs:
        return run.macsPerSlot ? QString::number(static_cast<double>(*run.macsPerSlot) / 1e6, 'g', 17) : QString();
    case RunField::queue:
        return QString::number(run.order, 'g', 17);
    case RunField::name:
    case RunField::tags:
        return notAFormula(cellText(row, column, place, progress, QLocale::c()));
    default:
        return cellText(row, column, place, progress, QLocale::c());
    }
}

QString headingForFile(const RunColumn& column)
{
    const QString title = column.setting.empty() ? column.title : QString::fromStdString(column.setting);
    return isEnergy(column.field) ? RunCellWords::tr("%1 (J)").arg(title) : title;
}

bool isEnergy(RunField field)
{
    return field == RunField::inferenceEnergy || field == RunField::trainingEnergy || field == RunField::stepEnergy;
}

std::optional<double> energyOf(const store::RunSummary& run, RunField field)
{
    switch (field) {
    case RunField::inferenceEnergy:
        return run.inferenceEnergyJ;
    case RunField::trainingEnergy:
        return run.trainingEnergyJ;
    case RunField::stepEnergy:
        return run.stepEnergyJ;
    default:
        return std::nullopt;
    }
}

std::optional<run::ProgressEvent> progressAtRest(const store::RunSummary& run)
{
    if (run.state == run::RunState::succeeded || run.stepsDone <= 0 || !run.expectedSteps || *run.expectedSteps <= 0) {
        return std::nullopt;
    }
    return run::ProgressEvent{run::Phase::training, std::min(run.stepsDone, *run.expectedSteps), *run.expectedSteps,
                              -1};
}

double fractionOf(const run::ProgressEvent& progress)
{
    if (progress.total <= 0 || progress.done < 0) {
        return -1;
    }
    return std::min(1.0, static_cast<double>(progress.done) / static_cast<double>(progress.total));
}

QString durationText(double seconds)
{
    if (!std::isfinite(seconds) || seconds < 0 || seconds > 1e9) {
        return {};
    }
    const auto whole = static_cast<qlonglong>(std::llround(seconds));
    constexpr int minute = 60;
    constexpr int hour = 60 * minute;
    constexpr int day = 24 * hour;
    if (whole < minute) {
        return RunCellWords::tr("%1 s").arg(whole);
    }
    if (whole < hour) {
        return RunCellWords::tr("%1 min").arg((whole + minute / 2) / minute);
    }
    if (whole < day) {
        return RunCellWords::tr("%1 h %2 min").arg(whole / hour).arg(whole % hour / minute, 2, 10, QChar(u'0'));
    }
    return RunCellWords::tr("%1 d %2 h").arg(whole / day).arg(whole % day / hour);
}

QString oneLine(const std::string& text, int letters)
{
    // Four bytes a letter at most: a name of megabytes is not converted whole for a cell.
    const std::size_t bytes = std::min(text.size(), static_cast<std::size_t>(letters) * 4);
    QString line = QString::fromUtf8(text.data(), static_cast<qsizetype>(bytes));
    const bool isCut = bytes < text.size() || line.size() > letters;
    line.truncate(letters);
    for (QChar& letter : line) {
        if (letter.category() == QChar::Other_Control || letter == QChar::LineSeparator ||
            letter == QChar::ParagraphSeparator) {
            letter = u' ';
        }
    }
    return isCut ? line + QStringLiteral("…") : line;
}

} // namespace rxwatt::models
