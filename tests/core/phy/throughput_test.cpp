// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/throughput.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rxwatt::phy
{
namespace
{

ThroughputConfig shortBench()
{
    ThroughputConfig config;
    config.link.resourceBlocks = 1;
    config.threads = 2;
    config.duration = std::chrono::duration<double>(0.02);
    return config;
}

TEST(Throughput, CountsSlotsOfAllThreadsWithAndWithoutReceiver)
{
    for (const char* receiver : {"", "ls-linear"}) {
        ThroughputConfig config = shortBench();
        config.receiver = receiver;
        const auto throughput = measureThroughput(config);
        ASSERT_TRUE(throughput) << throughput.error().message;
        EXPECT_GT(throughput->slots, 0U);
        EXPECT_GE(throughput->seconds, 0.02);
        EXPECT_DOUBLE_EQ(throughput->slotsPerSecond(), static_cast<double>(throughput->slots) / throughput->seconds);
    }
}

TEST(Throughput, RefusesWhatCannotRun)
{
    ThroughputConfig config = shortBench();
    config.receiver = "psychic";
    EXPECT_FALSE(measureThroughput(config));
    config = shortBench();
    config.threads = 0;
    EXPECT_FALSE(measureThroughput(config));
    config = shortBench();
    config.link.resourceBlocks = 0;
    const auto throughput = measureThroughput(config);
    ASSERT_FALSE(throughput);
    EXPECT_THAT(throughput.error().message, testing::HasSubstr("resource_blocks"));
}

} // namespace
} // namespace rxwatt::phy
