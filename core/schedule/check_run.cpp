// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/check_run.h"

#include "core/base/tensor_file.h"
#include "core/schedule/resolve.h"

#include <fmt/format.h>

namespace rxwatt::schedule
{

namespace
{

namespace fs = std::filesystem;
using run::RunState;

/// Collects findings about one run.
class RunCheck
{
public:
    RunCheck(const run::ProjectFolder& project, const RunId& id) : m_project(project), m_folder(project.runFolder(id))
    {
    }

    std::vector<Finding> check()
    {
        checkSpec();
        checkRecords();
        checkEvents();
        checkFiles();
        return std::move(m_findings);
    }

private:
    void add(Severity severity, const fs::path& file, std::string what)
    {
        m_findings.push_back({severity, file.lexically_proximate(m_project.path()).string(), std::move(what)});
    }

    template <typename T>
    void expectReadable(const fs::path& file, const Result<T>& read, const std::string& advice)
    {
        if (!read) {
            add(Severity::error, file, read.error().message + ". " + advice);
        }
    }

    void checkSpec()
    {
        const auto spec = m_folder.readSpec();
        expectReadable(m_folder.specFile(), spec,
                       "The run cannot be shown or go on; restore the file, or move the folder away");
        if (!spec) {
            return;
        }
        for (const WeightsNeed& need : needsOf(*spec)) {
            std::error_code ignored;
            if (!fs::exists(m_project.runFolder(need.run).path(), ignored)) {
                add(Severity::warning, m_folder.specFile(),
                    fmt::format("wants the weights of run {}, which is not in the project", need.run.text));
            }
        }
    }

    void checkRecords()
    {
        const auto state = m_folder.readState();
        const auto exit = m_folder.readExit();
        expectReadable(m_folder.metaFile(), m_folder.readMeta(), "The name in spec.json is shown instead");
        expectReadable(m_folder.stateFile(), state, "The run is left out of the queue; restore the file");
        expectReadable(m_folder.exitFile(), exit, "How the run ended is not known; `rxwatt retry` goes on with it");
        expectReadable(m_folder.heartbeatFile(), m_folder.readHeartbeat(), "It does no harm");
        if (state) {
            checkState(*state, exit && *exit ? &**exit : nullptr);
        }
    }

    void checkState(const run::StateRecord& state, const run::ExitRecord* exit)
    {
        const std::optional<run::RunHolder> holder = m_folder.holder();
        const bool alive = holder || (state.worker && run::isAlive(*state.worker));
        if (run::isActive(state.state) && !alive) {
            add(Severity::warning, m_folder.stateFile(),
                fmt::format("says that the run is {}, but its worker is gone; the next `rxwatt run` sees to it",
                            nameOf(state.state)));
        }
        if (!run::isActive(state.state) && alive) {
            add(Severity::error, m_folder.stateFile(),
                fmt::format("says that the run is {}, but its worker ({}) is alive", nameOf(state.state),
                            describe(holder.value_or(run::RunHolder{state.worker}))));
        }
        if (state.state == RunState::succeeded &&
            (exit == nullptr || exit->outcome != run::ExitOutcome::succeeded || exit->attempt != state.attempt)) {
            add(Severity::error, m_folder.exitFile(),
                "does not say that the run has succeeded, as state.json does; `rxwatt retry --fresh` runs it again");
        }
    }

    void checkEvents()
    {
        std::uint64_t offset = 0;
        int skipped = 0;
        while (true) {
            const auto batch = run::readEvents(m_folder.eventsFile(), offset);
            if (!batch) {
                add(Severity::error, m_folder.eventsFile(), batch.error().message);
                return;
            }
            skipped += batch->skippedLines;
            if (batch->nextOffset <= offset) {
                break;
            }
            offset = batch->nextOffset;
        }
        if (skipped > 0) {
            add(Severity::warning, m_folder.eventsFile(),
                fmt::format("lines that cannot be read and are passed over: {}", skipped));
        }
        std::error_code problem;
        const auto size = fs::file_size(m_folder.eventsFile(), problem);
        const auto state = m_folder.readState();
        if (!problem && size > offset && state && !run::isActive(state->state)) {
            add(Severity::note, m_folder.eventsFile(), "ends with a torn line; the next attempt cuts it off");
        }
    }

    void checkFiles()
    {
        std::error_code problem;
        for (fs::recursive_directory_iterator entry(m_folder.path(), problem);
             !problem && entry != fs::recursive_directory_iterator(); entry.increment(problem)) {
            const fs::path& file = entry->path();
            const std::string name = file.filename().string();
            if (name.starts_with(".rxwatt-") && name.ends_with(".tmp")) {
                add(Severity::note, file,
                    "is left from a write that was cut short; it may be deleted when the run is "
                    "not at work");
            } else if (file.extension() == ".safetensors") {
                const auto tensors = base::TensorFile::open(file);
                expectReadable(file, tensors, "It cannot be used");
            }
        }
        if (problem) {
            add(Severity::error, m_folder.path(), "cannot be read: " + problem.message());
        }
    }

    const run::ProjectFolder& m_project;
    run::RunFolder m_folder;
    std::vector<Finding> m_findings;
};

} // namespace

std::vector<Finding> checkRun(const run::ProjectFolder& project, const RunId& id)
{
    return RunCheck(project, id).check();
}

} // namespace rxwatt::schedule
