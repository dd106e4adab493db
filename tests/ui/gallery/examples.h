// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/figure.h"

#include <string>
#include <vector>

namespace rxwatt::plots
{

/// BER against SINR of two trained receivers and two classical ones, with intervals and upper bounds.
[[nodiscard]] figure::Plot berExample();
/// Training loss of several runs, dense and noisy.
[[nodiscard]] figure::Plot lossExample(int runs, int points);

} // namespace rxwatt::plots
