// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/known_first_sort.h"

#include "ui/models/tsv.h"

namespace rxwatt::models
{

namespace
{

bool isText(const QVariant& value)
{
    return value.typeId() == QMetaType::QString;
}

/// Numbers, then texts, then nothing.
int rankOf(const QVariant& value)
{
    return !isText(value) ? 0 : value.toString().isEmpty() ? 2 : 1;
}

} // namespace

// The C locale's collator compares bytes: it knows neither numbers nor upper and lower case.
KnownFirstSort::KnownFirstSort(QObject* parent)
    : QSortFilterProxyModel(parent),
      m_collator(QLocale().language() == QLocale::C ? QLocale(QLocale::English) : QLocale())
{
    setSortRole(fileRole);
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
}

bool KnownFirstSort::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const QVariant a = left.data(sortRole());
    const QVariant b = right.data(sortRole());
    if (rankOf(a) != rankOf(b)) {
        return sortOrder() == Qt::AscendingOrder ? rankOf(a) < rankOf(b) : rankOf(a) > rankOf(b);
    }
    return isText(a) ? m_collator.compare(a.toString(), b.toString()) < 0 : a.toDouble() < b.toDouble();
}

} // namespace rxwatt::models
