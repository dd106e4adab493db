// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/plain_table.h"

#include <QSortFilterProxyModel>
#include <QWidget>

class QCheckBox;
class QLineEdit;

namespace rxwatt::pages
{

class CopyableTable;

/// Keeps rows that have a text in any column (or the path of a setting), and only marked ones where wanted.
class SettingsFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setText(const QString& text);
    void setOnlyMarked(bool only);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QString m_text;
    bool m_onlyMarked = false;
};

/// The settings of a run with a line to filter them.
class SettingsView : public QWidget
{
    Q_OBJECT

public:
    explicit SettingsView(models::PlainTable& table, QWidget* parent = nullptr);

    void startFilter();
    void fitColumns();

    [[nodiscard]] bool onlyDifferent() const;
    void setOnlyDifferent(bool only);

private:
    SettingsFilter m_filter;
    QLineEdit* m_line = nullptr;
    QCheckBox* m_only = nullptr;
    CopyableTable* m_view = nullptr;
};

} // namespace rxwatt::pages
