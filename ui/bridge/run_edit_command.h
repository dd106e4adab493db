// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/run_edits.h"

#include <optional>
#include <QPointer>
#include <QUndoCommand>

namespace rxwatt::bridge
{

class RunEditCommand;

/// One edit as requests, both ways. Shared by its command and the answers that are still to come.
struct RunEdit {
    QString text;
    std::vector<schedule::Request> redo;
    std::vector<schedule::Request> undo;
    /// The run whose notes it edits: such edits in a row become one.
    std::optional<RunId> notesOf = {};
    /// None once the command is gone.
    RunEditCommand* command = nullptr;
    /// The edit that this one has become part of.
    std::shared_ptr<RunEdit> mergedInto = {};
    /// What was carried out last: an edit that fails after it was merged falls back to it.
    std::vector<schedule::Request> done = {};
};

/// An edit on the undo stack.
class RunEditCommand : public QUndoCommand
{
public:
    RunEditCommand(RunEdits& edits, RunEdit edit);
    ~RunEditCommand() override;

    void undo() override;
    void redo() override;
    [[nodiscard]] int id() const override;
    bool mergeWith(const QUndoCommand* other) override;

private:
    QPointer<RunEdits> m_edits;
    std::shared_ptr<RunEdit> m_edit;
};

} // namespace rxwatt::bridge
