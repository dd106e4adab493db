// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ber_table.h"

#include "ui/models/tsv.h"

#include <cmath>
#include <QLocale>

namespace rxwatt::models
{

namespace
{

constexpr int berColumns = BerTable::slotsColumn + 1;

} // namespace

QString berText(double ber)
{
    if (!std::isfinite(ber)) {
        return QStringLiteral("–");
    }
    const QLocale locale;
    return ber == 0 ? locale.toString(0)
                    : locale.toString(ber, 'e', 1).replace(QStringLiteral("e-0"), QStringLiteral("e-"));
}

void BerTable::setRows(std::vector<BerTableRow> rows)
{
    if (rows == m_rows) {
        return;
    }
    const auto known = m_rows.size();
    if (rows.size() > known && std::equal(m_rows.begin(), m_rows.end(), rows.begin())) {
        beginInsertRows({}, static_cast<int>(known), static_cast<int>(rows.size()) - 1);
        m_rows = std::move(rows);
        endInsertRows();
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int BerTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int BerTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : berColumns;
}

QVariant BerTable::value(const BerTableRow& row, int column)
{
    switch (column) {
    case curveColumn:
        return row.curve;
    case sinrColumn:
        return row.point.sinrDb;
    case berColumn:
        return row.point.ber;
    case lowColumn:
        return row.point.low;
    case highColumn:
        return row.point.high;
    case errorsColumn:
        return static_cast<qlonglong>(row.point.bitErrors);
    case bitsColumn:
        return static_cast<qlonglong>(row.point.bits);
    default:
        return static_cast<qlonglong>(row.point.slots);
    }
}

QVariant BerTable::shown(const BerTableRow& row, int column) const
{
    const QLocale locale;
    switch (column) {
    case curveColumn:
        return row.curve;
    case sinrColumn:
        return locale.toString(row.point.sinrDb, 'g', 6);
    case berColumn:
        return row.point.bitErrors == 0 ? tr("< %1").arg(berText(row.point.high)) : berText(row.point.ber);
    case lowColumn:
        return berText(row.point.low);
    case highColumn:
        return berText(row.point.high);
    default:
        return locale.toString(value(row, column).toLongLong());
    }
}

QVariant BerTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const BerTableRow& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return shown(row, index.column());
    case fileRole:
        return value(row, index.column());
    case Qt::TextAlignmentRole:
        return QVariant(index.column() == curveColumn ? Qt::AlignLeft | Qt::AlignVCenter
                                                      : Qt::AlignRight | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return index.column() == berColumn && row.point.bitErrors == 0
                   ? tr("No error was seen: this is the upper end of the 95 % interval.")
                   : QVariant();
    default:
        return {};
    }
}

QVariant BerTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= berColumns) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant(section == curveColumn ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole && (section == lowColumn || section == highColumn)) {
        return tr("End of the 95 % interval, slots taken for what is drawn at random.");
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    const QString headings[berColumns] = {tr("Curve"), tr("SINR (dB)"),  tr("BER"),  tr("Low"),
                                          tr("High"),  tr("Bit errors"), tr("Bits"), tr("Slots")};
    return headings[section];
}

} // namespace rxwatt::models
