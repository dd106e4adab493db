// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/run_table_model.h"
#include "ui/pages/page.h"

namespace rxwatt::pages
{

class ColumnLayout;
class RunActions;
class RunTableView;
struct TagChoice;

/// Carries the table's actions out on the runs that are chosen.
class RunCommands : public QObject
{
    Q_OBJECT

public:
    RunCommands(const PageContext& context, models::RunTableModel& model, RunTableView& view, RunActions& actions,
                const ColumnLayout& columns);

    /// After other runs were chosen, or something of them changed.
    void updateActions();

private:
    void connectEdits();
    void editTags();
    void openTags(const TagChoice& choice);
    void openInEditor(bool showDifference);
    void copyTable();
    [[nodiscard]] std::vector<const store::RunSummary*> known() const;

    PageContext m_context;
    models::RunTableModel& m_model;
    RunTableView& m_view;
    RunActions& m_actions;
    const ColumnLayout& m_columns;
};

} // namespace rxwatt::pages
