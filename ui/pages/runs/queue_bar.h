// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/run_edits.h"
#include "ui/bridge/workspace.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace rxwatt::pages
{

/// What the queue is doing in a line, and the button that starts or pauses it.
class QueueBar : public QWidget
{
    Q_OBJECT

public:
    QueueBar(bridge::Workspace& workspace, bridge::RunEdits& edits, QWidget* parent = nullptr);

private:
    void update();
    void press();

    bridge::Workspace& m_workspace;
    bridge::RunEdits& m_edits;
    QLabel* m_text = nullptr;
    QPushButton* m_button = nullptr;
};

} // namespace rxwatt::pages
