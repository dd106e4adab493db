// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/plain_table.h"

#include "ui/models/plain_tip.h"
#include "ui/models/tsv.h"

namespace rxwatt::models
{

void PlainTable::set(std::vector<Column> columns, std::vector<Row> rows)
{
    for (Row& row : rows) {
        row.resize(columns.size());
    }
    const bool hasSameShape = columns == m_columns && rows.size() == m_rows.size();
    if (hasSameShape && rows == m_rows) {
        return;
    }
    if (hasSameShape && !rows.empty()) {
        m_rows = std::move(rows);
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_columns = std::move(columns);
    m_rows = std::move(rows);
    endResetModel();
}

int PlainTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PlainTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant PlainTable::alignment(const Column& column)
{
    return QVariant(column.isNumber ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
}

QVariant PlainTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto column = static_cast<std::size_t>(index.column());
    const Cell& cell = m_rows[static_cast<std::size_t>(index.row())][column];
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case fileRole:
        return cell.value.isValid() ? cell.value : QVariant(cell.text);
    case markedRole:
        return cell.isMarked;
    case Qt::TextAlignmentRole:
        return alignment(m_columns[column]);
    case Qt::ToolTipRole:
        return plainTip(cell.tip.isEmpty() ? cell.text : cell.tip);
    default:
        return {};
    }
}

QVariant PlainTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    const Column& column = m_columns[static_cast<std::size_t>(section)];
    switch (role) {
    case Qt::DisplayRole:
        return column.heading;
    case Qt::TextAlignmentRole:
        return alignment(column);
    case Qt::ToolTipRole:
        return column.help;
    default:
        return {};
    }
}

} // namespace rxwatt::models
