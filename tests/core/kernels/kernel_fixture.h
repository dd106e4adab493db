// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/kernel_set.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <random>
#include <string>
#include <vector>

namespace rxwatt::test
{

inline std::vector<float> randomFloats(std::mt19937& random, std::size_t count)
{
    std::normal_distribution<float> normal;
    std::vector<float> values(count);
    std::generate(values.begin(), values.end(), [&] { return normal(random); });
    return values;
}

/// Sums of some hundred floats in another order differ by some 1e-7 of the largest. What was not written is NaN, which
/// no comparison finds.
inline void expectNear(const std::vector<float>& found, const std::vector<float>& wanted, const std::string& what)
{
    ASSERT_EQ(found.size(), wanted.size()) << what;
    float scale = 0;
    float error = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        scale = std::max(scale, std::abs(wanted[i]));
        ASSERT_FALSE(std::isnan(found[i])) << what << ", element " << i;
        error = std::max(error, std::abs(found[i] - wanted[i]));
    }
    EXPECT_LE(error, 3e-6F * scale) << what;
    EXPECT_GT(scale, 0) << what;
}

inline int between(std::mt19937& random, int least, int most)
{
    return std::uniform_int_distribution(least, most)(random);
}

} // namespace rxwatt::test
