// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/base/ids.h"
#include "core/run/event.h"
#include "core/run/spec.h"
#include "core/run/state.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace rxwatt::run
{

/// How `rxwatt-worker run` ends where another worker has the run (EX_TEMPFAIL of sysexits.h).
inline constexpr int heldExitCode = 75;

/// Whoever works on a run.
struct RunHolder {
    /// None where the holder has not said, or not yet, who it is.
    std::optional<ProcessIdentity> process;
};

/// "process 4711 on lab-7".
[[nodiscard]] std::string describe(const RunHolder& holder);

/// One run's folder, the truth about it: spec.json, meta.json, state.json, events.jsonl, heartbeat, exit.json,
/// worker.log, weights.safetensors, best.safetensors, weights-<step>.safetensors, checkpoints/, evaluation/, power/.
class RunFolder
{
public:
    explicit RunFolder(std::filesystem::path path);

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

    [[nodiscard]] std::filesystem::path specFile() const { return m_path / "spec.json"; }

    [[nodiscard]] std::filesystem::path metaFile() const { return m_path / "meta.json"; }

    [[nodiscard]] std::filesystem::path stateFile() const { return m_path / "state.json"; }

    [[nodiscard]] std::filesystem::path eventsFile() const { return m_path / "events.jsonl"; }

    [[nodiscard]] std::filesystem::path heartbeatFile() const { return m_path / "heartbeat"; }

    [[nodiscard]] std::filesystem::path exitFile() const { return m_path / "exit.json"; }

    [[nodiscard]] std::filesystem::path logFile() const { return m_path / "worker.log"; }

    [[nodiscard]] std::filesystem::path lockFile() const { return m_path / "lock"; }

    [[nodiscard]] std::filesystem::path weightsFile() const { return m_path / "weights.safetensors"; }

    [[nodiscard]] std::filesystem::path bestWeightsFile() const { return m_path / "best.safetensors"; }

    [[nodiscard]] std::filesystem::path snapshotFile(std::int64_t step) const;

    [[nodiscard]] std::filesystem::path checkpointFolder() const { return m_path / "checkpoints"; }

    [[nodiscard]] std::filesystem::path evaluationFolder() const { return m_path / "evaluation"; }

    /// Raw readings of the machine's sensors (see energy::Trace).
    [[nodiscard]] std::filesystem::path powerFolder() const { return m_path / "power"; }

    [[nodiscard]] Result<RunSpec> readSpec() const;
    [[nodiscard]] Result<RunMeta> readMeta() const;
    [[nodiscard]] Status writeMeta(const RunMeta& meta) const;
    [[nodiscard]] Result<StateRecord> readState() const;
    [[nodiscard]] Status writeState(const StateRecord& record) const;
    /// None where the worker has not written it (it is at work, or died).
    [[nodiscard]] Result<std::optional<ExitRecord>> readExit() const;
    [[nodiscard]] Status writeExit(const ExitRecord& record) const;
    [[nodiscard]] Result<std::optional<Heartbeat>> readHeartbeat() const;
    /// The weights that a reference's checkpoint names: "" (the last step's), "best", or a step.
    [[nodiscard]] std::filesystem::path weightsFile(const std::string& checkpoint) const;

    /// Taken by a worker before it touches anything else, and held to its end; `busy` says who has it.
    [[nodiscard]] Result<base::FileLock> lock() const;
    /// Who holds the lock: whatever state.json says, that process works on the run. None where nobody does.
    [[nodiscard]] std::optional<RunHolder> holder() const;

private:
    std::filesystem::path m_path;
};

/// Makes the folder of a new run with spec.json, meta.json and state.json, all or nothing.
[[nodiscard]] Result<RunFolder> createRunFolder(const std::filesystem::path& runsFolder, const RunId& id,
                                                const RunSpec& spec, const StateRecord& state);

/// Events read from a position in events.jsonl up to the last whole line.
struct EventBatch {
    std::vector<RunEvent> events;
    /// Where to go on reading.
    std::uint64_t nextOffset = 0;
    /// Lines that could not be read (torn, or from a newer version), for a warning.
    int skippedLines = 0;
    /// Whether a position was asked for that this file does not have, so that it was read from its beginning instead.
    bool fromBeginning = false;
};

/// Reads at most `maxBytes`, or one whole line where that is longer; a torn last line waits for the next call, and so
/// does a file that is not there yet. Lines over 1 MiB are skipped. Where the file does not reach to `offset` or has no
/// line's end there (the run was started over), it is read from its beginning.
[[nodiscard]] Result<EventBatch> readEvents(const std::filesystem::path& eventsFile, std::uint64_t offset,
                                            std::size_t maxBytes = std::size_t{4} << 20);

/// Appends events, one write each. On opening, a torn tail that a killed attempt left is cut off; hold the run folder's
/// lock.
class EventWriter
{
public:
    [[nodiscard]] static Result<EventWriter> open(const std::filesystem::path& eventsFile);

    /// Highest seq and t found in the file on opening: a new attempt counts on from there.
    [[nodiscard]] std::uint64_t lastSeq() const { return m_lastSeq; }

    [[nodiscard]] double lastTime() const { return m_lastTime; }

    [[nodiscard]] Status append(const RunEvent& event);
    /// Makes all appended events durable.
    [[nodiscard]] Status sync();

private:
    base::FileDescriptor m_file;
    std::filesystem::path m_path;
    std::uint64_t m_size = 0;
    std::uint64_t m_lastSeq = 0;
    double m_lastTime = 0;
};

} // namespace rxwatt::run
