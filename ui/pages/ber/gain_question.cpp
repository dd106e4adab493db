// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ber/gain_question.h"

namespace rxwatt::pages
{

namespace
{

constexpr int restMs = 150;

std::vector<run::PointSlots> filesOf(const project::OpenProject& project, const RunId& run)
{
    return run::readPoints(project.folder.runFolder(run).evaluationFolder());
}

} // namespace

GainQuestion::GainQuestion(bridge::Workspace& workspace, QObject* parent) : QObject(parent), m_workspace(workspace)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(restMs);
    connect(&m_pause, &QTimer::timeout, this, &GainQuestion::askNext);
    connect(&workspace, &bridge::Workspace::closed, this, [this] { m_tasks.clear(); });
}

void GainQuestion::ask(std::vector<GainTask> tasks, double ber)
{
    m_tasks.assign(std::make_move_iterator(tasks.begin()), std::make_move_iterator(tasks.end()));
    m_ber = ber;
    m_pause.start();
}

void GainQuestion::askNext()
{
    if (m_tasks.empty() || !m_workspace.isOpen()) {
        m_tasks.clear();
        return;
    }
    const auto work = [task = m_tasks.front(), ber = m_ber](const project::OpenProject& project) {
        const auto files = filesOf(project, task.curve.run);
        const bool isOneRun = task.curve.run == task.reference.run;
        const auto others = isOneRun ? std::vector<run::PointSlots>() : filesOf(project, task.reference.run);
        return Result<project::CurveGain>(
            project::resampledGain(task.curve.curve, files, task.reference.curve, isOneRun ? files : others, ber));
    };
    m_workspace.ask<project::CurveGain>(this, QStringLiteral("gain"), work,
                                        [this](const Result<project::CurveGain>& gain) {
                                            // Tasks that came meanwhile ask for themselves.
                                            if (m_pause.isActive() || m_tasks.empty()) {
                                                return;
                                            }
                                            const int row = m_tasks.front().row;
                                            m_tasks.pop_front();
                                            Q_EMIT answered(row, gain.value_or(project::CurveGain()));
                                            askNext();
                                        });
}

} // namespace rxwatt::pages
