// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/gain.h"

#include <optional>
#include <QAbstractTableModel>
#include <vector>

namespace rxwatt::models
{

/// What a curve's gain over the reference was made from.
enum class GainBasis {
    reference,       ///< it is the reference itself
    none,            ///< there is nothing to compare it with
    otherModulation, ///< its reference carries other bits
    otherSlots,      ///< the two were judged on other slots: no pairs, no interval
    otherPilots,     ///< they differ in DM-RS symbols: no pairs, no interval
    pending,         ///< the interval is on its way
    noSlots,         ///< the slots of one of them are not kept
    resampled        ///< with an interval over resampled slots
};

struct GainRow {
    QString curve;
    GainBasis basis = GainBasis::none;
    /// Where the curve, and its reference, fall to the BER.
    analysis::BerCrossing crossing;
    analysis::BerCrossing reference;
    std::optional<double> gainDb = {};
    std::optional<double> lowDb = {};
    std::optional<double> highDb = {};
};

/// For every curve: the SINR at which it reaches a BER, and what it gains over a reference there.
class GainTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { curveColumn, sinrColumn, gainColumn, intervalColumn, noteColumn };

    using QAbstractTableModel::QAbstractTableModel;

    /// Rows of the same curves in the same order change in place.
    void setRows(std::vector<GainRow> rows);
    void setRow(int row, GainRow value);

    [[nodiscard]] const std::vector<GainRow>& rows() const { return m_rows; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] static QString sinrText(const GainRow& row);
    [[nodiscard]] static QString gainText(const GainRow& row);
    [[nodiscard]] static QString intervalText(const GainRow& row);
    [[nodiscard]] static QString noteText(const GainRow& row);
    [[nodiscard]] static QString helpText(const GainRow& row);
    [[nodiscard]] static QString shown(const GainRow& row, int column);

    std::vector<GainRow> m_rows;
};

} // namespace rxwatt::models
