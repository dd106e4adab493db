// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/slot_workers.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <stdexcept>

namespace rxwatt::phy
{

namespace
{

/// Each thread has the same task.
SlotTaskFactory everyThread(const SlotTask& task)
{
    return [task] { return task; };
}

} // namespace

TEST(SlotWorkers, DoEachPieceOnce)
{
    std::array<std::atomic<int>, 500> done{};
    std::uint64_t last = 0;
    const Status status = runSlotWorkers(done.size(), 4, everyThread([&](std::uint64_t index) -> Status {
                                             ++done[index];
                                             return {};
                                         }),
                                         [&](std::uint64_t pieces, std::uint64_t) { last = pieces; }, {});
    EXPECT_TRUE(status);
    for (const std::atomic<int>& times : done) {
        EXPECT_EQ(times, 1);
    }
    EXPECT_EQ(last, done.size());
}

TEST(SlotWorkers, EndWithTheFirstErrorAndDoNotDoTheRest)
{
    std::atomic<int> begun = 0;
    const Status status = runSlotWorkers(1'000'000, 2, everyThread([&](std::uint64_t index) -> Status {
                                             ++begun;
                                             return index == 5 ? Status(fail(ErrorKind::storage, "full")) : Status();
                                         }),
                                         {}, {});
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().message, "full");
    EXPECT_LT(begun, 1'000'000);
}

TEST(SlotWorkers, HandAnExceptionToTheirCaller)
{
    const auto throwing = everyThread([](std::uint64_t index) -> Status {
        if (index == 3) {
            throw std::runtime_error("no memory");
        }
        return {};
    });
    EXPECT_THROW((void)runSlotWorkers(100, 3, throwing, {}, {}), std::runtime_error);
}

TEST(SlotWorkers, AreCancelledByAStop)
{
    std::stop_source stop;
    const Status status = runSlotWorkers(1'000'000, 2, everyThread([&](std::uint64_t index) -> Status {
                                             if (index == 10) {
                                                 stop.request_stop();
                                             }
                                             return {};
                                         }),
                                         {}, stop.get_token());
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().kind, ErrorKind::cancelled);
}

} // namespace rxwatt::phy
