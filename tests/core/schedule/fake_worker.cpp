// SPDX-License-Identifier: GPL-3.0-or-later
// A worker that learns nothing and can be told to misbehave. `fake_worker run <folder>` reads fake.txt of the folder:
// one line of key=value words for each attempt, the last for all after it.
//   steps=N step_ms=N checkpoint_every=N   how long it works
//   crash_at=N signal=N                    dies of a signal at a step; torn=1 leaves half a line
//   fail_at=N                              writes a failed exit record at a step
//   ignore_term=1 silent=1 flood=N         ignores SIGTERM; no heartbeat; N events a step
//   progress=1                             tells its progress at every step
//   stop_ms=N                              how long it takes to end when asked to
//   points=N                               finishes N points of an evaluation, the same in every attempt, and then
//   works child=1                                starts a child of its own, its pid in child.pid
#include "core/base/files.h"
#include "core/run/run_folder.h"

#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <thread>
#include <unistd.h>

namespace
{

using namespace rxwatt;

volatile std::sig_atomic_t stopAsked = 0;

std::map<std::string, long> behaviourOf(const run::RunFolder& folder, int attempt)
{
    std::ifstream file(folder.path() / "fake.txt");
    std::string line;
    for (std::string next; attempt > 0 && std::getline(file, next); --attempt) {
        line = next;
    }
    std::map<std::string, long> behaviour = {
        {"steps", 5}, {"step_ms", 1}, {"checkpoint_every", 2}, {"signal", SIGKILL}};
    std::istringstream words(line);
    for (std::string word; words >> word;) {
        const std::size_t equals = word.find('=');
        behaviour[word.substr(0, equals)] = std::stol(word.substr(equals + 1));
    }
    return behaviour;
}

class FakeWorker
{
public:
    FakeWorker(run::RunFolder folder, int attempt)
        : m_folder(std::move(folder)),
          m_attempt(attempt),
          m_behaviour(behaviourOf(m_folder, attempt)),
          m_events(run::EventWriter::open(m_folder.eventsFile()).value()),
          m_seq(m_events.lastSeq())
    {
    }

    int work()
    {
        std::signal(
            SIGTERM, m_behaviour["ignore_term"] != 0 ? SIG_IGN : [](int) { stopAsked = 1; });
        std::filesystem::remove(m_folder.exitFile());
        std::ifstream(m_folder.path() / "checkpoint.txt") >> m_step;
        if (m_behaviour["child"] != 0) {
            startChild();
        }
        run::StartedEvent started;
        started.host = "fake";
        started.resumedFrom = m_step;
        append(started);
        append(run::PhaseEvent{run::Phase::training});
        for (long i = 0; i < m_behaviour["points"]; ++i) {
            run::BerPointEvent event{"model", "QPSK", 1, {}, {}};
            event.point.sinrDb = static_cast<double>(i);
            append(event);
        }
        while (m_step < m_behaviour["steps"]) {
            if (stopAsked != 0) {
                std::this_thread::sleep_for(std::chrono::milliseconds(m_behaviour["stop_ms"]));
                checkpoint();
                return exit(run::ExitOutcome::stopped, 0);
            }
            if (!step()) {
                return exit(run::ExitOutcome::failed, 1);
            }
        }
        return exit(run::ExitOutcome::succeeded, 0);
    }

private:
    bool step()
    {
        ++m_step;
        std::this_thread::sleep_for(std::chrono::milliseconds(m_behaviour["step_ms"]));
        beat();
        if (m_behaviour["crash_at"] == m_step) {
            crash();
        }
        if (m_behaviour["fail_at"] == m_step) {
            return false;
        }
        for (long i = 0; i <= m_behaviour["flood"]; ++i) {
            append(run::SeriesEvent{{{"train_loss", 1.0 / static_cast<double>(m_step)}}});
        }
        if (m_behaviour["progress"] != 0) {
            append(run::ProgressEvent{run::Phase::training, m_step, m_behaviour["steps"], 1.0});
        }
        if (m_step % m_behaviour["checkpoint_every"] == 0) {
            checkpoint();
        }
        return true;
    }

    void beat()
    {
        if (m_behaviour["silent"] == 0) {
            const run::Heartbeat beat{m_attempt, m_step, ++m_beat};
            static_cast<void>(base::writeFileAtomically(m_folder.heartbeatFile(), base::toText(toJson(beat))));
        }
    }

    void crash()
    {
        if (m_behaviour["torn"] != 0) {
            std::ofstream(m_folder.eventsFile(), std::ios::app) << R"({"seq": 7, "att)";
        }
        // Sanitizers catch SIGSEGV and exit instead.
        const int signal = static_cast<int>(m_behaviour["signal"]);
        std::signal(signal, SIG_DFL);
        std::raise(signal);
    }

    void checkpoint()
    {
        static_cast<void>(base::writeFileAtomically(m_folder.path() / "checkpoint.txt", std::to_string(m_step)));
        append(run::CheckpointEvent{});
    }

    void startChild()
    {
        if (const int pid = ::fork(); pid == 0) {
            ::execl("/bin/sleep", "sleep", "60", nullptr);
            ::_exit(127);
        } else {
            std::ofstream(m_folder.path() / "child.pid") << pid;
        }
    }

    void append(run::EventPayload payload)
    {
        static_cast<void>(m_events.append({.seq = ++m_seq,
                                           .attempt = m_attempt,
                                           .step = m_step,
                                           .t = static_cast<double>(m_seq) / 100,
                                           .payload = std::move(payload)}));
    }

    int exit(run::ExitOutcome outcome, int code)
    {
        run::ExitRecord record{outcome, {}, m_attempt, m_step, 1.0};
        if (outcome == run::ExitOutcome::failed) {
            record.reason = "told to fail";
        }
        static_cast<void>(m_folder.writeExit(record));
        return code;
    }

    run::RunFolder m_folder;
    int m_attempt;
    std::map<std::string, long> m_behaviour;
    run::EventWriter m_events;
    std::uint64_t m_seq;
    std::int64_t m_step = 0;
    std::uint64_t m_beat = 0;
};

/// What the launcher promises: no descriptors but the three, standard input empty, a session of our own.
bool startedProperly()
{
    const int next = ::open("/dev/null", O_RDONLY);
    const bool fewDescriptors = next == 3;
    ::close(next);
    char byte = 0;
    return fewDescriptors && ::read(0, &byte, 1) == 0 && ::getsid(0) == ::getpid();
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3 || std::string(argv[1]) != "run" || !startedProperly()) {
        std::cerr << "fake_worker was not started as a worker is\n";
        return 2;
    }
    const run::RunFolder folder{argv[2]};
    const auto lock = folder.lock();
    const auto state = folder.readState();
    if (!lock || !state) {
        std::cerr << (lock ? state.error().message : lock.error().message) << '\n';
        return lock ? 3 : run::heldExitCode;
    }
    std::cout << "attempt " << state->attempt << " begins" << std::endl;
    return FakeWorker(folder, state->attempt).work();
}
