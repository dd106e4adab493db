// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/local_launcher.h"
#include "core/schedule/supervisor.h"

#include <chrono>
#include <thread>

namespace rxwatt::schedule
{

namespace
{

/// How long somebody's edit may keep a scheduler from starting.
constexpr std::chrono::milliseconds editPatience{1000};

} // namespace

Result<SupervisorSummary> runScheduler(const run::ProjectFolder& project, const JournalFactory& openJournal,
                                       SupervisorObserver& observer, const SupervisorOptions& options)
{
    Result<base::FileLock> lock = lockProject(project, "scheduler");
    for (auto waited = std::chrono::milliseconds(0);
         !lock && lock.error().kind == ErrorKind::busy && waited < editPatience;
         waited += std::chrono::milliseconds(50)) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        lock = lockProject(project, "scheduler");
    }
    if (!lock) {
        return tl::unexpected<Error>(lock.error());
    }
    RXWATT_ASSIGN(const std::unique_ptr<run::RunJournal> journal, openJournal());
    const base::SystemClock clock;
    RXWATT_ASSIGN(const std::unique_ptr<EventLoop> loop, EventLoop::open());
    LocalLauncher launcher(*loop);
    const SupervisorParts parts{*journal, launcher, *loop, clock, observer};
    Supervisor supervisor(project, parts, options);
    return supervisor.run();
}

} // namespace rxwatt::schedule
