// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/run_edit_command.h"

namespace rxwatt::bridge
{

RunEditCommand::RunEditCommand(RunEdits& edits, RunEdit edit)
    : QUndoCommand(edit.text), m_edits(&edits), m_edit(std::make_shared<RunEdit>(std::move(edit)))
{
    m_edit->command = this;
}

RunEditCommand::~RunEditCommand()
{
    m_edit->command = nullptr;
}

// One that failed is taken off the stack by undoing or redoing it, which then must do nothing.

void RunEditCommand::undo()
{
    if (m_edits && !isObsolete()) {
        m_edits->carryOut(m_edit, RunEdits::Direction::undo);
    }
}

void RunEditCommand::redo()
{
    if (m_edits && !isObsolete()) {
        m_edits->carryOut(m_edit, RunEdits::Direction::redo);
    }
}

int RunEditCommand::id() const
{
    return m_edit->notesOf ? 1 : -1;
}

bool RunEditCommand::mergeWith(const QUndoCommand* other)
{
    const auto* later = dynamic_cast<const RunEditCommand*>(other);
    if (later == nullptr || later->m_edit->notesOf != m_edit->notesOf || isObsolete()) {
        return false;
    }
    m_edit->redo = later->m_edit->redo;
    later->m_edit->mergedInto = m_edit;
    return true;
}

} // namespace rxwatt::bridge
