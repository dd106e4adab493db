// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace rxwatt::pages
{

/// A table to be read: whole rows are chosen, nothing is edited, Ctrl+C or the context menu copies the chosen rows (or
/// all) with their headings, separated by tabs.
class CopyableTable : public QTableView
{
    Q_OBJECT

public:
    explicit CopyableTable(QWidget* parent = nullptr);

    /// Columns become as wide as their content, within reason; this one takes what is left.
    void fitColumns(int stretched);

    void copy() const;
};

} // namespace rxwatt::pages
