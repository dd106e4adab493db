// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/local_launcher.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

namespace rxwatt::schedule
{

using testing::HasSubstr;

const RunId id{"bbbbbbbbbbb1"};

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
        const auto worker = m_launcher.launch(id, run::RunFolder(m_folder.path()));
        EXPECT_TRUE(worker) << worker.error().message;
        m_loop.run();
        return m_end;
    }

    test::TemporaryFolder m_folder;
    EventLoop m_loop;
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

TEST_F(LocalLauncherTest, AsksAndThenKillsAWorkerWithItsChildren)
{
    write("trap '' TERM; sleep 60 & echo $! > $2/child; wait; wait");
    ASSERT_TRUE(m_launcher.launch(id, run::RunFolder(m_folder.path())));
    std::error_code absent;
    for (int i = 0; i < 5000 && (std::filesystem::file_size(m_folder / "child", absent) == 0 || absent); ++i) {
        ::usleep(1000);
    }
    m_launcher.stop(id);
    m_loop.after(base::Seconds{0.1}, [this] { m_launcher.kill(id); });
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
    const auto worker = m_launcher.launch(id, run::RunFolder(m_folder.path()));
    ASSERT_FALSE(worker);
    EXPECT_THAT(worker.error().message, HasSubstr((m_folder / "worker").string()));
}

TEST_F(LocalLauncherTest, AttachesOnlyToExactlyTheProcessMeant)
{
    run::ProcessIdentity other = run::thisProcess();
    other.startTime += 1;
    EXPECT_FALSE(m_launcher.attach(id, other));
    other = run::thisProcess();
    other.bootId = "another boot";
    EXPECT_FALSE(m_launcher.attach(id, other));
}

TEST(FindWorker, SaysWhereItLooked)
{
    const test::TemporaryFolder folder;
    ::setenv("RXWATT_WORKER", (folder / "absent").c_str(), 1);
    const auto named = findWorker();
    ::unsetenv("RXWATT_WORKER");
    const std::string path = std::getenv("PATH");
    ::setenv("PATH", folder.path().c_str(), 1);
    const auto nowhere = findWorker();
    std::ofstream(folder / "rxwatt-worker") << "#!/bin/sh\n";
    ::chmod((folder / "rxwatt-worker").c_str(), 0755);
    const auto onPath = findWorker();
    ::setenv("PATH", path.c_str(), 1);
    if (onPath && onPath->parent_path() != folder.path()) {
        GTEST_SKIP() << "this build has a worker beside its tests, and it is found first";
    }
    EXPECT_EQ(onPath.value(), folder / "rxwatt-worker");
    ASSERT_FALSE(named);
    EXPECT_THAT(named.error().message, HasSubstr("$RXWATT_WORKER names " + (folder / "absent").string()));
    ASSERT_FALSE(nowhere);
    EXPECT_THAT(nowhere.error().message, HasSubstr("neither beside this program"));
}

} // namespace rxwatt::schedule
