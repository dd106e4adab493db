// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/event_loop.h"
#include "core/schedule/launcher.h"

#include <filesystem>
#include <map>

namespace rxwatt::schedule
{

/// Where rxwatt-worker is looked for.
struct WorkerPlaces {
    /// The folder of this program.
    std::filesystem::path beside;
    /// $RXWATT_WORKER.
    std::string named;
    /// $PATH.
    std::string path;
};

/// Finds rxwatt-worker in these places, in their order. The error says where it was looked for.
[[nodiscard]] Result<std::filesystem::path> findWorker(const WorkerPlaces& places);
/// In the places of this process.
[[nodiscard]] Result<std::filesystem::path> findWorker();

/// Workers as processes of this machine, each in a session of its own so that neither a terminal's Ctrl-C nor the end
/// of the scheduler reaches it, and watched by pidfd.
class LocalLauncher final : public Launcher
{
public:
    using WorkerFinder = std::function<Result<std::filesystem::path>()>;

    explicit LocalLauncher(
        EventLoop& loop, WorkerFinder worker = [] { return findWorker(); });

    void setOnEnd(OnEnd onEnd) override { m_onEnd = std::move(onEnd); }

    [[nodiscard]] Launched launch(const RunId& id, const run::RunFolder& folder) override;
    [[nodiscard]] bool attach(const RunId& id, const run::ProcessIdentity& worker) override;
    void stop(const RunId& id) override;
    void kill(const RunId& id) override;

private:
    enum class Origin { child, attached };

    struct Worker {
        run::ProcessIdentity identity;
        /// A pidfd: signals through it reach this process or none.
        base::FileDescriptor process;
    };

    [[nodiscard]] Result<run::ProcessIdentity> start(const RunId& id, const std::filesystem::path& program,
                                                     const run::RunFolder& folder, int log);
    [[nodiscard]] Status watch(const RunId& id, Worker worker, Origin origin);
    void ended(const RunId& id, int pid, Origin origin);

    EventLoop& m_loop;
    WorkerFinder m_findWorker;
    OnEnd m_onEnd;
    /// Workers that have not ended, by run.
    std::map<RunId, Worker> m_workers;
};

} // namespace rxwatt::schedule
