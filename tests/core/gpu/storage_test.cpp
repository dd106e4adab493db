// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gpu/storage.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace rxwatt::gpu
{
namespace
{

float kept(float value)
{
    return toFloat(fromFloat<Bfloat16>(value));
}

TEST(Bfloat16, KeepsWhatHasEightBitsAndItsSign)
{
    for (const float value : {0.0F, 1.0F, -1.5F, 255.0F, 1.0F / 128, -3e38F + 3e38F}) {
        EXPECT_EQ(kept(value), value);
    }
    EXPECT_TRUE(std::signbit(kept(-0.0F)));
}

TEST(Bfloat16, RoundsToTheNearestAndHalvesToTheEvenOne)
{
    constexpr float step = 1.0F / 128; // between 1 and 2
    EXPECT_EQ(kept(1 + 0.49F * step), 1);
    EXPECT_EQ(kept(1 + 0.51F * step), 1 + step);
    EXPECT_EQ(kept(1 + 0.5F * step), 1);
    EXPECT_EQ(kept(1 + 1.5F * step), 1 + 2 * step);
    EXPECT_EQ(kept(-1 - 1.5F * step), -1 - 2 * step);
}

TEST(Bfloat16, KeepsInfinitiesAndWhatIsNoNumber)
{
    using Limits = std::numeric_limits<float>;
    EXPECT_EQ(kept(Limits::infinity()), Limits::infinity());
    EXPECT_EQ(kept(-Limits::infinity()), -Limits::infinity());
    EXPECT_EQ(kept(Limits::max()), Limits::infinity());
    EXPECT_TRUE(std::isnan(kept(Limits::quiet_NaN())));
    // Bits of a NaN that rounding would carry over into an infinity or a zero.
    float last = 0;
    const std::uint32_t bits = 0x7FFFFFFFU;
    std::memcpy(&last, &bits, sizeof last);
    EXPECT_TRUE(std::isnan(kept(last)));
}

} // namespace
} // namespace rxwatt::gpu
