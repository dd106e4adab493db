// SPDX-License-Identifier: GPL-3.0-or-later
// How ProjectReader notices what changes.
#include "core/project/rebuild_index.h"
#include "ui/bridge/project_reader.h"

#include <algorithm>
#include <unistd.h>

namespace rxwatt::bridge
{

namespace
{

using namespace std::chrono_literals;

/// Changes are told at most so often.
constexpr std::chrono::milliseconds leastPause = 200ms;
// How long a change may stay unnoticed where the file system does not tell.
constexpr std::chrono::milliseconds pauseAtWork = 200ms;
constexpr std::chrono::milliseconds pauseAtRest = 1s;
constexpr std::chrono::milliseconds pauseInTrouble = 2s;

bool canBeWritten(const run::ProjectFolder& folder)
{
    return ::access(folder.path().c_str(), W_OK) == 0;
}

} // namespace

void ProjectReader::checkSoon()
{
    if (m_project) {
        planCheck(std::max(0ms, leastPause - std::chrono::milliseconds(m_sinceCheck.elapsed())));
    }
}

void ProjectReader::planNextCheck()
{
    const auto pause = m_queue.active > 0 ? pauseAtWork : pauseAtRest;
    m_checkTimer.stop();
    planCheck(m_trouble ? pauseInTrouble : pause);
}

void ProjectReader::planCheck(std::chrono::milliseconds pause)
{
    if (!m_checkTimer.isActive() || m_checkTimer.remainingTimeAsDuration() > pause) {
        m_checkTimer.start(pause);
    }
}

void ProjectReader::check()
{
    m_sinceCheck.start();
    m_watch.listen();
    const Status status = look();
    if (!status) {
        judge(status.error());
    }
    planNextCheck();
}

Status ProjectReader::look()
{
    const ProjectStamps now = stampsOf(m_project->folder);
    RXWATT_TRY(expectFiles(now));
    const bool hasOtherProcessors = now.processors != m_stamps.processors;
    RXWATT_ASSIGN(const bool replaced, followFiles(now));
    if (hasOtherProcessors) {
        Q_EMIT processorsChanged(m_number);
    }
    const bool wasInTrouble = m_trouble && (replaced || !isDamaged());
    const QueueStatus before = m_queue;
    RXWATT_ASSIGN(const std::int64_t version, m_project->reader.dataVersion());
    const bool changed = replaced || wasInTrouble || version != m_dataVersion;
    if (changed) {
        RXWATT_TRY(takeInRuns());
    }
    readQueue(m_project->folder, m_queue);
    if (wasInTrouble) {
        recover();
    }
    if (changed) {
        Q_EMIT runsChanged(m_number);
    }
    if (m_queue != before) {
        Q_EMIT queueChanged(m_number, m_queue);
    }
    return {};
}

Status ProjectReader::expectFiles(const ProjectStamps& now) const
{
    if (now.project.size < 0) {
        return fail(ErrorKind::notFound, tr("The project in %1 is not there any more. Put the folder back or mount its "
                                            "disk again; it is looked for every 2 seconds.")
                                             .arg(QString::fromStdString(m_project->folder.path().string()))
                                             .toStdString());
    }
    if (now.database.size < 0) {
        const std::string folder = m_project->folder.path().string();
        return fail(ErrorKind::notFound, tr("%1/runs.db is missing: \"rxwatt check --rebuild %1\" remakes it from the "
                                            "run folders.")
                                             .arg(QString::fromStdString(folder))
                                             .toStdString());
    }
    return {};
}

Result<bool> ProjectReader::followFiles(const ProjectStamps& now)
{
    const bool isOther = now.database.inode != m_stamps.database.inode;
    // What others write does not show in a reader that took a read-only folder for unchanging.
    const bool isStale = now != m_stamps && !canBeWritten(m_project->folder);
    if (!isOther && !isStale) {
        m_stamps = now;
        return false;
    }
    RXWATT_ASSIGN(project::OpenProject project, project::openProject(m_project->folder.path().string()));
    *m_project = std::move(project);
    m_stamps = now;
    m_watch.watch(m_project->folder.path());
    return true;
}

Status ProjectReader::takeInRuns()
{
    // Asked first: what changes while we read is read once more.
    RXWATT_ASSIGN(const std::int64_t version, m_project->reader.dataVersion());
    RXWATT_ASSIGN(const std::vector<RunId> atWork, countRuns(m_project->reader, m_queue));
    m_dataVersion = version;
    followProgress(atWork);
    return {};
}

void ProjectReader::followProgress(const std::vector<RunId>& atWork)
{
    m_tails.follow(atWork);
    if (m_tails.isIdle()) {
        m_progressTimer.stop();
        lookAtProgress();
    } else if (!m_progressTimer.isActive()) {
        m_progressTimer.start();
        // Whoever hears of the run first.
        QTimer::singleShot(0, this, &ProjectReader::lookAtProgress);
    }
}

void ProjectReader::lookAtProgress()
{
    if (!m_project) {
        return;
    }
    m_tails.look(m_project->folder);
    RunProgress progress = m_tails.progress();
    if (progress != m_progress) {
        m_progress = std::move(progress);
        Q_EMIT progressChanged(m_number, m_progress);
    }
}

void ProjectReader::judge(const Error& error)
{
    if (!m_trouble || m_trouble->message != error.message) {
        m_trouble = error;
        Q_EMIT troubled(m_number, QString::fromStdString(error.message));
    }
}

void ProjectReader::recover()
{
    m_trouble.reset();
    m_watch.watch(m_project->folder.path());
    Q_EMIT recovered(m_number);
}

bool ProjectReader::isDamaged() const
{
    return m_trouble && m_trouble->kind == ErrorKind::storage && project::isCuredByRebuild(m_trouble->message);
}

} // namespace rxwatt::bridge
