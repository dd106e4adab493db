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

TEST(Threads, EachIsCalledOnceOnAThreadOfItsOwn)
{
    for (const int count : {1, 2, 5}) {
        setThreads(count);
        std::vector<std::atomic<int>> calls(static_cast<std::size_t>(count));
        std::vector<std::thread::id> ids(calls.size());
        onThreads([&](int thread) {
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
    const auto work = [&](int thread) {
        ++done;
        if (thread == 1) {
            throw std::runtime_error("the second");
        }
    };
    EXPECT_THROW(onThreads(work), std::runtime_error);
    EXPECT_EQ(done, 3);
    setThreads(2);
}

} // namespace
} // namespace rxwatt::network
