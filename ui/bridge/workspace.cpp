// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/workspace.h"

#include "ui/bridge/background.h"
#include "ui/bridge/project_reader.h"
#include "ui/bridge/scheduler_start.h"

#include <QDir>
#include <QThread>

namespace rxwatt::bridge
{

namespace
{

/// What only the latest question of is answered.
using Subject = std::pair<const QObject*, QString>;

struct Waiting {
    Subject subject;
    std::function<void(const Answer&)> done;
};

} // namespace

struct Workspace::Parts {
    Questions questions;
    QThread thread;
    ProjectReader* reader = nullptr;
    std::unique_ptr<Background> writer = std::make_unique<Background>();
    /// The one that this program started last; none once it has ended.
    QPointer<SchedulerWatch> scheduler;
    /// Between asking for one and its being there.
    bool isStarting = false;

    /// Counts the projects that were opened.
    std::uint64_t number = 0;
    bool isOpening = false;
    /// The folder that open() was last called with.
    QString asked;
    std::shared_ptr<const run::ProjectFolder> folder;
    QueueStatus queue;
    RunProgress progress;

    std::uint64_t lastSerial = 0;
    std::map<Subject, std::uint64_t> latest;
    std::map<std::uint64_t, Waiting> waiting;
    /// Whether somebody who holds the project has not answered; the writer's thread alone uses it.
    bool gaveUp = false;
};

Workspace::Workspace(QObject* parent) : QObject(parent), m_parts(std::make_unique<Parts>())
{
    m_parts->reader = new ProjectReader(m_parts->questions);
    m_parts->reader->moveToThread(&m_parts->thread);
    connect(&m_parts->thread, &QThread::finished, m_parts->reader, &QObject::deleteLater);
    connectReader();
    m_parts->thread.start();
}

Workspace::~Workspace()
{
    forgetAll();
    // What it still does tells the reader.
    m_parts->writer.reset();
    m_parts->thread.quit();
    m_parts->thread.wait();
}

void Workspace::connectReader()
{
    ProjectReader* reader = m_parts->reader;
    // A signal is this project's where it carries its number.
    const auto whenOpen = [this](std::uint64_t number) {
        return m_parts->folder != nullptr && number == m_parts->number;
    };
    connect(reader, &ProjectReader::opened, this,
            [this](std::uint64_t number, const auto& folder, const QueueStatus& queue) {
                if (number == m_parts->number) {
                    m_parts->isOpening = false;
                    m_parts->folder = folder;
                    m_parts->queue = queue;
                    Q_EMIT opened();
                }
            });
    connect(reader, &ProjectReader::openFailed, this, [this](std::uint64_t number, const QString& message) {
        if (number == m_parts->number) {
            m_parts->isOpening = false;
            Q_EMIT openFailed(m_parts->asked, message);
        }
    });
    connect(reader, &ProjectReader::answered, this, &Workspace::deliver);
    connect(reader, &ProjectReader::runsChanged, this, [this, whenOpen](std::uint64_t number) {
        if (whenOpen(number)) {
            Q_EMIT runsChanged();
        }
    });
    connect(reader, &ProjectReader::processorsChanged, this, [this, whenOpen](std::uint64_t number) {
        if (whenOpen(number)) {
            Q_EMIT processorsChanged();
        }
    });
    connect(reader, &ProjectReader::queueChanged, this,
            [this, whenOpen](std::uint64_t number, const QueueStatus& queue) {
                if (whenOpen(number)) {
                    setQueue(queue);
                }
            });
    connect(reader, &ProjectReader::progressChanged, this,
            [this, whenOpen](std::uint64_t number, const RunProgress& progress) {
                if (whenOpen(number)) {
                    m_parts->progress = progress;
                    Q_EMIT progressChanged();
                }
            });
    connect(reader, &ProjectReader::troubled, this, [this, whenOpen](std::uint64_t number, const QString& message) {
        if (whenOpen(number)) {
            Q_EMIT troubled(message);
        }
    });
    connect(reader, &ProjectReader::recovered, this, [this, whenOpen](std::uint64_t number) {
        if (whenOpen(number)) {
            Q_EMIT recovered();
        }
    });
}

void Workspace::open(const QString& folder)
{
    close();
    m_parts->asked = QDir::cleanPath(QDir(folder).absolutePath());
    m_parts->isOpening = true;
    const std::uint64_t number = ++m_parts->number;
    ProjectReader* reader = m_parts->reader;
    QMetaObject::invokeMethod(reader, [reader, folder = m_parts->asked, number] { reader->open(folder, number); });
}

void Workspace::close()
{
    const bool wasOpen = isOpen();
    forgetAll();
    ++m_parts->number;
    m_parts->isOpening = false;
    m_parts->folder.reset();
    // The next project's scheduler is another one.
    m_parts->scheduler.clear();
    m_parts->queue = {};
    m_parts->progress.clear();
    if (wasOpen) {
        ProjectReader* reader = m_parts->reader;
        QMetaObject::invokeMethod(reader, [reader] { reader->close(); });
        Q_EMIT closed();
    }
}

bool Workspace::isOpen() const
{
    return m_parts->folder != nullptr;
}

QString Workspace::folder() const
{
    return isOpen() ? QString::fromStdString(m_parts->folder->path().string()) : QString();
}

const run::ProjectFolder& Workspace::project() const
{
    Q_ASSERT(isOpen());
    return *m_parts->folder;
}

QueueStatus Workspace::queue() const
{
    return m_parts->queue;
}

const std::map<RunId, run::ProgressEvent>& Workspace::progress() const
{
    return m_parts->progress;
}

void Workspace::setQueue(const QueueStatus& queue)
{
    m_parts->queue = queue;
    if (queue.atWork && m_parts->scheduler) {
        m_parts->scheduler->noticeAtWork();
    }
    Q_EMIT queueChanged();
}

void Workspace::askUntyped(QObject* asker, const QString& topic, Question question,
                           std::function<void(const Answer&)> done)
{
    if (!isOpen()) {
        return;
    }
    QObject* const owner = asker != nullptr ? asker : this;
    if (owner != this) {
        connect(owner, &QObject::destroyed, this, &Workspace::forget, Qt::UniqueConnection);
    }
    const Subject subject(owner, topic);
    std::uint64_t& latest = m_parts->latest[subject];
    const std::uint64_t replaced = latest;
    latest = ++m_parts->lastSerial;
    m_parts->waiting.erase(replaced);
    m_parts->waiting.emplace(latest, Waiting{subject, std::move(done)});
    question.serial = latest;
    m_parts->questions.put(std::move(question), replaced);
    ProjectReader* reader = m_parts->reader;
    QMetaObject::invokeMethod(reader, [reader] { reader->answerNext(); });
}

void Workspace::deliver(std::uint64_t serial, const Answer& answer)
{
    const auto found = m_parts->waiting.find(serial);
    if (found == m_parts->waiting.end()) {
        return;
    }
    const Waiting waiting = std::move(found->second);
    m_parts->waiting.erase(found);
    m_parts->latest.erase(waiting.subject);
    m_parts->questions.drop(serial);
    waiting.done(answer);
}

void Workspace::forget(QObject* asker)
{
    std::erase_if(m_parts->latest, [&](const auto& entry) {
        const bool isTheirs = entry.first.first == asker;
        if (isTheirs) {
            m_parts->waiting.erase(entry.second);
            m_parts->questions.drop(entry.second);
        }
        return isTheirs;
    });
}

void Workspace::forgetAll()
{
    m_parts->questions.clear();
    m_parts->waiting.clear();
    m_parts->latest.clear();
}

bool Workspace::isBusy() const
{
    return m_parts->isOpening || !m_parts->waiting.empty();
}

void Workspace::submit(schedule::Request request, QObject* asker, std::function<void(Result<schedule::Reply>)> done)
{
    const auto tell = [asker = QPointer<QObject>(asker != nullptr ? asker : this),
                       done = std::move(done)](Result<schedule::Reply> reply) {
        if (asker && done) {
            done(std::move(reply));
        }
    };
    if (!isOpen()) {
        const Error error = {ErrorKind::notFound, tr("No project is open.").toStdString()};
        QMetaObject::invokeMethod(
            this, [tell, error] { tell(tl::unexpected<Error>(error)); }, Qt::QueuedConnection);
        return;
    }
    Parts* parts = m_parts.get();
    parts->writer->run([parts, folder = parts->folder, request = std::move(request), tell, reader = parts->reader,
                        writer = parts->writer.get()] {
        const bool skip = parts->gaveUp && writer->isEnding();
        Result<schedule::Reply> reply = skip ? Result<schedule::Reply>(fail(ErrorKind::cancelled, "the window closed"))
                                             : project::request(*folder, request);
        parts->gaveUp = !reply && reply.error().kind == ErrorKind::busy;
        QMetaObject::invokeMethod(reader, [reader] { reader->checkSoon(); });
        return [tell, reply = std::move(reply)]() mutable { tell(std::move(reply)); };
    });
}

void Workspace::startScheduler()
{
    const bool isComing = m_parts->isStarting || (m_parts->scheduler && m_parts->scheduler->isStarting());
    if (!isOpen() || isComing) {
        return;
    }
    m_parts->isStarting = true;
    m_parts->writer->run([this, folder = m_parts->folder] {
        return [this, started = bridge::startScheduler(*folder)] {
            m_parts->isStarting = false;
            if (!started) {
                Q_EMIT schedulerFailed(QString::fromStdString(started.error().message));
            } else if (started->pid) {
                m_parts->scheduler = new SchedulerWatch(*started, this);
                connect(m_parts->scheduler, &SchedulerWatch::failed, this, &Workspace::schedulerFailed);
            }
        };
    });
}

} // namespace rxwatt::bridge
