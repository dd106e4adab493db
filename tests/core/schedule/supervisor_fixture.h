// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/supervisor.h"
#include "tests/core/schedule/scheduled_project.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

namespace rxwatt::schedule
{

class SupervisorTest : public testing::Test
{
protected:
    /// Works the queue in a thread of its own while `meanwhile` runs here, then stops as Ctrl-C does.
    Result<SupervisorSummary> workWhile(const SupervisorOptions& options, const std::function<void()>& meanwhile)
    {
        Result<SupervisorSummary> summary;
        std::thread scheduler([&] { summary = m_project.work(options); });
        EXPECT_TRUE(test::ScheduledProject::eventually([&] { return isHeld(); }));
        meanwhile();
        ::kill(::getpid(), SIGTERM);
        scheduler.join();
        return summary;
    }

    /// Whether a scheduler has the project and handles signals by now.
    [[nodiscard]] bool isHeld() const
    {
        struct sigaction action = {};
        ::sigaction(SIGTERM, nullptr, &action);
        return action.sa_handler != SIG_DFL;
    }

    test::ScheduledProject m_project;
};

/// A scheduler in a process of its own, for killing.
class SchedulerProcess
{
public:
    explicit SchedulerProcess(test::ScheduledProject& project) : m_pid(::fork())
    {
        if (m_pid == 0) {
            ::_exit(project.work({}).has_value() ? 0 : 1);
        }
    }

    SchedulerProcess(const SchedulerProcess&) = delete;
    SchedulerProcess& operator=(const SchedulerProcess&) = delete;

    ~SchedulerProcess() { kill(); }

    void send(int signal) const { ::kill(m_pid, signal); }

    void kill()
    {
        if (m_pid > 0) {
            ::kill(m_pid, SIGKILL);
            ::waitpid(m_pid, nullptr, 0);
            m_pid = 0;
        }
    }

private:
    int m_pid;
};

} // namespace rxwatt::schedule
