// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/curve_gain.h"
#include "ui/bridge/workspace.h"
#include "ui/pages/ber/ber_runs.h"

#include <deque>
#include <QObject>
#include <QTimer>

namespace rxwatt::pages
{

/// A gain whose interval is wanted.
struct GainTask {
    int row = 0;
    ShownCurve curve;
    ShownCurve reference;
};

/// Asks for the intervals of gains, one after another so that other questions get their turn, once the person has left
/// off dragging; newer tasks replace older ones.
class GainQuestion : public QObject
{
    Q_OBJECT

public:
    explicit GainQuestion(bridge::Workspace& workspace, QObject* parent = nullptr);

    void ask(std::vector<GainTask> tasks, double ber);

    [[nodiscard]] bool isSettled() const { return m_tasks.empty(); }

Q_SIGNALS:
    void answered(int row, const rxwatt::project::CurveGain& gain);

private:
    void askNext();

    bridge::Workspace& m_workspace;
    QTimer m_pause;
    std::deque<GainTask> m_tasks;
    double m_ber = 0;
};

} // namespace rxwatt::pages
