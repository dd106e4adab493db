// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/run_edits.h"
#include "ui/bridge/workspace.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace rxwatt::pages
{

/// The runs in the project's trash, to be restored.
class TrashDialog : public QDialog
{
    Q_OBJECT

public:
    TrashDialog(bridge::Workspace& workspace, bridge::RunEdits& edits, QWidget* parent = nullptr);

private:
    struct TrashedRun {
        RunId id;
        std::string name;
        std::string createdAt;
    };

    [[nodiscard]] static Result<std::vector<TrashedRun>> readTrash(const run::ProjectFolder& folder);
    void ask();
    void show(const Result<std::vector<TrashedRun>>& runs);
    void restore();

    bridge::Workspace& m_workspace;
    bridge::RunEdits& m_edits;
    QTreeWidget* m_list = nullptr;
    QLabel* m_text = nullptr;
    QPushButton* m_restore = nullptr;
};

} // namespace rxwatt::pages
