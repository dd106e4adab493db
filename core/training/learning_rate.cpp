// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/learning_rate.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rxwatt::training
{

namespace
{

/// The part of the steps that a linear decay leaves constant.
constexpr double constantShare = 0.3;

/// How far `step` is on the way from the end of `start` steps to the step behind the last: 0 to 1.
double progress(double step, double start, double steps)
{
    return std::clamp((step - start) / std::max(1.0, steps + 1 - start), 0.0, 1.0);
}

double decayFactor(const run::TrainingConfig& config, double step)
{
    const auto steps = static_cast<double>(config.steps);
    const auto warmup = static_cast<double>(config.warmupSteps);
    switch (config.decay) {
    case run::Decay::constant:
        return 1;
    case run::Decay::cosine:
        return 0.5 * (1 + std::cos(std::numbers::pi * progress(step, warmup, steps)));
    case run::Decay::linear:
        return 1 - progress(step, std::max(warmup, constantShare * steps), steps);
    }
    return 1;
}

} // namespace

double learningRateAt(const run::TrainingConfig& config, std::int64_t step)
{
    const auto at = static_cast<double>(step);
    if (step < config.warmupSteps) {
        return config.learningRate * at / static_cast<double>(config.warmupSteps);
    }
    return config.learningRate * decayFactor(config, at);
}

} // namespace rxwatt::training
