// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/train_step.h"

#include "core/training/loss.h"

#include <cmath>

namespace rxwatt::training
{

bool StepResult::isFinite() const
{
    return std::isfinite(loss) && std::isfinite(gradientNorm);
}

StepResult trainStep(const Learner& learner, const TrainingBatch& batch, double learningRate, double gradientClip)
{
    const auto loss = maskedBitLoss(learner.network->forward(batch.features), batch.bits, batch.mask);
    loss.backward();
    auto gradients = learner.parameters.gradients();
    learner.parameters.clearGradients();
    const auto norm = clipByNorm(gradients, gradientClip);
    const StepResult result{loss.item<double>(), norm.item<double>()};
    if (result.isFinite()) {
        learner.optimizer.step(gradients, learningRate);
    }
    return result;
}

} // namespace rxwatt::training
