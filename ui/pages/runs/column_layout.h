// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/run_columns.h"

#include <map>
#include <QJsonObject>
#include <QObject>
#include <QStringList>

class QHeaderView;
class QMenu;
class QTreeView;

namespace rxwatt::models
{
class RunTableModel;
}

namespace rxwatt::pages
{

/// Which columns a run table shows, how wide and in which order: what the person chose stays by the columns' keys, also
/// while a column is not there.
class ColumnLayout : public QObject
{
    Q_OBJECT

public:
    ColumnLayout(models::RunTableModel& model, QTreeView& view, QObject* parent = nullptr);

    [[nodiscard]] QJsonObject toJson() const;
    /// Nonsense changes nothing.
    void fromJson(const QJsonObject& json);
    void reset();

    /// Fills a menu with the columns to be checked.
    void fillMenu(QMenu& menu);
    /// Keys of the columns that are shown, from left to right.
    [[nodiscard]] std::vector<int> shownColumns() const;

    /// After the model has got other columns.
    void apply();

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] bool isShown(const models::RunColumn& column) const;
    [[nodiscard]] int widthOf(const models::RunColumn& column) const;
    void addToMenu(QMenu& menu, const QString& title, models::ColumnFamily family);
    void takeOrder();

    models::RunTableModel& m_model;
    QTreeView& m_view;
    QHeaderView& m_header;
    /// Only what the person chose.
    std::map<QString, bool> m_shown;
    std::map<QString, int> m_widths;
    QStringList m_order;
    bool m_isApplying = false;
};

} // namespace rxwatt::pages
