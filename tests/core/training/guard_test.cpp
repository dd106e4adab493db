// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/guard.h"

#include <gmock/gmock.h>
#include <torch/torch.h>

#include <vector>

namespace rxwatt::training
{
namespace
{

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Guard, SaysThatMemoryRanOutAndWhatHelps)
{
    // More than any machine can address.
    const auto status = guarded("this run", []() -> Status {
        (void)torch::empty({std::int64_t{1} << 50});
        return {};
    });
    ASSERT_FALSE(status);
    EXPECT_THAT(status.error().message, HasSubstr("out of memory: this run"));
    EXPECT_THAT(status.error().message, HasSubstr("training.batch_slots"));
    const auto ours = guarded("this run", []() -> Status { throw std::bad_alloc(); });
    EXPECT_THAT(ours.error().message, HasSubstr("out of memory"));
}

TEST(Guard, HandsOnLibTorchsOwnWordsForOtherErrors)
{
    const auto status = guarded("infer", []() -> Status {
        (void)torch::ones({2, 3}).matmul(torch::ones({2, 3}));
        return {};
    });
    ASSERT_FALSE(status);
    EXPECT_THAT(status.error().message, HasSubstr("infer: LibTorch failed: "));
    EXPECT_THAT(status.error().message, Not(HasSubstr("memory")));
}

} // namespace
} // namespace rxwatt::training
