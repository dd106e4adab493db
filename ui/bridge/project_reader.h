// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/folder_watch.h"
#include "ui/bridge/progress_tails.h"
#include "ui/bridge/questions.h"
#include "ui/bridge/queue_status.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

namespace rxwatt::bridge
{

/// The part of a Workspace that lives on its reader's thread: has the project open, answers questions, notices changes.
/// Signals carry the number of the project that they are about, so that those of one that was closed since are told
/// from those of the next.
class ProjectReader : public QObject
{
    Q_OBJECT

public:
    explicit ProjectReader(Questions& questions);

    // To be called on the reader's thread.
    void open(const QString& folder, std::uint64_t number);
    void close();
    void answerNext();
    /// Looks for changes within 200 ms.
    void checkSoon();

Q_SIGNALS:
    void opened(std::uint64_t number, const std::shared_ptr<const rxwatt::run::ProjectFolder>& folder,
                const rxwatt::bridge::QueueStatus& queue);
    void openFailed(std::uint64_t number, const QString& message);
    void answered(std::uint64_t serial, const rxwatt::bridge::Answer& answer);
    void runsChanged(std::uint64_t number);
    void processorsChanged(std::uint64_t number);
    void queueChanged(std::uint64_t number, const rxwatt::bridge::QueueStatus& queue);
    void progressChanged(std::uint64_t number, const rxwatt::bridge::RunProgress& progress);
    void troubled(std::uint64_t number, const QString& message);
    void recovered(std::uint64_t number);

private:
    // project_changes.cpp
    void check();
    [[nodiscard]] Status look();
    [[nodiscard]] Status expectFiles(const ProjectStamps& now) const;
    /// True where the index's file is another one than the one that is open, which then is.
    [[nodiscard]] Result<bool> followFiles(const ProjectStamps& now);
    [[nodiscard]] Status takeInRuns();
    void lookAtProgress();
    void followProgress(const std::vector<RunId>& atWork);
    void judge(const Error& error);
    void recover();
    [[nodiscard]] bool isDamaged() const;
    void planCheck(std::chrono::milliseconds pause);
    void planNextCheck();

    Questions& m_questions;
    std::unique_ptr<project::OpenProject> m_project;
    std::uint64_t m_number = 0;
    ProjectStamps m_stamps;
    std::int64_t m_dataVersion = 0;
    QueueStatus m_queue;
    ProgressTails m_tails;
    RunProgress m_progress;
    std::optional<Error> m_trouble;
    FolderWatch m_watch;
    QTimer m_checkTimer;
    QTimer m_progressTimer;
    QElapsedTimer m_sinceCheck;
};

} // namespace rxwatt::bridge
