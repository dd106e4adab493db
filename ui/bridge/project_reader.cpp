// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/project_reader.h"

namespace rxwatt::bridge
{

namespace
{

/// The index's own errors begin with its file's name.
bool isAboutIndex(const Error& error, const run::ProjectFolder& folder)
{
    return (error.kind == ErrorKind::busy || error.kind == ErrorKind::storage) &&
           error.message.starts_with(folder.databaseFile().string());
}

} // namespace

ProjectReader::ProjectReader(Questions& questions)
    : m_questions(questions), m_watch(this), m_checkTimer(this), m_progressTimer(this)
{
    m_checkTimer.setSingleShot(true);
    m_progressTimer.setInterval(std::chrono::milliseconds(500));
    connect(&m_checkTimer, &QTimer::timeout, this, &ProjectReader::check);
    connect(&m_progressTimer, &QTimer::timeout, this, &ProjectReader::lookAtProgress);
    connect(&m_watch, &FolderWatch::touched, this, &ProjectReader::checkSoon);
}

void ProjectReader::open(const QString& folder, std::uint64_t number)
{
    close();
    m_number = number;
    Result<project::OpenProject> project = project::openProject(folder.toStdString());
    if (!project) {
        Q_EMIT openFailed(number, QString::fromStdString(project.error().message));
        return;
    }
    m_project = std::make_unique<project::OpenProject>(std::move(*project));
    m_stamps = stampsOf(m_project->folder);
    m_watch.watch(m_project->folder.path());
    m_sinceCheck.start();
    readQueue(m_project->folder, m_queue);
    const Status read = takeInRuns();
    Q_EMIT opened(number, std::make_shared<const run::ProjectFolder>(m_project->folder), m_queue);
    if (!read) {
        judge(read.error());
    }
    planNextCheck();
}

void ProjectReader::close()
{
    m_checkTimer.stop();
    m_progressTimer.stop();
    m_watch.stop();
    m_project.reset();
    m_tails.follow({});
    m_progress.clear();
    m_queue = {};
    m_trouble.reset();
}

void ProjectReader::answerNext()
{
    const std::optional<Question> question = m_questions.take();
    if (!question || !m_project) {
        return;
    }
    Answer answer;
    // A damaged index may still answer other questions than the one that found the damage.
    if (m_trouble && !isDamaged()) {
        answer = question->refuse(*m_trouble);
    } else {
        answer = question->work(*m_project);
        if (answer.error && isAboutIndex(*answer.error, m_project->folder)) {
            judge(*answer.error);
            planNextCheck();
        }
    }
    // An answer that nobody waits for ends here, and not on the window's thread.
    if (m_questions.isWanted(question->serial)) {
        Q_EMIT answered(question->serial, answer);
    }
}

} // namespace rxwatt::bridge
