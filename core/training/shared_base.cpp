// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/shared_base.h"

#include "core/base/clock.h"
#include "core/training/earlier_energy.h"

#include <algorithm>

namespace rxwatt::training
{

namespace fs = std::filesystem;

namespace
{

constexpr std::size_t mostRuns = 32;
/// Clocks of the hosts of a cluster differ by less.
constexpr double mostSkewS = 5;

struct Candidate {
    fs::file_time_type written;
    fs::path folder;
};

/// Runs beside `own` that wrote events since a base power of that age could have been told, the last ones first.
std::vector<Candidate> lastRuns(const run::RunFolder& own, double maxAgeS)
{
    const auto oldest = fs::file_time_type::clock::now() - std::chrono::duration_cast<fs::file_time_type::duration>(
                                                               std::chrono::duration<double>(maxAgeS));
    std::vector<Candidate> runs;
    for (const auto& entry : base::entriesOf(own.path().parent_path()).value_or(std::vector<fs::directory_entry>())) {
        std::error_code missing;
        const fs::file_time_type written = fs::last_write_time(run::RunFolder(entry.path()).eventsFile(), missing);
        if (!missing && written >= oldest && entry.path().filename() != own.path().filename()) {
            runs.push_back({written, entry.path()});
        }
    }
    std::sort(runs.begin(), runs.end(), [](const Candidate& a, const Candidate& b) { return a.written > b.written; });
    runs.resize(std::min(runs.size(), mostRuns));
    return runs;
}

} // namespace

std::optional<SharedBase> freshBase(const run::RunFolder& own, const BaseConditions& conditions,
                                    std::chrono::system_clock::time_point now)
{
    std::optional<SharedBase> newest;
    for (const Candidate& candidate : lastRuns(own, conditions.maxAgeS)) {
        const run::EnergyRecord record = earlierEnergy(run::RunFolder(candidate.folder).eventsFile());
        // Handed on from run to run it would never grow old.
        const auto& before = record.baseFrom.empty() ? record.baseBefore : std::nullopt;
        for (const std::optional<run::BasePower>& base : {before, record.baseAfter}) {
            const auto takenAt = base ? base::fromIsoTime(base->takenAt) : std::nullopt;
            if (!takenAt || base->machine != conditions.machine || base->sensors != conditions.sensors ||
                base->durationS < conditions.leastDurationS) {
                continue;
            }
            const double ageS = std::chrono::duration<double>(now - *takenAt).count();
            if (ageS > -mostSkewS && ageS <= conditions.maxAgeS && (!newest || ageS < newest->ageS)) {
                newest = SharedBase{*base, candidate.folder.filename().string(), std::max(0.0, ageS)};
            }
        }
    }
    return newest;
}

} // namespace rxwatt::training
