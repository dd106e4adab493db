// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/workspace.h"

namespace rxwatt::bridge
{

struct Workspace::Parts {
    std::map<RunId, run::ProgressEvent> progress;
    std::unique_ptr<project::OpenProject> project;
};

Workspace::Workspace(QObject* parent) : QObject(parent), m_parts(std::make_unique<Parts>()) {}

Workspace::~Workspace() = default;

void Workspace::open(const QString& /*folder*/) {}

void Workspace::close() {}

bool Workspace::isOpen() const
{
    return m_parts->project != nullptr;
}

QString Workspace::folder() const
{
    return {};
}

const run::ProjectFolder& Workspace::project() const
{
    return m_parts->project->folder;
}

QueueStatus Workspace::queue() const
{
    return {};
}

const std::map<RunId, run::ProgressEvent>& Workspace::progress() const
{
    return m_parts->progress;
}

void Workspace::askUntyped(QObject* /*asker*/, const QString& /*topic*/,
                           std::function<Answer(const project::OpenProject&)> /*work*/,
                           std::function<void(const Answer&)> /*done*/)
{
}

bool Workspace::isBusy() const
{
    return false;
}

void Workspace::submit(schedule::Request /*request*/, QObject* /*asker*/,
                       std::function<void(Result<schedule::Reply>)> /*done*/)
{
}

void Workspace::startScheduler() {}

} // namespace rxwatt::bridge
