// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/event.h"

#include <QAbstractTableModel>
#include <vector>

namespace rxwatt::models
{

/// One point of one curve.
struct BerTableRow {
    QString curve;
    run::BerPoint point;

    bool operator==(const BerTableRow&) const = default;
};

/// "8.4e-3" in the language's digits; "–" where it is no number.
[[nodiscard]] QString berText(double ber);

/// The points of BER curves with their intervals and counts.
class BerTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { curveColumn, sinrColumn, berColumn, lowColumn, highColumn, errorsColumn, bitsColumn, slotsColumn };

    using QAbstractTableModel::QAbstractTableModel;

    /// Points that come behind those that are there keep the view where it is.
    void setRows(std::vector<BerTableRow> rows);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QVariant shown(const BerTableRow& row, int column) const;
    [[nodiscard]] static QVariant value(const BerTableRow& row, int column);

    std::vector<BerTableRow> m_rows;
};

} // namespace rxwatt::models
