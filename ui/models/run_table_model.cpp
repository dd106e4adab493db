// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_table_model.h"

#include <algorithm>
#include <QTimer>

namespace rxwatt::models
{

RunTableModel::RunTableModel(QObject* parent) : QAbstractItemModel(parent), m_columns(runColumns({})) {}

void RunTableModel::setSettings(const std::vector<std::string>& settings)
{
    if (settings == m_settings) {
        return;
    }
    beginResetModel();
    m_settings = settings;
    m_columns = runColumns(settings);
    m_table.forget();
    endResetModel();
    wantLater();
}

int RunTableModel::settingPlace(int column) const
{
    const std::string& path = m_columns[static_cast<std::size_t>(column)].setting;
    const auto found = std::find(m_settings.begin(), m_settings.end(), path);
    return path.empty() || found == m_settings.end() ? -1 : static_cast<int>(found - m_settings.begin());
}

// Internal ids: 0 for rows at the top (heads, or runs where there are no groups), else the section's number plus 1.

QModelIndex RunTableModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent)) {
        return {};
    }
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : 0);
}

QModelIndex RunTableModel::parent(const QModelIndex& index) const
{
    return index.isValid() && index.internalId() > 0 ? headIndex(static_cast<int>(index.internalId()) - 1)
                                                     : QModelIndex();
}

QModelIndex RunTableModel::headIndex(int section) const
{
    return m_table.isGrouped() ? createIndex(section, 0, quintptr{0}) : QModelIndex();
}

int RunTableModel::rowCount(const QModelIndex& parent) const
{
    const std::vector<RunSection>& sections = m_table.sections();
    if (!parent.isValid()) {
        return m_table.isGrouped() ? static_cast<int>(sections.size()) : sections.front().runs.size();
    }
    return isHead(parent) && parent.column() == 0 ? sections[static_cast<std::size_t>(parent.row())].runs.size() : 0;
}

int RunTableModel::columnCount(const QModelIndex& /*parent*/) const
{
    return static_cast<int>(m_columns.size());
}

bool RunTableModel::isHead(const QModelIndex& index) const
{
    return m_table.isGrouped() && index.internalId() == 0;
}

int RunTableModel::sectionOf(const QModelIndex& index) const
{
    return index.internalId() > 0 ? static_cast<int>(index.internalId()) - 1 : 0;
}

RunId RunTableModel::runAt(const QModelIndex& index) const
{
    if (!index.isValid() || isHead(index)) {
        return {};
    }
    return m_table.sections()[static_cast<std::size_t>(sectionOf(index))].runs.at(index.row());
}

QModelIndex RunTableModel::indexOf(const RunId& run, int column) const
{
    const std::vector<RunSection>& sections = m_table.sections();
    for (std::size_t section = 0; section < sections.size(); ++section) {
        if (const int row = sections[section].runs.rowOf(run); row >= 0) {
            return createIndex(row, column, m_table.isGrouped() ? section + 1 : std::size_t{0});
        }
    }
    return {};
}

bool RunTableModel::canChangeTo(const std::vector<RunSection>& sections, bool grouped,
                                std::vector<RowChanges>& changes) const
{
    const std::vector<RunSection>& before = m_table.sections();
    if (grouped != m_table.isGrouped() || sections.size() != before.size()) {
        return false;
    }
    // Each range costs a copy of the rows, and views do work for it: with many of them a new beginning is quicker.
    constexpr std::size_t maxCopied = 2'000'000;
    std::size_t copied = 0;
    for (std::size_t i = 0; i < sections.size(); ++i) {
        if (sections[i].head.key != before[i].head.key) {
            return false;
        }
        changes.push_back(sections[i].runs == before[i].runs ? RowChanges()
                                                             : changesBetween(before[i].runs, sections[i].runs));
        copied += (changes.back().removed.size() + changes.back().inserted.size()) *
                  static_cast<std::size_t>(std::max(before[i].runs.size(), sections[i].runs.size()));
    }
    return copied <= maxCopied;
}

void RunTableModel::setSections(std::vector<RunSection> sections, bool grouped)
{
    std::vector<RowChanges> changes;
    if (!canChangeTo(sections, grouped, changes)) {
        beginResetModel();
        m_table.setSections(std::move(sections), grouped);
        endResetModel();
        return;
    }
    for (std::size_t i = 0; i < sections.size(); ++i) {
        const auto section = static_cast<int>(i);
        if (!(sections[i].head == m_table.sections()[i].head)) {
            m_table.setHead(section, std::move(sections[i].head));
            if (grouped) {
                const QModelIndex head = headIndex(section);
                Q_EMIT dataChanged(head, head.siblingAtColumn(columnCount() - 1));
            }
        }
        changeRows(section, std::move(sections[i].runs), changes[i]);
    }
    if (m_table.isWanting()) {
        wantLater();
    }
}

void RunTableModel::changeRows(int section, RunIds runs, const RowChanges& changes)
{
    const QModelIndex parent = headIndex(section);
    const auto current = [&] { return m_table.sections()[static_cast<std::size_t>(section)].runs.all(); };
    for (auto range = changes.removed.rbegin(); range != changes.removed.rend(); ++range) {
        std::vector<RunId> left = current();
        beginRemoveRows(parent, range->first, range->last);
        left.erase(left.begin() + range->first, left.begin() + range->last + 1);
        m_table.setRuns(section, RunIds::passing(std::move(left)));
        endRemoveRows();
    }
    if (changes.moved && changes.inserted.empty()) {
        moveRows(section, std::move(runs));
        return;
    }
    if (changes.moved) {
        std::vector<RunId> order = runs.all();
        for (auto range = changes.inserted.rbegin(); range != changes.inserted.rend(); ++range) {
            order.erase(order.begin() + range->first, order.begin() + range->last + 1);
        }
        moveRows(section, RunIds(std::move(order)));
    }
    for (const RowRange& range : changes.inserted) {
        std::vector<RunId> grown = current();
        beginInsertRows(parent, range.first, range.last);
        grown.insert(grown.begin() + range.first, runs.all().begin() + range.first,
                     runs.all().begin() + range.last + 1);
        m_table.setRuns(section,
                        &range == &changes.inserted.back() ? std::move(runs) : RunIds::passing(std::move(grown)));
        endInsertRows();
    }
    if (changes.inserted.empty() && !changes.removed.empty()) {
        m_table.setRuns(section, std::move(runs)); // the same rows, made for finding
    }
}

void RunTableModel::moveRows(int section, RunIds order)
{
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const auto id = m_table.isGrouped() ? static_cast<quintptr>(section) + 1 : quintptr{0};
    for (const QModelIndex& index : persistentIndexList()) {
        if (index.internalId() == id) {
            changePersistentIndex(index, createIndex(order.rowOf(runAt(index)), index.column(), id));
        }
    }
    m_table.setRuns(section, std::move(order));
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void RunTableModel::putRows(std::vector<RunRow> rows)
{
    notifyChanged(m_table.put(std::move(rows)), 0, columnCount() - 1);
}

void RunTableModel::outdate()
{
    m_table.outdate();
    if (m_table.isWanting()) {
        wantLater();
    }
}

void RunTableModel::notifyChanged(const std::vector<RunId>& runs, int firstColumn, int lastColumn)
{
    std::map<quintptr, std::vector<int>> rows;
    for (const RunId& run : runs) {
        if (const QModelIndex index = indexOf(run); index.isValid()) {
            rows[index.internalId()].push_back(index.row());
        }
    }
    for (auto& [id, changed] : rows) {
        std::sort(changed.begin(), changed.end());
        for (std::size_t first = 0, last = 0; first < changed.size(); first = ++last) {
            while (last + 1 < changed.size() && changed[last + 1] == changed[last] + 1) {
                ++last;
            }
            Q_EMIT dataChanged(createIndex(changed[first], firstColumn, id),
                               createIndex(changed[last], lastColumn, id));
        }
    }
}

void RunTableModel::setProgress(const std::map<RunId, run::ProgressEvent>& progress)
{
    std::vector<RunId> changed;
    for (const auto& [run, event] : progress) {
        const auto before = m_progress.find(run);
        if (before == m_progress.end() || !(before->second == event)) {
            changed.push_back(run);
        }
    }
    for (const auto& [run, event] : m_progress) {
        if (!progress.contains(run)) {
            changed.push_back(run);
        }
    }
    m_progress = progress;
    const auto column = std::find_if(m_columns.begin(), m_columns.end(),
                                     [](const RunColumn& c) { return c.field == RunField::progress; });
    const auto place = static_cast<int>(column - m_columns.begin());
    notifyChanged(changed, place, place);
}

const run::ProgressEvent* RunTableModel::progressOf(const RunId& run) const
{
    const auto found = m_progress.find(run);
    return found == m_progress.end() ? nullptr : &found->second;
}

void RunTableModel::setReferenceDigest(const QString& digest)
{
    if (std::string text = digest.toStdString(); text != m_referenceDigest) {
        m_referenceDigest = std::move(text);
        const auto column = std::find_if(m_columns.begin(), m_columns.end(),
                                         [](const RunColumn& c) { return c.field == RunField::geometricMeanBer; });
        const auto place = static_cast<int>(column - m_columns.begin());
        const auto notify = [&](const QModelIndex& parent) {
            if (const int rows = rowCount(parent); rows > 0) {
                Q_EMIT dataChanged(index(0, place, parent), index(rows - 1, place, parent));
            }
        };
        notify({});
        for (int section = 0; m_table.isGrouped() && section < rowCount(); ++section) {
            notify(index(section, 0));
        }
    }
}

void RunTableModel::wantLater() const
{
    if (!m_isWantPending) {
        m_isWantPending = true;
        // All rows of one repaint are one question.
        QTimer::singleShot(0, this, [this] {
            m_isWantPending = false;
            if (m_table.isWanting()) {
                Q_EMIT const_cast<RunTableModel*>(this)->rowsWanted();
            }
        });
    }
}

} // namespace rxwatt::models
