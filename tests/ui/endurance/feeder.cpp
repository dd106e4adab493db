// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/project.h"
#include "core/store/sqlite_journal.h"
#include "tests/ui/endurance/day.h"

#include <cmath>
#include <cstdio>
#include <exception>
#include <stdexcept>

namespace rxwatt::test
{

namespace
{

constexpr int stepsPerSecond = 5;

void require(const Status& status)
{
    if (!status) {
        throw std::runtime_error(status.error().message);
    }
}

/// A run at work, as its worker and the scheduler keep it.
class FedRun
{
public:
    FedRun(const run::ProjectFolder& project, RunId id)
        : m_id(std::move(id)),
          m_events(run::EventWriter::open(project.runFolder(m_id).eventsFile()).value()),
          m_seq(m_events.lastSeq()),
          m_step(static_cast<std::int64_t>(m_seq)),
          m_time(m_events.lastTime())
    {
    }

    void work(int seconds, run::RunJournal& journal)
    {
        std::vector<run::RunEvent> events;
        for (int i = 0; i < seconds * stepsPerSecond; ++i) {
            ++m_step;
            m_time += 1.0 / stepsPerSecond;
            const double loss = 0.2 + 0.5 / std::sqrt(static_cast<double>(m_step));
            events.push_back(next(run::SeriesEvent{{{"train_loss", loss + 0.01 * std::sin(static_cast<double>(m_step))},
                                                    {"learning_rate", 1e-3},
                                                    {"slots_per_second", 240.0 + static_cast<double>(m_step % 7)}}}));
        }
        events.push_back(next(run::ProgressEvent{run::Phase::training, m_step, total, 1000}));
        // Only this one is read from the file; the rest would fill the disk for nothing.
        require(m_events.append(events.back()));
        require(journal.putEvents(m_id, events, ++m_offset));
    }

private:
    run::RunEvent next(run::EventPayload payload) { return {++m_seq, 1, m_step, m_time, std::move(payload)}; }

    static constexpr std::int64_t total = 1'000'000;

    RunId m_id;
    run::EventWriter m_events;
    std::uint64_t m_seq;
    std::int64_t m_step;
    double m_time;
    std::uint64_t m_offset = std::uint64_t{1} << 40;
};

} // namespace

int runFeeder(const char* folder)
{
    try {
        const run::ProjectFolder project = run::ProjectFolder::open(folder).value();
        const auto journal = store::SqliteJournal::open(project.databaseFile()).value();
        std::vector<FedRun> runs;
        const std::vector<RunId> ids = project.runIds().value();
        for (const RunId& id : ids) {
            runs.emplace_back(project, id);
        }
        for (int seconds = 0; std::scanf("%d", &seconds) == 1;) {
            for (FedRun& run : runs) {
                run.work(seconds, *journal);
            }
            std::puts("done");
            std::fflush(stdout);
        }
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "feeder: %s\n", problem.what());
        return 1;
    }
    return 0;
}

} // namespace rxwatt::test
