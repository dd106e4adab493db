// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCollator>
#include <QSortFilterProxyModel>

namespace rxwatt::models
{

/// Sorts numbers by value, texts with the numbers in them by value ("Orin 8" before "Orin 64"), and what is not known
/// (a text where others are numbers, or nothing) behind both, whichever way it sorts.
class KnownFirstSort : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit KnownFirstSort(QObject* parent = nullptr);

protected:
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    QCollator m_collator;
};

} // namespace rxwatt::models
