// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/project.h"
#include "core/schedule/client.h"
#include "core/schedule/local_launcher.h"
#include "core/schedule/supervisor.h"
#include "core/store/run_reader.h"
#include "core/store/sqlite_journal.h"
#include "tests/support/temporary_folder.h"

#include <chrono>
#include <fstream>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace rxwatt::test
{

/// Keeps what a supervisor tells.
class Notes final : public schedule::SupervisorObserver
{
public:
    void runChanged(const RunId& id, const run::StateRecord& record) override
    {
        const std::lock_guard lock(m_mutex);
        states.push_back(std::string(nameOf(record.state)));
        reasons.push_back(record.reason.value_or(""));
        last[id] = record.state;
    }

    void eventsArrived(const RunId& /*id*/, std::span<const run::RunEvent> arrived) override
    {
        const std::lock_guard lock(m_mutex);
        events += arrived.size();
    }

    void warned(std::string_view text) override
    {
        const std::lock_guard lock(m_mutex);
        warnings.emplace_back(text);
    }

    [[nodiscard]] bool saw(const std::string& state) const
    {
        const std::lock_guard lock(m_mutex);
        return std::find(states.begin(), states.end(), state) != states.end();
    }

    std::vector<std::string> states;
    std::vector<std::string> reasons;
    std::map<RunId, run::RunState> last;
    std::size_t events = 0;
    std::vector<std::string> warnings;

private:
    mutable std::mutex m_mutex;
};

/// A project with an index whose runs are worked on by fake_worker.
class ScheduledProject
{
public:
    ScheduledProject() : project(run::ProjectFolder::create(m_folder / "project").value())
    {
        static_cast<void>(store::SqliteJournal::create(project.databaseFile()).value());
    }

    [[nodiscard]] schedule::JournalFactory journalFactory() const
    {
        return [this]() -> Result<std::unique_ptr<run::RunJournal>> {
            RXWATT_ASSIGN(auto journal, store::SqliteJournal::open(project.databaseFile()));
            return std::unique_ptr<run::RunJournal>(std::move(journal));
        };
    }

    RunId add(const std::string& name, const std::string& behaviour) const
    {
        run::RunSpec spec;
        spec.name = name;
        schedule::Request request;
        request.specs = {toJson(spec)};
        const auto reply = submit(request);
        const RunId id = reply.value().runs.at(0);
        std::ofstream(project.runFolder(id).path() / "fake.txt") << behaviour << '\n';
        return id;
    }

    [[nodiscard]] Result<schedule::Reply> submit(const schedule::Request& request) const
    {
        return schedule::submit(project, request, journalFactory());
    }

    [[nodiscard]] Result<schedule::Reply> ask(schedule::Action action, const std::vector<RunId>& runs) const
    {
        schedule::Request request;
        request.action = action;
        request.runs = runs;
        return submit(request);
    }

    /// Works the queue with fake_worker until the options say that it is done.
    Result<schedule::SupervisorSummary> work(const schedule::SupervisorOptions& options,
                                             const std::filesystem::path& worker = RXWATT_FAKE_WORKER)
    {
        RXWATT_ASSIGN(const base::FileLock lock, schedule::lockProject(project, "scheduler"));
        RXWATT_ASSIGN(std::unique_ptr<run::RunJournal> journal, journalFactory()());
        if (wrapJournal) {
            journal = wrapJournal(std::move(journal));
        }
        const base::SystemClock clock;
        RXWATT_ASSIGN(const std::unique_ptr<schedule::EventLoop> loop, schedule::EventLoop::open());
        schedule::LocalLauncher launcher(*loop, [&]() -> Result<std::filesystem::path> { return worker; });
        schedule::Supervisor supervisor(project, {*journal, launcher, *loop, clock, notes}, options);
        return supervisor.run();
    }

    Result<schedule::SupervisorSummary> work() { return work({.untilEmpty = true}); }

    [[nodiscard]] run::StateRecord state(const RunId& id) const { return project.runFolder(id).readState().value(); }

    [[nodiscard]] store::RunDetails read(const RunId& id) const
    {
        return store::RunReader::open(project.databaseFile()).value().read(id).value();
    }

    [[nodiscard]] std::vector<store::SeriesPoint> losses(const RunId& id) const
    {
        return store::RunReader::open(project.databaseFile()).value().series(id, "train_loss").value();
    }

    /// Waits until something is so; gives up after ten seconds.
    static bool eventually(const std::function<bool()>& holds)
    {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        while (!holds()) {
            if (std::chrono::steady_clock::now() > deadline) {
                return false;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        return true;
    }

    [[nodiscard]] bool reaches(const RunId& id, run::RunState state) const
    {
        return eventually([&] { return this->state(id).state == state; });
    }

private:
    TemporaryFolder m_folder;

public:
    run::ProjectFolder project;
    Notes notes;
    /// Puts something between a scheduler and its index.
    std::function<std::unique_ptr<run::RunJournal>(std::unique_ptr<run::RunJournal>)> wrapJournal;
};

} // namespace rxwatt::test
