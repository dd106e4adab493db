// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/workspace.h"

#include <QToolButton>

class QLabel;
class QProgressBar;

namespace rxwatt::window
{

/// The queue at a glance, in the status bar: who is at work on how much, how far the run at work is.
class QueueIndicator : public QWidget
{
    Q_OBJECT

public:
    explicit QueueIndicator(bridge::Workspace& workspace, QWidget* parent = nullptr);

    /// "2 at work, 5 queued, 1 failed".
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void clicked();

private:
    void update();
    void updateProgress();

    bridge::Workspace& m_workspace;
    QToolButton* m_button = nullptr;
    QProgressBar* m_progress = nullptr;
    QLabel* m_remaining = nullptr;
};

} // namespace rxwatt::window
