// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/scheduler_start.h"

#include "core/schedule/spawn.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <QCoreApplication>
#include <QFileInfo>
#include <QSocketNotifier>
#include <QStandardPaths>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rxwatt::bridge
{

namespace
{

namespace fs = std::filesystem;

constexpr off_t maxLogBytes = off_t{1} << 20;

Result<base::FileDescriptor> openLog(const fs::path& path)
{
    // O_NONBLOCK and O_NOFOLLOW: a pipe or a link under this name must not lead us elsewhere.
    constexpr int flags = O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW;
    base::FileDescriptor log(::open(path.c_str(), flags, 0666));
    if (!log.valid()) {
        return tl::unexpected<Error>(base::fileError("write", path, errno));
    }
    return log;
}

/// The error that a scheduler ended with, its last line that begins with the program's name; empty where it wrote none.
QString lastError(const fs::path& log)
{
    const Result<std::string> text = base::readFile(log, static_cast<std::size_t>(maxLogBytes) * 2);
    if (!text) {
        return {};
    }
    constexpr std::string_view name = "rxwatt: ";
    std::size_t begin = text->rfind("\nrxwatt: ");
    begin = begin != std::string::npos ? begin + 1 : 0;
    if (text->compare(begin, name.size(), name) != 0) {
        return {};
    }
    constexpr std::size_t maxBytes = 1000;
    return QString::fromStdString(text->substr(begin + name.size(), maxBytes)).trimmed();
}

} // namespace

Result<fs::path> findCommandLine()
{
    const QString beside = QCoreApplication::applicationDirPath() + QStringLiteral("/rxwatt");
    const QString named = qEnvironmentVariable("RXWATT_CLI");
    const QString onPath = QStandardPaths::findExecutable(QStringLiteral("rxwatt"));
    for (const QString& candidate : {beside, named, onPath}) {
        const QFileInfo program(candidate);
        if (!candidate.isEmpty() && program.isFile() && program.isExecutable()) {
            return fs::path(program.absoluteFilePath().toStdString());
        }
    }
    return fail(ErrorKind::notFound,
                QCoreApplication::translate("rxwatt::bridge", "The program rxwatt was not found: it is neither beside "
                                                              "this program (%1) nor on PATH. Install it, or set "
                                                              "$RXWATT_CLI to it.")
                    .arg(QCoreApplication::applicationDirPath())
                    .toStdString());
}

Result<StartedScheduler> startScheduler(const run::ProjectFolder& folder)
{
    StartedScheduler started;
    started.log = folder.path() / "scheduler.log";
    RXWATT_ASSIGN(const std::optional<std::string> holder, base::FileLock::holder(folder.lockFile()));
    if (holder && holder->find("scheduler") != std::string::npos) {
        return started;
    }
    RXWATT_ASSIGN(const fs::path program, findCommandLine());
    RXWATT_ASSIGN(const base::FileDescriptor log, openLog(started.log));
    RXWATT_ASSIGN(started.pid,
                  schedule::spawnInOwnSession(program, {"run", folder.path().string(), "--until-empty"}, log.get()));
    return started;
}

SchedulerWatch::SchedulerWatch(StartedScheduler scheduler, QObject* parent)
    : QObject(parent),
      m_process(static_cast<int>(::syscall(SYS_pidfd_open, *scheduler.pid, 0))),
      m_scheduler(std::move(scheduler))
{
    if (m_process.valid()) {
        m_notifier = std::make_unique<QSocketNotifier>(m_process.get(), QSocketNotifier::Read);
        connect(m_notifier.get(), &QSocketNotifier::activated, this, &SchedulerWatch::end);
    }
    m_logTimer.setInterval(std::chrono::minutes(1));
    connect(&m_logTimer, &QTimer::timeout, this, &SchedulerWatch::capLog);
    m_logTimer.start();
}

SchedulerWatch::~SchedulerWatch() = default;

void SchedulerWatch::end()
{
    m_logTimer.stop();
    m_notifier->setEnabled(false);
    m_notifier.release()->deleteLater(); // it is the sender
    deleteLater();
    int status = 0;
    if (::waitpid(*m_scheduler.pid, &status, WNOHANG) != *m_scheduler.pid) {
        return;
    }
    if (WIFSIGNALED(status)) {
        Q_EMIT failed(tr("The scheduler was ended by signal %1 (%2). Runs that it started go on; start it again.")
                          .arg(WTERMSIG(status))
                          .arg(QString::fromLocal8Bit(::strsignal(WTERMSIG(status)))));
        return;
    }
    const int code = WEXITSTATUS(status);
    const QString error = code != 0 ? lastError(m_scheduler.log) : QString();
    if (!error.isEmpty()) {
        Q_EMIT failed(tr("The scheduler has ended: %1").arg(error));
    } else if (code > 1) { // 1 without a word: a run failed, which the run itself tells
        Q_EMIT failed(tr("The scheduler has ended with exit code %1. See %2.")
                          .arg(code)
                          .arg(QString::fromStdString(m_scheduler.log.string())));
    }
}

void SchedulerWatch::capLog()
{
    const fs::path& log = m_scheduler.log;
    if (QFileInfo(QString::fromStdString(log.string())).size() > maxLogBytes) {
        // It appends, and so goes on at the new end.
        static_cast<void>(::truncate(log.c_str(), 0));
    }
}

} // namespace rxwatt::bridge
