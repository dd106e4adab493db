// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/workspace.h"
#include "ui/models/run_table_model.h"
#include "ui/pages/runs/table_question.h"

#include <QObject>

namespace rxwatt::pages
{

/// Keeps a run table filled from the workspace: asks for the order of the runs when the question or the project
/// changes, and for the rows that are looked at. One question of a kind is under way at a time, however often the
/// project changes.
class TableFeed : public QObject
{
    Q_OBJECT

public:
    TableFeed(bridge::Workspace& workspace, models::RunTableModel& model, QObject* parent = nullptr);

    void setQuestion(const TableQuestion& question);

    [[nodiscard]] const TableQuestion& question() const { return m_question; }

    /// While held (a name is being typed, rows are being dragged), rows neither come nor go.
    void setHeld(bool held);

    /// Whether the table shows what was asked for last.
    [[nodiscard]] bool isSettled() const;

    /// Whether the runs that are there are those that were asked for last, their cells read or not.
    [[nodiscard]] bool isAnswered() const { return !m_isAsking; }

    /// Runs in the table.
    [[nodiscard]] int count() const { return m_count; }

    /// What may stand in a filter of these runs.
    [[nodiscard]] const store::FilterWords& words() const { return m_words; }

    /// Runs in the project, whatever the filter.
    [[nodiscard]] std::int64_t allRuns() const { return m_allRuns; }

Q_SIGNALS:
    /// Rows are about to change, and have: what is chosen is to be kept across.
    void aboutToChange();
    void changed();
    /// Cells of some rows are there, or new.
    void rowsRead();
    void failed(const QString& message);

private:
    void ask();
    void askRows();
    void take(TableAnswer answer);
    void clear();

    bridge::Workspace& m_workspace;
    models::RunTableModel& m_model;
    TableQuestion m_question;
    std::optional<TableAnswer> m_heldAnswer;
    /// Used on the workspace's thread alone; shared with the questions that are on their way there.
    std::shared_ptr<TableMemory> m_memory = std::make_shared<TableMemory>();
    store::FilterWords m_words;
    int m_count = 0;
    std::int64_t m_allRuns = 0;
    bool m_isHeld = false;
    bool m_isAsking = false;
    bool m_isAskingRows = false;
    bool m_isOutdated = false;
};

} // namespace rxwatt::pages
