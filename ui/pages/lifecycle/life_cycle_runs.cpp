// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/lifecycle/life_cycle_runs.h"

#include "core/energy/catalogue.h"

#include <algorithm>
#include <map>

namespace rxwatt::pages
{

namespace
{

/// "study/", empty for none.
std::string studyPrefix(const std::string& name)
{
    const std::size_t slash = name.find('/');
    return slash == std::string::npos || slash == 0 ? "" : name.substr(0, slash + 1);
}

void readProcessors(const project::OpenProject& project, LifeCycleRuns& out)
{
    const Result<energy::Catalogue> own = energy::Catalogue::ofProject(project.folder.path());
    out.processors = (own ? *own : energy::Catalogue::builtIn()).processors();
    out.processorProblem = own ? "" : own.error().message;
}

/// The runs of each study once, however many of them are compared.
class Studies
{
public:
    explicit Studies(const store::RunReader& reader) : m_reader(reader) {}

    Result<std::optional<StudyEnergy>> of(const store::RunSummary& run)
    {
        const std::string prefix = studyPrefix(run.name);
        if (prefix.empty()) {
            return std::nullopt;
        }
        auto found = m_runs.find(prefix);
        if (found == m_runs.end()) {
            store::RunQuery query;
            query.nameContains = prefix;
            RXWATT_ASSIGN(std::vector<store::RunSummary> runs, m_reader.list(query));
            found = m_runs.emplace(prefix, std::move(runs)).first;
        }
        return studyEnergyOf(run, found->second);
    }

private:
    const store::RunReader& m_reader;
    std::map<std::string, std::vector<store::RunSummary>> m_runs;
};

} // namespace

std::optional<StudyEnergy> studyEnergyOf(const store::RunSummary& run, const std::vector<store::RunSummary>& others)
{
    const std::string prefix = studyPrefix(run.name);
    if (prefix.empty()) {
        return std::nullopt;
    }
    StudyEnergy study;
    study.study = prefix.substr(0, prefix.size() - 1);
    for (const store::RunSummary& other : others) {
        if (other.id == run.id || !other.name.starts_with(prefix)) {
            continue;
        }
        if (other.trainingEnergyJ && *other.trainingEnergyJ > 0) {
            study.joules += *other.trainingEnergyJ;
            study.quality = run::worseOf(study.quality, other.energyQuality.value_or(run::Quality::estimated));
            ++study.runs;
        } else if (other.stepsDone > 0) {
            ++study.unknown;
        }
    }
    return study;
}

Result<LifeCycleRuns> readLifeCycleRuns(const project::OpenProject& project, const std::vector<RunId>& ids)
{
    LifeCycleRuns all;
    readProcessors(project, all);
    const std::size_t count = std::min(ids.size(), mostLifeCycleRuns);
    all.leftOut = ids.size() - count;
    Studies studies(project.reader);
    for (std::size_t i = 0; i < count; ++i) {
        Result<store::RunDetails> details = project.reader.read(ids[i]);
        if (!details && details.error().kind == ErrorKind::notFound) {
            continue;
        }
        if (!details) {
            return tl::unexpected<Error>(std::move(details).error());
        }
        RXWATT_ASSIGN(auto study, studies.of(details->summary));
        all.runs.push_back({std::move(*details), std::move(study)});
    }
    return all;
}

} // namespace rxwatt::pages
