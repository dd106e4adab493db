// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QString>
#include <QVariant>

namespace rxwatt::models
{

/// What a cell is in a file, where that is another thing than what it shows: numbers with a point and all digits.
inline constexpr int fileRole = Qt::UserRole + 64;

/// A cell for a spreadsheet: one line, no tabs, nothing that would be run as a formula.
[[nodiscard]] QString tsvCell(const QVariant& value);

/// The rows (all where there are none) of a table with its headings, separated by tabs: what a spreadsheet takes.
[[nodiscard]] QString toTsv(const QAbstractItemModel& model, const QList<int>& rows = {});

} // namespace rxwatt::models
