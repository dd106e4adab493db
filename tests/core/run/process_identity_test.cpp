// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/state.h"

#include <gtest/gtest.h>

#include <csignal>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rxwatt::run
{

namespace
{

/// A child that does nothing until it is killed.
class Child
{
public:
    explicit Child(const char* name = "child")
    {
        int ready[2] = {-1, -1};
        if (::pipe(ready) != 0) {
            return;
        }
        m_pid = ::fork();
        if (m_pid == 0) {
            ::prctl(PR_SET_NAME, name);
            ::close(ready[1]);
            ::close(ready[0]);
            while (true) {
                ::pause();
            }
        }
        // The child has closed its end once it has its name.
        ::close(ready[1]);
        char nothing = 0;
        [[maybe_unused]] const ssize_t got = ::read(ready[0], &nothing, 1);
        ::close(ready[0]);
    }

    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    ~Child()
    {
        kill();
        reap();
    }

    [[nodiscard]] int pid() const { return m_pid; }

    /// It stays as a zombie until it is reaped.
    void kill() const
    {
        ::kill(m_pid, SIGKILL);
        siginfo_t info = {};
        ::waitid(P_PID, static_cast<id_t>(m_pid), &info, WEXITED | WNOWAIT);
    }

    void reap() const { ::waitpid(m_pid, nullptr, 0); }

private:
    int m_pid = -1;
};

TEST(ProcessIdentity, FindsThisProcessAgain)
{
    const ProcessIdentity self = thisProcess();

    EXPECT_EQ(self.pid, ::getpid());
    EXPECT_GT(self.startTime, 0U);
    EXPECT_EQ(self.bootId.size(), 36U);
    EXPECT_FALSE(self.host.empty());
    EXPECT_EQ(identityOf(::getpid()), self);
    EXPECT_TRUE(isAlive(self));
}

TEST(ProcessIdentity, ReadsPastNamesWithBlanksAndParentheses)
{
    const Child plain;
    for (const char* name : {"a) R 1 2 3", ") Z 0 0 (", "(", " "}) {
        const Child child(name);
        const std::optional<ProcessIdentity> identity = identityOf(child.pid());

        ASSERT_TRUE(identity) << name;
        EXPECT_GE(identity->startTime, identityOf(plain.pid())->startTime) << name;
        EXPECT_GE(identity->startTime, thisProcess().startTime) << name;
        EXPECT_TRUE(isAlive(*identity)) << name;
    }
}

TEST(ProcessIdentity, TakesZombiesForDead)
{
    const Child child;
    const std::optional<ProcessIdentity> identity = identityOf(child.pid());
    ASSERT_TRUE(identity);
    ASSERT_TRUE(isAlive(*identity));

    child.kill();

    ASSERT_EQ(::kill(child.pid(), 0), 0) << "still in the process table";
    EXPECT_FALSE(isAlive(*identity));
    EXPECT_FALSE(identityOf(child.pid()));
    child.reap();
    EXPECT_FALSE(isAlive(*identity));
}

TEST(ProcessIdentity, IsNotFooledByThePidAlone)
{
    ProcessIdentity later = thisProcess();
    ++later.startTime;
    EXPECT_FALSE(isAlive(later));

    ProcessIdentity otherBoot = thisProcess();
    otherBoot.bootId = "00000000-0000-4000-8000-000000000000";
    EXPECT_FALSE(isAlive(otherBoot));
}

TEST(ProcessIdentity, HasNoneForPidsThatCannotBe)
{
    EXPECT_FALSE(identityOf(0));
    EXPECT_FALSE(identityOf(-1));
    EXPECT_FALSE(identityOf(2147483647));
}

} // namespace

} // namespace rxwatt::run
