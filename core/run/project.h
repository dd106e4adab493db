// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/run_folder.h"

namespace rxwatt::run
{

/// Paths of a project: project.json, settings.json, queue.json, runs.db, lock, requests/, runs/<id>/, trash/<id>/.
class ProjectFolder
{
public:
    /// Checks project.json: its schema, and that no newer version made it.
    [[nodiscard]] static Result<ProjectFolder> open(const std::filesystem::path& path);
    /// Makes a new project in a folder that is absent or empty.
    [[nodiscard]] static Result<ProjectFolder> create(const std::filesystem::path& path);

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

    [[nodiscard]] std::filesystem::path databaseFile() const { return m_path / "runs.db"; }

    [[nodiscard]] std::filesystem::path queueFile() const { return m_path / "queue.json"; }

    [[nodiscard]] std::filesystem::path lockFile() const { return m_path / "lock"; }

    [[nodiscard]] std::filesystem::path requestsFolder() const { return m_path / "requests"; }

    [[nodiscard]] std::filesystem::path runsFolder() const { return m_path / "runs"; }

    [[nodiscard]] std::filesystem::path trashFolder() const { return m_path / "trash"; }

    [[nodiscard]] RunFolder runFolder(const RunId& id) const { return RunFolder(runsFolder() / id.text); }

    /// Every folder in runs/ whose name is a run id, sorted.
    [[nodiscard]] Result<std::vector<RunId>> runIds() const;

private:
    explicit ProjectFolder(std::filesystem::path path);

    std::filesystem::path m_path;
};

/// The whole queue's own state: `queue.json`. Order and states of runs are in their state.json.
struct QueueRecord {
    bool paused = false;
    std::optional<std::string> reason;

    bool operator==(const QueueRecord&) const = default;
};

[[nodiscard]] Json toJson(const QueueRecord& record);
[[nodiscard]] Result<QueueRecord> queueRecordFromJson(const Json& json);

} // namespace rxwatt::run
