// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>

namespace rxwatt::model
{

// What ModelConfig::validate() allows, for whoever shows or offers it.

inline constexpr std::size_t maxBlocks = 64;
inline constexpr int maxChannels = 4096;
inline constexpr int maxDilation = 64;
inline constexpr int maxMultiplier = 16;
inline constexpr std::array<int, 2> outputKernels = {1, 3};

} // namespace rxwatt::model
