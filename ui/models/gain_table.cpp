// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/gain_table.h"

#include "ui/models/plain_tip.h"
#include "ui/models/tsv.h"

#include <cmath>
#include <QLocale>

namespace rxwatt::models
{

namespace
{

using analysis::Crossing;

constexpr int gainColumns = GainTable::noteColumn + 1;

QString number(double value)
{
    return QLocale().toString(value, 'f', 2);
}

/// Gains have a sign.
QString signedNumber(double value)
{
    const bool isZero = std::abs(value) < 0.005;
    const QString sign = isZero ? QString() : value > 0 ? QStringLiteral("+") : QStringLiteral("\u2212");
    return sign + number(std::abs(value));
}

bool sameCurves(const std::vector<GainRow>& a, const std::vector<GainRow>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const GainRow& x, const GainRow& y) { return x.curve == y.curve; });
}

bool hasValue(const GainRow& row)
{
    return row.gainDb && row.basis != GainBasis::reference;
}

} // namespace

void GainTable::setRows(std::vector<GainRow> rows)
{
    if (sameCurves(rows, m_rows)) {
        m_rows = std::move(rows);
        if (!m_rows.empty()) {
            Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(m_rows.size()) - 1, gainColumns - 1));
        }
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void GainTable::setRow(int row, GainRow value)
{
    if (row >= 0 && row < rowCount()) {
        m_rows[static_cast<std::size_t>(row)] = std::move(value);
        Q_EMIT dataChanged(index(row, 0), index(row, gainColumns - 1));
    }
}

int GainTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int GainTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : gainColumns;
}

QString GainTable::sinrText(const GainRow& row)
{
    switch (row.crossing.kind) {
    case Crossing::found:
        return number(row.crossing.sinrDb);
    case Crossing::notReached:
        return tr("not reached");
    case Crossing::fromTheFirst:
        return tr("below from the first point on");
    }
    return {};
}

QString GainTable::gainText(const GainRow& row)
{
    if (!hasValue(row)) {
        return QStringLiteral("–");
    }
    const bool isPaired = row.basis == GainBasis::resampled || row.basis == GainBasis::pending;
    return isPaired ? signedNumber(*row.gainDb) : tr("≈ %1").arg(signedNumber(*row.gainDb));
}

QString GainTable::intervalText(const GainRow& row)
{
    if (!hasValue(row)) {
        return {};
    }
    if (row.basis == GainBasis::pending) {
        return QStringLiteral("…");
    }
    if (row.basis != GainBasis::resampled) {
        return QStringLiteral("–");
    }
    if (row.lowDb && row.highDb) {
        return tr("%1 to %2").arg(signedNumber(*row.lowDb), signedNumber(*row.highDb));
    }
    if (row.lowDb) {
        return tr("%1 or more").arg(signedNumber(*row.lowDb));
    }
    return row.highDb ? tr("at most %1").arg(signedNumber(*row.highDb)) : tr("may be anything");
}

QString GainTable::noteText(const GainRow& row)
{
    switch (row.basis) {
    case GainBasis::reference:
        return tr("reference");
    case GainBasis::none:
        return tr("no such reference");
    case GainBasis::otherModulation:
        return tr("another modulation");
    default:
        break;
    }
    if (!row.gainDb) {
        const bool isOwn = row.crossing.kind != Crossing::found;
        return isOwn                                        ? QString()
               : row.reference.kind == Crossing::notReached ? tr("reference does not reach it")
                                                            : tr("reference is below from the first point on");
    }
    switch (row.basis) {
    case GainBasis::otherSlots:
        return tr("judged on other slots");
    case GainBasis::otherPilots:
        return tr("other DM-RS symbols");
    case GainBasis::noSlots:
        return tr("no slots kept");
    default:
        return {};
    }
}

QString GainTable::helpText(const GainRow& row)
{
    switch (row.basis) {
    case GainBasis::otherSlots:
        return tr(
            "The evaluations differ in grid, link, points, slots or seed: the difference holds the luck of the draw "
            "too, and has no interval.");
    case GainBasis::otherPilots:
        return tr(
            "Other DM-RS symbols carry other bits in the same slots: the two cannot be compared in pairs, and the "
            "difference has no interval.");
    case GainBasis::noSlots:
        return tr(
            "The files in the run's folder \"evaluation\" are not there or tell something else: without the slots "
            "there is no interval.");
    case GainBasis::resampled:
        return tr("95 % interval from slots drawn anew, the same for both curves.");
    default:
        return {};
    }
}

QString GainTable::shown(const GainRow& row, int column)
{
    switch (column) {
    case curveColumn:
        return row.curve;
    case sinrColumn:
        return sinrText(row);
    case gainColumn:
        return gainText(row);
    case intervalColumn:
        return intervalText(row);
    default:
        return noteText(row);
    }
}

QVariant GainTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const GainRow& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return shown(row, index.column());
    case fileRole:
        if (index.column() == sinrColumn && row.crossing.kind == Crossing::found) {
            return row.crossing.sinrDb;
        }
        return index.column() == gainColumn && hasValue(row) ? QVariant(*row.gainDb) : QVariant();
    case Qt::TextAlignmentRole: {
        const bool isText = index.column() == curveColumn || index.column() == noteColumn;
        return QVariant(isText ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
    }
    case Qt::ToolTipRole:
        return index.column() == curveColumn ? plainTip(row.curve) : helpText(row);
    default:
        return {};
    }
}

QVariant GainTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= gainColumns) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        const bool isText = section == curveColumn || section == noteColumn;
        return QVariant(isText ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
    }
    const QString headings[gainColumns] = {tr("Curve"), tr("SINR (dB)"), tr("Gain (dB)"), tr("95 % interval (dB)"),
                                           tr("Note")};
    const QString help[gainColumns] = {{},
                                       tr("Where the curve falls to the BER, its logarithm joined by straight lines."),
                                       tr("How much less SINR than the reference it needs: positive is better."),
                                       {},
                                       {}};
    return role == Qt::DisplayRole   ? QVariant(headings[section])
           : role == Qt::ToolTipRole ? QVariant(help[section])
                                     : QVariant();
}

} // namespace rxwatt::models
