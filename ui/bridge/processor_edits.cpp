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

void ProcessorEdits::carryOut(const std::string& id, std::function<Status()> change, std::function<void()> tell)
{
    ++m_underWay;
    m_background.run([this, id, change = std::move(change), tell = std::move(tell)] {
        return [this, id, tell, status = persist(m_background, change)] {
            --m_underWay;
            if (status) {
                tell();
            } else if (status.error().kind == ErrorKind::busy) {
                Q_EMIT failed(QString::fromStdString(id),
                              tr("Another program is changing the project's processors and has not finished within a "
                                 "second, so nothing was written. Try again when it has."));
            } else {
                Q_EMIT failed(QString::fromStdString(id), QString::fromStdString(status.error().message));
            }
        };
    });
}

void ProcessorEdits::put(const std::filesystem::path& project, const energy::Processor& processor)
{
    carryOut(
        processor.id, [project, processor] { return energy::putOwnProcessor(project, processor); },
        [this, processor] { Q_EMIT written(processor); });
}

void ProcessorEdits::remove(const std::filesystem::path& project, const std::string& id)
{
    carryOut(
        id, [project, id] { return energy::removeOwnProcessor(project, id); },
        [this, id] { Q_EMIT removed(QString::fromStdString(id)); });
}

} // namespace rxwatt::bridge
