// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/training/tiny_run.h"

#include <gmock/gmock.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <random>
#include <set>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace rxwatt::training
{
namespace
{

using test::runA;
using test::runB;
using ::testing::HasSubstr;

/// A worker's process; killed where a test leaves it running.
class Worker
{
public:
    /// `largestFile`: bytes that the process may put into one file; negative for no limit.
    explicit Worker(const std::filesystem::path& folder, std::int64_t largestFile = -1)
    {
        const std::string path = folder.string();
        const std::string log = (folder / "worker.log").string();
        m_pid = ::fork();
        if (m_pid == 0) {
            const int output = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0666);
            ::dup2(output, STDOUT_FILENO);
            ::dup2(output, STDERR_FILENO);
            if (largestFile >= 0) {
                const struct rlimit limit {
                    static_cast<rlim_t>(largestFile), static_cast<rlim_t>(largestFile)
                };

                ::setrlimit(RLIMIT_FSIZE, &limit);
            }
            ::execl(RXWATT_WORKER, "rxwatt-worker", "run", path.c_str(), nullptr);
            ::_exit(127);
        }
    }

    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    ~Worker()
    {
        if (m_pid > 0) {
            signal(SIGKILL);
            wait();
        }
    }

    void signal(int number) const { ::kill(m_pid, number); }

    /// The exit code, or −signal.
    int wait()
    {
        int status = 0;
        ::waitpid(m_pid, &status, 0);
        m_pid = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }

    [[nodiscard]] bool ended() const
    {
        siginfo_t info{};
        return ::waitid(P_PID, static_cast<id_t>(m_pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid != 0;
    }

private:
    pid_t m_pid = -1;
};

std::uintmax_t sizeOf(const std::filesystem::path& file)
{
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    return error ? 0 : size;
}

/// Waits until the worker has told more than `bytes` of events, or has ended.
void waitForEvents(const run::RunFolder& folder, std::uintmax_t bytes, const Worker& worker)
{
    while (sizeOf(folder.eventsFile()) <= bytes && !worker.ended()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

run::ExitRecord exitOf(const run::RunFolder& folder)
{
    const auto record = folder.readExit();
    EXPECT_TRUE(record && *record) << "no exit.json";
    return record && *record ? **record : run::ExitRecord();
}

TEST(Worker, WorksARunToItsEnd)
{
    const test::TinyProject project;
    const auto folder = project.folder(runA, test::tinySpec());
    EXPECT_EQ(Worker(folder.path()).wait(), 0);
    const auto record = exitOf(folder);
    EXPECT_EQ(record.outcome, run::ExitOutcome::succeeded);
    EXPECT_EQ(record.stepsDone, 12);
    const auto heartbeat = folder.readHeartbeat();
    ASSERT_TRUE(heartbeat && *heartbeat);
    const auto events = run::readEvents(folder.eventsFile(), 0);
    ASSERT_TRUE(events);
    EXPECT_EQ(events->skippedLines, 0);
    for (std::size_t i = 0; i < events->events.size(); ++i) {
        EXPECT_EQ(events->events[i].seq, i + 1);
    }
}

TEST(Worker, KilledAtAnyMomentEndsInTheSameWeights)
{
    // A checkpoint every step: most of the time one is being written. RXWATT_KILLS=200 for a long run.
    auto spec = test::tinySpec();
    spec.training.steps = 60;
    spec.threads = 2;
    spec.training.checkpointEvery = 1;
    spec.validation.every = 10;
    const test::TinyProject project;
    test::EventList whole;
    ASSERT_TRUE(project.attempt(runA, spec, whole));
    const auto folder = project.folder(runB, spec);
    const char* wanted = std::getenv("RXWATT_KILLS");
    const int kills = wanted != nullptr ? std::atoi(wanted) : 8;
    std::mt19937 random(1);
    for (int i = 0; i < kills; ++i) {
        Worker worker(folder.path());
        // Its start tells some 300 bytes, a step with its checkpoint some 250.
        waitForEvents(folder, sizeOf(folder.eventsFile()) + 600 + random() % 1200, worker);
        std::this_thread::sleep_for(std::chrono::microseconds(random() % 8000));
        worker.signal(SIGKILL);
        worker.wait();
    }
    ASSERT_EQ(Worker(folder.path()).wait(), 0) << *base::readFile(folder.logFile(), 1 << 20);
    EXPECT_EQ(project.weightsOf(runA), project.weightsOf(runB));
    const auto events = run::readEvents(folder.eventsFile(), 0, std::size_t{64} << 20);
    ASSERT_TRUE(events);
    EXPECT_EQ(events->skippedLines, 0);
    std::set<std::int64_t> resumedFrom;
    for (const auto& event : events->events) {
        if (const auto* started = std::get_if<run::StartedEvent>(&event.payload)) {
            resumedFrom.insert(started->resumedFrom);
            EXPECT_TRUE(started->exactResume);
        }
    }
    EXPECT_GT(resumedFrom.size(), 2) << "the kills came too early to show anything";
}

TEST(Worker, EndsAfterACheckpointWhenAskedTo)
{
    auto spec = test::tinySpec();
    spec.training.steps = 1000000;
    spec.training.checkpointEvery = 1000000;
    const test::TinyProject project;
    const auto folder = project.folder(runA, spec);
    Worker worker(folder.path());
    waitForEvents(folder, 4000, worker);
    Worker second(folder.path());
    EXPECT_EQ(second.wait(), run::heldExitCode);
    worker.signal(SIGTERM);
    EXPECT_EQ(worker.wait(), 3);
    const auto record = exitOf(folder);
    EXPECT_EQ(record.outcome, run::ExitOutcome::stopped);
    EXPECT_GT(record.stepsDone, 0);
    EXPECT_TRUE(std::filesystem::exists(folder.checkpointFolder() /
                                        ("step-" + std::to_string(record.stepsDone) + ".safetensors")));
}

TEST(Worker, SaysWhatIsWrongWithASpecification)
{
    const test::TinyProject project;
    const auto folder = project.folder(runA, test::tinySpec());
    std::ofstream(folder.specFile()) << R"({"schema": "rxwatt.run/1", "kind": "train", "stepps": 3})";
    EXPECT_EQ(Worker(folder.path()).wait(), 2);
    const auto record = exitOf(folder);
    EXPECT_EQ(record.outcome, run::ExitOutcome::failed);
    EXPECT_THAT(record.reason.value_or(""), HasSubstr("stepps"));
    EXPECT_THAT(*base::readFile(folder.logFile(), 1 << 20), HasSubstr("stepps"));
}

TEST(Worker, FailsWithAReasonWhereAFileCannotGrow)
{
    const test::TinyProject project;
    const auto folder = project.folder(runA, test::tinySpec());
    EXPECT_EQ(Worker(folder.path(), 8192).wait(), 1);
    const auto record = exitOf(folder);
    EXPECT_EQ(record.outcome, run::ExitOutcome::failed);
    EXPECT_THAT(record.reason.value_or(""), HasSubstr("File too large"));
    // With room again, it goes on.
    EXPECT_EQ(Worker(folder.path()).wait(), 0);
    EXPECT_EQ(exitOf(folder).outcome, run::ExitOutcome::succeeded);
}

TEST(Worker, RefusesAFolderWithoutASpecification)
{
    const test::TinyProject project;
    const run::RunFolder folder(project.path() / "runs" / runA);
    std::filesystem::create_directories(folder.path());
    EXPECT_EQ(Worker(folder.path()).wait(), 2);
    EXPECT_THAT(exitOf(folder).reason.value_or(""), HasSubstr("spec.json"));
}

} // namespace
} // namespace rxwatt::training
