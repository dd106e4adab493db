// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/processor_edits.h"

#include "core/energy/catalogue.h"

#include <chrono>
#include <thread>

namespace rxwatt::bridge
{

namespace
{

using namespace std::chrono_literals;

/// Others hold the file's lock for milliseconds.
constexpr auto pause = 50ms;
constexpr int tries = 20;

Status persist(const Background& background, const std::function<Status()>& change)
{
    Status status = change();
    for (int i = 1; i < tries && !status && status.error().kind == ErrorKind::busy && !background.isEnding(); ++i) {
        std::this_thread::sleep_for(pause);
        status = change();
    }
    return status;
}

} // namespace

ProcessorEdits::ProcessorEdits(QObject* parent) : QObject(parent) {}

ProcessorEdits::~ProcessorEdits() = default;

void ProcessorEdits::carryOut(Change change)
{
    ++m_underWay;
    m_background.run([this, change = std::move(change)] {
        return [this, change, status = persist(m_background, change.make)] {
            --m_underWay;
            if (status) {
                change.tell();
            } else if (status.error().kind == ErrorKind::busy) {
                Q_EMIT failed(change.project, change.id,
                              tr("Another program is changing the project's processors and has not finished within a "
                                 "second, so nothing was written. Try again when it has."));
            } else {
                Q_EMIT failed(change.project, change.id, QString::fromStdString(status.error().message));
            }
        };
    });
}

void ProcessorEdits::put(const std::filesystem::path& project, const energy::Processor& processor)
{
    const QString folder = QString::fromStdString(project.string());
    carryOut({folder, QString::fromStdString(processor.id),
              [project, processor] { return energy::putOwnProcessor(project, processor); },
              [this, folder, processor] { Q_EMIT written(folder, processor); }});
}

void ProcessorEdits::remove(const std::filesystem::path& project, const std::string& id)
{
    const QString folder = QString::fromStdString(project.string());
    const QString name = QString::fromStdString(id);
    carryOut({folder, name, [project, id] { return energy::removeOwnProcessor(project, id); },
              [this, folder, name] { Q_EMIT removed(folder, name); }});
}

} // namespace rxwatt::bridge
