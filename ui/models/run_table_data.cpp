// SPDX-License-Identifier: GPL-3.0-or-later
// What RunTableModel says of its cells, and dragging.
#include "ui/models/energy_text.h"
#include "ui/models/plain_tip.h"
#include "ui/models/run_cells.h"
#include "ui/models/run_table_model.h"
#include "ui/models/state_text.h"

#include <QMimeData>

namespace rxwatt::models
{

namespace
{

const QString runsMimeType = QStringLiteral("application/x-rxwatt-runs");

/// "−1.532 ± 0.045"
QString meanText(const GroupHead& head)
{
    if (!head.mean) {
        return {};
    }
    const QLocale locale;
    const QString mean = gmBerText(*head.mean);
    const QString text =
        head.low && head.high
            ? QStringLiteral("%1 ± %2").arg(mean, locale.toString((*head.high - *head.low) / 2, 'f', 3))
            : mean;
    return head.isMixed ? QStringLiteral("≠ ") + text : text;
}

/// The energy with how it is known, and what it means where it is below 0.
QString energyTip(const store::RunSummary& run, RunField field, const QString& text)
{
    const std::optional<double> joules = energyOf(run, field);
    if (!joules) {
        return {};
    }
    QString tip = text + u'\n' + qualityHelp(run.energyQuality.value_or(run::Quality::estimated));
    if (*joules < 0) {
        tip +=
            u'\n' + RunTableModel::tr("Below the noise floor: with the work the machine took less than its base power");
    }
    return tip;
}

int alignmentOf(const RunColumn& column)
{
    return static_cast<int>((column.alignRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

} // namespace

QVariant RunTableModel::data(const QModelIndex& index, int role) const
{
    const bool isOurs = role == Qt::DisplayRole || role == Qt::EditRole || role == Qt::ToolTipRole ||
                        role == Qt::TextAlignmentRole || role == Qt::AccessibleTextRole || role >= RunIdRole;
    if (!isOurs || !checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const RunColumn& column = m_columns[static_cast<std::size_t>(index.column())];
    if (role == FieldRole) {
        return static_cast<int>(column.field);
    }
    if (role == Qt::TextAlignmentRole) {
        return alignmentOf(column);
    }
    if (isHead(index)) {
        return headData(index.row(), column, role);
    }
    if (role == RunIdRole) {
        return QString::fromStdString(runAt(index).text);
    }
    const RunRow* row = m_table.look(sectionOf(index), index.row());
    if (m_table.isWanting()) {
        wantLater();
    }
    return row != nullptr ? cellData(index, *row, role) : QVariant();
}

QVariant RunTableModel::headData(int section, const RunColumn& column, int role) const
{
    const RunSection& group = m_table.sections()[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole && column.field == RunField::name) {
        return tr("%1 (%n)", nullptr, group.runs.size()).arg(group.head.title);
    }
    if (column.field == RunField::geometricMeanBer) {
        if (role == Qt::DisplayRole) {
            return meanText(group.head);
        }
        if (role == MarkedRole) {
            return group.head.isMixed;
        }
        if (role == Qt::ToolTipRole && group.head.mean) {
            QString text = tr("Mean over %n run(s), ± its 95 % interval", nullptr, group.head.values);
            if (group.head.isMixed) {
                text += u'\n' + tr("The runs were not judged on the same slots: this mean compares nothing");
            }
            return text;
        }
    }
    if (role == Qt::ToolTipRole && column.field == RunField::name) {
        return plainTip(oneLine(group.head.title.toStdString()));
    }
    return {};
}

QVariant RunTableModel::cellData(const QModelIndex& index, const RunRow& row, int role) const
{
    const RunColumn& column = m_columns[static_cast<std::size_t>(index.column())];
    const std::optional<run::ProgressEvent> atRest = progressAtRest(row.summary);
    const run::ProgressEvent* live = progressOf(row.summary.id);
    const run::ProgressEvent* progress = live != nullptr ? live : atRest ? &*atRest : nullptr;
    const auto text = [&] { return cellText(row, column, settingPlace(index.column()), progress, QLocale()); };
    switch (role) {
    case Qt::DisplayRole:
        return isMarked(row, column) ? QStringLiteral("≠ ") + text() : text();
    case Qt::EditRole:
        return column.field == RunField::name ? QVariant(QString::fromStdString(row.summary.name)) : QVariant(text());
    case Qt::ToolTipRole:
        return toolTip(row, column, text());
    case Qt::AccessibleTextRole:
        if (column.field == RunField::star) {
            return row.summary.starred ? tr("Starred") : tr("Not starred");
        }
        return QStringLiteral("%1: %2").arg(column.title, text());
    case StateRole:
        return static_cast<int>(row.summary.state);
    case FractionRole:
        return progress != nullptr ? fractionOf(*progress) : -1.0;
    case StarredRole:
        return row.summary.starred;
    case MarkedRole:
        return isMarked(row, column);
    default:
        return {};
    }
}

bool RunTableModel::isMarked(const RunRow& row, const RunColumn& column) const
{
    return column.field == RunField::geometricMeanBer && row.summary.geometricMeanBer && !m_referenceDigest.empty() &&
           row.summary.evaluationDigest != m_referenceDigest;
}

QString RunTableModel::toolTip(const RunRow& row, const RunColumn& column, const QString& text) const
{
    QString tip = text;
    switch (column.field) {
    case RunField::star:
        tip = row.summary.starred ? tr("Starred; S takes the star away") : tr("Give it a star (S)");
        break;
    case RunField::state:
        if (row.summary.reason) {
            tip = QStringLiteral("%1: %2").arg(text, oneLine(*row.summary.reason));
        }
        break;
    case RunField::progress:
        if (const run::ProgressEvent* progress = progressOf(row.summary.id)) {
            tip = tr("%1: %2 of %3")
                      .arg(QString::fromStdString(std::string(run::nameOf(progress->phase))))
                      .arg(QLocale().toString(static_cast<qlonglong>(progress->done)),
                           QLocale().toString(static_cast<qlonglong>(progress->total)));
        }
        break;
    case RunField::geometricMeanBer:
        if (row.summary.zeroErrorPoints > 0) {
            tip += u'\n' +
                   tr("%n point(s) without an error, counted as 1 / (2 · bits)", nullptr, row.summary.zeroErrorPoints);
        }
        if (isMarked(row, column)) {
            tip += u'\n' + tr("Judged on other slots than the run it is compared with: the values do not compare");
        }
        break;
    case RunField::inferenceEnergy:
    case RunField::trainingEnergy:
    case RunField::stepEnergy:
        tip = energyTip(row.summary, column.field, text);
        break;
    case RunField::energyQuality:
        if (row.summary.energyQuality) {
            tip = qualityHelp(*row.summary.energyQuality);
        }
        break;
    default:
        break;
    }
    return plainTip(tip);
}

bool RunTableModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const RunId run = runAt(index);
    const RunRow* row = m_table.find(run);
    if (role != Qt::EditRole || row == nullptr ||
        m_columns[static_cast<std::size_t>(index.column())].field != RunField::name) {
        return false;
    }
    const QString name = value.toString().trimmed();
    if (!name.isEmpty() && name != QString::fromStdString(row->summary.name)) {
        Q_EMIT renameWanted(run, name);
    }
    return true;
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    const RunColumn& column = m_columns[static_cast<std::size_t>(section)];
    switch (role) {
    case Qt::DisplayRole:
        return column.field == RunField::star ? QVariant(QStringLiteral("★")) : QVariant(column.title);
    case Qt::ToolTipRole:
        return column.help;
    case Qt::AccessibleTextRole:
        return column.title;
    case Qt::TextAlignmentRole:
        return alignmentOf(column);
    default:
        return {};
    }
}

Qt::ItemFlags RunTableModel::flags(const QModelIndex& index) const
{
    if (!index.isValid()) {
        return m_isReorderable ? Qt::ItemIsDropEnabled : Qt::NoItemFlags;
    }
    if (isHead(index)) {
        return Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    }
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (m_columns[static_cast<std::size_t>(index.column())].field == RunField::name) {
        flags |= Qt::ItemIsEditable;
    }
    return m_isReorderable ? flags | Qt::ItemIsDragEnabled : flags;
}

QStringList RunTableModel::mimeTypes() const
{
    return {runsMimeType};
}

QMimeData* RunTableModel::mimeData(const QModelIndexList& indexes) const
{
    QStringList ids;
    for (const QModelIndex& index : indexes) {
        const QString id = QString::fromStdString(runAt(index).text);
        if (!id.isEmpty() && (ids.isEmpty() || ids.back() != id)) {
            ids.append(id);
        }
    }
    ids.removeDuplicates();
    auto* data = new QMimeData;
    data->setData(runsMimeType, ids.join(u' ').toLatin1());
    return data;
}

bool RunTableModel::canDropMimeData(const QMimeData* data, Qt::DropAction action, int row, int /*column*/,
                                    const QModelIndex& parent) const
{
    return m_isReorderable && !m_table.isGrouped() && action == Qt::MoveAction && !parent.isValid() && row >= 0 &&
           data->hasFormat(runsMimeType);
}

bool RunTableModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                                 const QModelIndex& parent)
{
    if (!canDropMimeData(data, action, row, column, parent)) {
        return false;
    }
    std::vector<RunId> runs;
    for (const QByteArray& id : data->data(runsMimeType).split(' ')) {
        if (RunId run{id.toStdString()}; base::isRunId(run.text)) {
            runs.push_back(std::move(run));
        }
    }
    const RunId before = row < rowCount() ? runAt(index(row, 0)) : RunId();
    Q_EMIT reorderWanted(runs, before);
    // False, or the view would remove the rows that it thinks were moved: they move when the queue has changed.
    return false;
}

} // namespace rxwatt::models
