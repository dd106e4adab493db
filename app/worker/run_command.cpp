// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker/run_command.h"

#include "app/worker/heartbeat.h"
#include "app/worker/run_log.h"
#include "app/worker/stop_request.h"
#include "core/base/atomic_file.h"
#include "core/base/files.h"
#include "core/base/log.h"
#include "core/training/sensor_meter.h"

#include <fmt/format.h>

#include <atomic>
#include <exception>
#include <optional>

namespace rxwatt::worker
{

namespace
{

std::string reasonOf(const Error& error)
{
    return error.kind == ErrorKind::storage
               ? error.message + "; mend it (is the disk full?) and retry: the run goes on from its newest checkpoint"
               : error.message;
}

/// One attempt in a folder whose lock is held.
class Attempt
{
public:
    Attempt(run::RunFolder folder, const std::atomic<bool>& stop) : m_folder(std::move(folder)), m_stop(stop) {}

    int run()
    {
        const auto end = work();
        if (!end) {
            base::logError("{}", reasonOf(end.error()));
        }
        if (const auto written = writeExit(end); !written) {
            base::logError("{}", written.error().message);
            return end ? 1 : base::exitCode(end.error());
        }
        if (!end) {
            return base::exitCode(end.error());
        }
        return *end == training::RunEnd::finished ? 0 : 3;
    }

private:
    Result<training::RunEnd> work()
    {
        std::error_code ignored;
        std::filesystem::remove(m_folder.exitFile(), ignored);
        if (std::filesystem::exists(m_folder.stateFile(), ignored)) {
            RXWATT_ASSIGN(const auto state, m_folder.readState());
            m_attempt = state.attempt;
        }
        const HeartbeatThread heartbeat(m_folder, m_attempt, m_step);
        RXWATT_ASSIGN(auto spec, m_folder.readSpec());
        RXWATT_ASSIGN(auto writer, run::EventWriter::open(m_folder.eventsFile()));
        m_log.emplace(std::move(writer), m_attempt);
        const auto meter = training::openMeter(spec, m_folder.powerFolder());
        training::RunJob job{std::move(spec), m_folder, *m_log, m_stop, m_step, meter.get()};
        try {
            return training::executeRun(job);
        } catch (const std::exception& error) {
            return fail(ErrorKind::failed, fmt::format("the worker failed: {}", error.what()));
        }
    }

    /// The events first, so that whoever reads exit.json finds them whole.
    Status writeExit(const Result<training::RunEnd>& end)
    {
        run::ExitRecord record;
        record.attempt = m_attempt;
        record.stepsDone = m_step;
        record.durationS = m_log ? m_log->seconds() : 0;
        if (end) {
            record.outcome =
                *end == training::RunEnd::finished ? run::ExitOutcome::succeeded : run::ExitOutcome::stopped;
        } else {
            record.reason = reasonOf(end.error());
        }
        const Status synced = m_log ? m_log->sync() : Status();
        RXWATT_TRY(m_folder.writeExit(record));
        return synced;
    }

    run::RunFolder m_folder;
    const std::atomic<bool>& m_stop;
    int m_attempt = 1;
    std::atomic<std::int64_t> m_step{0};
    std::optional<RunLog> m_log;
};

} // namespace

int runCommand(const std::filesystem::path& folder)
{
    const auto& stop = catchStopRequests();
    std::error_code error;
    if (!folder.is_absolute() || !std::filesystem::is_directory(folder, error)) {
        base::logError("run: found \"{}\", the absolute path of a run's folder is wanted", folder.string());
        return 2;
    }
    // "runs/x/" and "runs/x" are one folder, and its name is the run's id.
    const auto clean = (folder / "").lexically_normal().parent_path();
    const run::RunFolder runFolder(clean);
    const auto lock = runFolder.lock();
    if (!lock) {
        base::logError("{}", lock.error().message);
        return lock.error().kind == ErrorKind::busy ? run::heldExitCode : base::exitCode(lock.error());
    }
    for (const auto& place : {runFolder.path(), runFolder.evaluationFolder(), runFolder.checkpointFolder()}) {
        base::removeAbandonedFiles(place);
    }
    return Attempt(runFolder, stop).run();
}

} // namespace rxwatt::worker
