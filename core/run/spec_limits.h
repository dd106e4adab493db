// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace rxwatt::run
{

// What RunSpec::validate() allows, for whoever shows or offers it; those of link and model are in
// core/phy/link_limits.h and core/model/model_limits.h.

inline constexpr std::int64_t maxSteps = 1'000'000'000;
inline constexpr std::int64_t maxSlotsOfPoint = 100'000'000;
inline constexpr std::int64_t maxBitErrors = 1'000'000'000'000;
inline constexpr int maxBatchSlots = 65536;
inline constexpr int maxValidationSlots = 1'000'000;
inline constexpr int maxThreads = 1024;
inline constexpr std::size_t maxWeights = 100;
inline constexpr std::size_t maxWeightsLength = 4096;
inline constexpr double maxLearningRate = 1000;
inline constexpr double maxWeightDecay = 1000;
inline constexpr double maxGradientClip = 1e12;
inline constexpr double maxBaselineS = 3600;
inline constexpr double maxBaseAgeS = 86400;
/// Of the kinds `measure` and `idle`; the others take no base power unless told to.
inline constexpr double defaultBaselineS = 30;
inline constexpr double minSamplePeriodS = 0.01;
inline constexpr double maxSamplePeriodS = 60;
inline constexpr double maxTdpW = 100'000;
inline constexpr double maxInferenceS = 3600;

} // namespace rxwatt::run
