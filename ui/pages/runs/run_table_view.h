// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/run_table_model.h"

#include <QTreeView>

namespace rxwatt::pages
{

/// The view of the run table: stars by click, names edited in place, rows chosen in an order, which outlives every
/// change of the table. The same in a list and in groups.
class RunTableView : public QTreeView
{
    Q_OBJECT

public:
    explicit RunTableView(models::RunTableModel& model, QWidget* parent = nullptr);

    /// In the order in which they were chosen.
    [[nodiscard]] const std::vector<RunId>& chosen() const { return m_chosen; }

    /// Chooses these where they are in the table; chosenByPerson() does not follow.
    void choose(const std::vector<RunId>& runs);

    /// Rows are about to change: what is chosen, open and on top is remembered, and put back by endChange().
    void beginChange();
    void endChange();

    /// Opens the name of the current run for editing.
    void rename();

    void keyboardSearch(const QString& /*search*/) override {}

Q_SIGNALS:
    void chosenByPerson();
    void starClicked(const rxwatt::base::RunId& run);
    /// A name is being typed, or rows are being dragged: the rows must stay where they are.
    void heldChanged(bool held);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void startDrag(Qt::DropActions actions) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void takeSelection(const QItemSelection& selected, const QItemSelection& deselected);
    [[nodiscard]] bool isStar(const QModelIndex& index) const;

    models::RunTableModel& m_model;
    std::vector<RunId> m_chosen;
    QStringList m_openGroups;
    RunId m_current;
    RunId m_top;
    bool m_isChanging = false;
};

} // namespace rxwatt::pages
