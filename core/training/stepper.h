// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/spec.h"
#include "core/training/train_step.h"

#include <memory>

namespace rxwatt::training
{

/// Training steps one after another, so that the next batch is made and carried over while a GPU works on this one:
/// load(), then for each step launch(), load() of the next batch and finish().
class Stepper
{
public:
    /// On a GPU with AdamW steps are recorded once and started as one (network::CudaGraph), else they are done
    /// operator by operator. What `learner` refers to must outlive the stepper; its network stays in training mode.
    /// All batches are of one shape.
    [[nodiscard]] static std::unique_ptr<Stepper> create(const Learner& learner, run::Optimizer optimizer,
                                                         double gradientClip, torch::Device device);
    Stepper() = default;
    Stepper(const Stepper&) = delete;
    Stepper& operator=(const Stepper&) = delete;
    virtual ~Stepper() = default;

    /// The batch of the next launch(), on the CPU; it must stay as it is until then.
    virtual void load(const TrainingBatch& batch) = 0;
    virtual void launch(double learningRate) = 0;
    /// Of the last launch().
    [[nodiscard]] virtual StepResult finish() = 0;
};

} // namespace rxwatt::training
