// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/threads.h"
#include "core/network/torch_runtime.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

namespace rxwatt::network
{
namespace
{

TEST(Threads, EachOfATeamIsCalledOnceOnAThreadOfItsOwn)
{
    for (const int count : {1, 2, 5}) {
        setThreads(count);
        std::vector<std::atomic<int>> calls(static_cast<std::size_t>(count));
        std::vector<std::thread::id> ids(calls.size());
        onTeam([&](int thread, int team) {
            EXPECT_EQ(team, count);
            ++calls.at(static_cast<std::size_t>(thread));
            ids.at(static_cast<std::size_t>(thread)) = std::this_thread::get_id();
        });
        for (std::size_t i = 0; i < calls.size(); ++i) {
            EXPECT_EQ(calls[i], 1) << i << " of " << count;
            EXPECT_TRUE(i == 0 || ids[i] != ids[0]) << i << " of " << count;
        }
    }
    setThreads(2);
}

TEST(Threads, WhatOneThrowsIsThrownOnceAllAreDone)
{
    setThreads(3);
    std::atomic<int> done = 0;
    const auto work = [&](int thread, int) {
        ++done;
        if (thread == 1) {
            throw std::runtime_error("the second");
        }
    };
    EXPECT_THROW(onTeam(work), std::runtime_error);
    EXPECT_EQ(done, 3);
    setThreads(2);
}

TEST(Threads, ATeamInATeamIsOneThread)
{
    setThreads(2);
    std::atomic<int> calls = 0;
    onTeam([&](int, int) {
        onTeam([&](int thread, int team) {
            EXPECT_EQ(thread, 0);
            EXPECT_EQ(team, 1);
            ++calls;
        });
    });
    EXPECT_EQ(calls, 2);
}

TEST(Barrier, LetsNobodyGoBeforeAllAreThere)
{
    for (const int count : {1, 2, 5}) { // five: more than this machine may have cores
        setThreads(count);
        constexpr int turns = 2000;
        std::vector<std::atomic<int>> arrived(turns);
        std::atomic<int> early = 0;
        Barrier barrier;
        onTeam([&](int, int team) {
            for (auto& turn : arrived) {
                ++turn;
                barrier.wait(team);
                early += turn != count;
            }
        });
        EXPECT_EQ(early, 0) << count;
    }
    setThreads(2);
}

} // namespace
} // namespace rxwatt::network
