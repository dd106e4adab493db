// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/run/project.h"

#include <memory>
#include <optional>
#include <QObject>
#include <QString>
#include <QTimer>

class QSocketNotifier;

namespace rxwatt::bridge
{

/// The program `rxwatt`: beside this program, else $RXWATT_CLI, else on PATH.
[[nodiscard]] Result<std::filesystem::path> findCommandLine();

/// A process that startScheduler() started; none where somebody was at work already.
struct StartedScheduler {
    std::optional<int> pid;
    std::filesystem::path log;
};

/// Starts `rxwatt run --until-empty` in a session of its own, so that it outlives this program, its messages in the
/// project's scheduler.log. May take a while on a slow disk.
[[nodiscard]] Result<StartedScheduler> startScheduler(const run::ProjectFolder& folder);

/// Waits for the end of a scheduler that this program has started, tells why it failed, and then goes away by itself.
class SchedulerWatch : public QObject
{
    Q_OBJECT

public:
    /// `scheduler` has a process.
    explicit SchedulerWatch(StartedScheduler scheduler, QObject* parent = nullptr);
    ~SchedulerWatch() override;

    /// It has been seen to hold the project.
    void noticeAtWork() { m_wasAtWork = true; }

    /// Whether it has not come to hold the project yet.
    [[nodiscard]] bool isStarting() const { return m_notifier != nullptr && !m_wasAtWork; }

Q_SIGNALS:
    void failed(const QString& message);

private:
    void end();
    /// Its log grows for as long as there is work.
    void capLog();

    base::FileDescriptor m_process;
    std::unique_ptr<QSocketNotifier> m_notifier;
    StartedScheduler m_scheduler;
    bool m_wasAtWork = false;
    QTimer m_logTimer;
};

} // namespace rxwatt::bridge
