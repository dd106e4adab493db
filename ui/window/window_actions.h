// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/window/page_docks.h"

class QUndoStack;

namespace rxwatt::window
{

class MainWindow;

/// What the actions of the window act on; all outlive it.
struct ActionParts {
    bridge::Workspace& workspace;
    bridge::Selection& selection;
    bridge::RunEdits& edits;
    settings::Settings& settings;
    pages::Navigator& navigator;
    PageDocks& docks;
    QUndoStack& undo;
};

/// Fills the menu bar and the tool bar.
void buildActions(MainWindow& window, const ActionParts& parts);

} // namespace rxwatt::window
