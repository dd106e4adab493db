// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/journal.h"
#include "core/store/run_query.h"

#include <filesystem>
#include <map>
#include <memory>
#include <span>

namespace rxwatt::store
{

/// Reads the project's index. Needs no lock and never writes, not even where a scheduler writes at the same time. Use
/// one reader from one thread.
class RunReader
{
public:
    /// Errors as of SqliteJournal::open, and `unsupported` where an older version made the file and nobody has brought
    /// it up to date yet.
    [[nodiscard]] static Result<RunReader> open(const std::filesystem::path& file);

    RunReader(RunReader&&) noexcept;
    RunReader& operator=(RunReader&&) noexcept;
    ~RunReader();

    [[nodiscard]] Result<std::vector<RunSummary>> list(const RunQuery& query) const;
    /// The ids of the runs that the query finds, in its order: what a table scrolls over, to read with summaries() what
    /// it shows.
    [[nodiscard]] Result<std::vector<RunId>> ids(const RunQuery& query) const;
    /// The runs of those ids, in their order; ids that no run has are left out.
    [[nodiscard]] Result<std::vector<RunSummary>> summaries(std::span<const RunId> ids) const;
    /// How many runs the query finds, its limit and offset left out.
    [[nodiscard]] Result<std::int64_t> count(const RunQuery& query) const;
    /// Every run's id, name, kind and state, by creation.
    [[nodiscard]] Result<std::vector<RunName>> names() const;
    /// Becomes another number once somebody else has changed the index; says nothing to another reader.
    [[nodiscard]] Result<std::int64_t> dataVersion() const;
    /// What tells whether the index is up to date with the folders.
    [[nodiscard]] Result<std::map<RunId, run::IndexedRun>> indexed() const;

    /// Many runs at once, all of one moment.
    [[nodiscard]] Result<std::vector<RunOverview>> overviews(const RunQuery& query, CurveParts parts) const;

    /// `notFound` where there is no such run.
    [[nodiscard]] Result<RunDetails> read(const RunId& id) const;
    /// All points of a series by rising step; empty where there is none of that name.
    [[nodiscard]] Result<std::vector<SeriesPoint>> series(const RunId& id, const std::string& name) const;
    /// The points behind `step` of the series named (none: of all), for what grows: a series without any is left out.
    /// Different series may get their values of one step at different times, and a new attempt does steps again that an
    /// earlier one had done.
    [[nodiscard]] Result<SeriesPoints> seriesAfter(const RunId& id, std::span<const std::string> names,
                                                   std::int64_t step) const;
    /// Settings of the runs of those ids: a row for each, with a value for each path ("training.learning_rate"). None
    /// where there is no such run or setting.
    [[nodiscard]] Result<std::vector<std::vector<SettingValue>>> settings(std::span<const RunId> ids,
                                                                          std::span<const std::string> paths) const;
    /// Which settings differ between the runs that a query finds, of the newest `limit` of them (−1: of all).
    [[nodiscard]] Result<DifferingSettings> differingSettings(const RunQuery& query, std::int64_t limit = 2000) const;
    /// What a person may want to write in a filter: all tags, and up to `most` values of each of these settings.
    [[nodiscard]] Result<FilterWords> filterWords(std::span<const std::string> paths, std::int64_t most) const;
    [[nodiscard]] Result<std::vector<BerCurve>> berCurves(const RunId& id) const;

private:
    struct Connection;

    explicit RunReader(std::unique_ptr<Connection> connection);

    std::unique_ptr<Connection> m_connection;
};

} // namespace rxwatt::store
