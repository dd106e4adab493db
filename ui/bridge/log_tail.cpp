// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/log_tail.h"

namespace rxwatt::bridge
{

LogTail::LogTail(Workspace& workspace, QObject* parent) : QObject(parent), m_workspace(workspace)
{
    m_timer.setInterval(500);
    connect(&m_timer, &QTimer::timeout, this, &LogTail::look);
    connect(&workspace, &Workspace::closed, this, [this] { follow(RunId()); });
}

void LogTail::follow(const RunId& run)
{
    if (run == m_run) {
        return;
    }
    m_run = run;
    m_position = {};
    m_failure.clear();
    m_isLooking = false;
    m_decoder.resetState();
    Q_EMIT reset(QString());
    look();
}

void LogTail::setActive(bool active)
{
    m_active = active;
    if (active) {
        m_timer.start();
        look();
    } else {
        m_timer.stop();
    }
}

void LogTail::look()
{
    if (!m_active || m_isLooking || m_run.text.empty() || !m_workspace.isOpen()) {
        return;
    }
    m_isLooking = true;
    m_workspace.ask<run::LogPart>(
        this, QStringLiteral("log"),
        [run = m_run, position = m_position](const project::OpenProject& project) {
            return run::readLogTail(project.folder.runFolder(run).logFile(), position);
        },
        [this, run = m_run](const Result<run::LogPart>& part) {
            if (run != m_run) {
                return;
            }
            m_isLooking = false;
            const QString failure = part ? QString() : QString::fromStdString(part.error().message);
            if (part) {
                takeIn(*part);
            } else if (failure != m_failure) {
                Q_EMIT failed(failure);
            }
            m_failure = failure;
        });
}

void LogTail::takeIn(const run::LogPart& part)
{
    m_position = part.position;
    if (part.isAnew) {
        m_decoder.resetState();
    } else if (part.text.empty()) {
        return;
    }
    const QByteArrayView bytes(part.text.data(), static_cast<qsizetype>(part.text.size()));
    const QString text = m_decoder.decode(bytes);
    if (part.isAnew) {
        Q_EMIT reset(text);
    } else if (!text.isEmpty()) {
        Q_EMIT appended(text);
    }
}

} // namespace rxwatt::bridge
