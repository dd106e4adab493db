// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/run_edits.h"

namespace rxwatt::bridge
{

RunEdits::RunEdits(Workspace& workspace, QUndoStack& undo, QObject* parent)
    : QObject(parent), m_workspace(workspace), m_undo(undo)
{
}

} // namespace rxwatt::bridge
