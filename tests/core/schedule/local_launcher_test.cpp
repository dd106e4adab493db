// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/local_launcher.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rxwatt::schedule
{

using testing::HasSubstr;

const RunId launched{"bbbbbbbbbbb1"};

class LocalLauncherTest : public testing::Test
{
protected:
    LocalLauncherTest()
    {
        m_launcher.setOnEnd([this](const RunId& /*id*/, const ProcessEnd& end) {
            m_end = end;
            m_loop.stop();
        });
    }

    /// A small program that ignores its arguments.
    void write(const std::string& script)
    {
        std::ofstream(m_folder / "worker") << "#!/bin/sh\n" << script << '\n';
        ::chmod((m_folder / "worker").c_str(), 0755);
    }

    ProcessEnd launchAndWait()
    {
        const auto worker = m_launcher.launch(launched, run::RunFolder(m_folder.path()));
        EXPECT_TRUE(worker) << worker.error().error.message;
        m_loop.run();
        return m_end;
    }

    test::TemporaryFolder m_folder;
    std::unique_ptr<EventLoop> m_openLoop = EventLoop::open().value();
    EventLoop& m_loop = *m_openLoop;
    LocalLauncher m_launcher{m_loop, [this]() -> Result<std::filesystem::path> { return m_folder / "worker"; }};
    ProcessEnd m_end;
};

TEST_F(LocalLauncherTest, TellsTheExitCode)
{
    write("exit 7");
    EXPECT_EQ(launchAndWait().exitCode, 7);
    EXPECT_EQ(m_end.signal, std::nullopt);
}

TEST_F(LocalLauncherTest, TellsTheSignal)
{
    write("kill -9 $$");
    EXPECT_EQ(launchAndWait().signal, SIGKILL);
    EXPECT_EQ(m_end.exitCode, std::nullopt);
}

TEST_F(LocalLauncherTest, AppendsWhatTheWorkerSaysToItsLog)
{
    std::ofstream(m_folder / "worker.log") << "before\n";
    write("echo out $1 $2; echo err >&2");
    launchAndWait();
    std::ifstream log(m_folder / "worker.log");
    const std::string text{std::istreambuf_iterator<char>(log), {}};
    EXPECT_EQ(text, "before\nout run " + m_folder.path().string() + "\nerr\n");
}

TEST_F(LocalLauncherTest, KeepsTheWaitsOfAWorkersThreadsShortUnlessTheUserSaysOtherwise)
{
    write("exit ${GOMP_SPINCOUNT:-1}");
    for (const auto& [given, expected] : {std::pair{"", 2000 % 256}, std::pair{"7", 7}}) {
        ::setenv("GOMP_SPINCOUNT", given, 1);
        if (*given == '\0') {
            ::unsetenv("GOMP_SPINCOUNT");
        }
        EXPECT_EQ(launchAndWait().exitCode, expected);
    }
    ::unsetenv("GOMP_SPINCOUNT");
    ::setenv("OMP_WAIT_POLICY", "passive", 1);
    EXPECT_EQ(launchAndWait().exitCode, 1);
    ::unsetenv("OMP_WAIT_POLICY");
    write("test -n \"$PATH\" && exit 3");
    EXPECT_EQ(launchAndWait().exitCode, 3);
}

TEST_F(LocalLauncherTest, AsksAndThenKillsAWorkerWithItsChildren)
{
    write("trap '' TERM; sleep 60 & echo $! > $2/child; wait; wait");
    ASSERT_TRUE(m_launcher.launch(launched, run::RunFolder(m_folder.path())));
    std::error_code absent;
    for (int i = 0; i < 5000 && (std::filesystem::file_size(m_folder / "child", absent) == 0 || absent); ++i) {
        ::usleep(1000);
    }
    m_launcher.stop(launched);
    m_loop.after(base::Seconds{0.1}, [this] { m_launcher.kill(launched); });
    m_loop.run();
    EXPECT_EQ(m_end.signal, SIGKILL);
    int child = 0;
    std::ifstream(m_folder / "child") >> child;
    for (int i = 0; i < 1000 && run::identityOf(child); ++i) {
        ::usleep(1000);
    }
    EXPECT_EQ(run::identityOf(child), std::nullopt);
}

TEST_F(LocalLauncherTest, SaysWhyAWorkerCannotBeStarted)
{
    std::ofstream(m_folder / "worker") << "not a program";
    const auto worker = m_launcher.launch(launched, run::RunFolder(m_folder.path()));
    ASSERT_FALSE(worker);
    EXPECT_EQ(worker.error().cause, LaunchFailure::Cause::machine);
    EXPECT_THAT(worker.error().error.message, HasSubstr((m_folder / "worker").string()));
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1) << "what was forked in vain is not left as a zombie";
}

TEST_F(LocalLauncherTest, ALogThatCannotBeWrittenIsTheRunsOwnTrouble)
{
    write("exit 0");
    std::filesystem::create_directory(m_folder / "worker.log");
    const auto worker = m_launcher.launch(launched, run::RunFolder(m_folder.path()));
    ASSERT_FALSE(worker);
    EXPECT_EQ(worker.error().cause, LaunchFailure::Cause::run);
    EXPECT_THAT(worker.error().error.message, HasSubstr("worker.log"));
}

TEST_F(LocalLauncherTest, AttachesOnlyToExactlyTheProcessMeant)
{
    run::ProcessIdentity other = run::thisProcess();
    other.startTime += 1;
    EXPECT_FALSE(m_launcher.attach(launched, other));
    other = run::thisProcess();
    other.bootId = "another boot";
    EXPECT_FALSE(m_launcher.attach(launched, other));
}

class FindWorkerTest : public testing::Test
{
protected:
    [[nodiscard]] std::filesystem::path put(const std::string& folder, const std::string& name = "rxwatt-worker") const
    {
        std::filesystem::create_directories(m_folder / folder);
        std::ofstream(m_folder / folder / name) << "#!/bin/sh\n";
        ::chmod((m_folder / folder / name).c_str(), 0755);
        return m_folder / folder / name;
    }

    test::TemporaryFolder m_folder;
    WorkerPlaces m_places{m_folder / "beside", "", "/nowhere:" + (m_folder / "path").string()};
};

TEST_F(FindWorkerTest, LooksBesideThenAtTheVariableThenOnThePath)
{
    const auto onPath = put("path");
    EXPECT_EQ(findWorker(m_places).value(), onPath);
    const auto named = put("named", "my-worker");
    m_places.named = named.string();
    EXPECT_EQ(findWorker(m_places).value(), named);
    const auto beside = put("beside");
    EXPECT_EQ(findWorker(m_places).value(), beside);
}

TEST_F(FindWorkerTest, SaysWhereItLooked)
{
    const auto nowhere = findWorker(m_places);
    ASSERT_FALSE(nowhere);
    EXPECT_THAT(nowhere.error().message, HasSubstr("neither beside this program (" + (m_folder / "beside").string()));
    static_cast<void>(put("path"));
    m_places.named = (m_folder / "absent").string();
    const auto named = findWorker(m_places);
    ASSERT_FALSE(named) << "who names one does not want another";
    EXPECT_THAT(named.error().message, HasSubstr("$RXWATT_WORKER names " + (m_folder / "absent").string()));
}

} // namespace rxwatt::schedule
