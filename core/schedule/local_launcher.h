// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/event_loop.h"
#include "core/schedule/launcher.h"

#include <filesystem>
#include <map>

namespace rxwatt::schedule
{

/// Finds rxwatt-worker: beside this program, else $RXWATT_WORKER, else on PATH. The error says where it was looked for.
[[nodiscard]] Result<std::filesystem::path> findWorker();

/// Workers as processes of this machine, each in a session of its own so that neither a terminal's Ctrl-C nor the end
/// of the scheduler reaches it, and watched by pidfd.
class LocalLauncher final : public Launcher
{
public:
    using WorkerFinder = std::function<Result<std::filesystem::path>()>;

    explicit LocalLauncher(EventLoop& loop, WorkerFinder worker = findWorker);

    void setOnEnd(OnEnd onEnd) override { m_onEnd = std::move(onEnd); }

    [[nodiscard]] Result<run::ProcessIdentity> launch(const RunId& id, const run::RunFolder& folder) override;
    [[nodiscard]] bool attach(const RunId& id, const run::ProcessIdentity& worker) override;
    void stop(const RunId& id) override;
    void kill(const RunId& id) override;

private:
    enum class Origin { child, attached };

    [[nodiscard]] Status watch(const RunId& id, int pid, Origin origin);
    void ended(const RunId& id, int pid, Origin origin);

    EventLoop& m_loop;
    WorkerFinder m_findWorker;
    OnEnd m_onEnd;
    /// Workers that have not ended, by run.
    std::map<RunId, run::ProcessIdentity> m_workers;
};

} // namespace rxwatt::schedule
