// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/pace.h"
#include "core/training/run_job.h"
#include "core/training/slot_source.h"
#include "core/training/train_step.h"
#include "core/training/training_state.h"

namespace rxwatt::training
{

/// The training loop of one attempt: step after step from where `state` is.
class Trainer
{
public:
    struct Setup {
        torch::Device device = torch::kCPU;
        MachineRecord machine;
        /// Threads that make slots.
        int sourceThreads = 1;
    };

    Trainer(RunJob& job, TrainingState& state, CheckpointStore& checkpoints, Setup setup);

    /// Trains to the last step or to a stop; either way the newest checkpoint is then of the step that was reached. A
    /// loss that is not finite is an error that names its step and the settings that made it.
    [[nodiscard]] Result<RunEnd> run();

private:
    /// Steps up to `steps` or to a stop.
    [[nodiscard]] Status work(std::int64_t steps);
    [[nodiscard]] Error breakdown(const StepResult& result) const;
    [[nodiscard]] Status report(const StepResult& result, const SlotSource& source);
    /// What is due behind a step: validation, snapshot, checkpoint.
    [[nodiscard]] Status afterStep();
    [[nodiscard]] Status validateNow();
    /// Nothing where the newest checkpoint is already this.
    [[nodiscard]] Status saveCheckpoint();
    [[nodiscard]] double remainingSeconds() const;

    RunJob& m_job;
    TrainingState& m_state;
    CheckpointStore& m_checkpoints;
    Setup m_setup;
    Pace m_pace;
    /// What the newest checkpoint holds; -1 where there is none.
    std::int64_t m_savedStep = -1;
    bool m_savedPending = false;
};

/// The slots of a training: step s takes the indices s·batch … (s + 1)·batch − 1 of the stream training.
[[nodiscard]] SlotPlan trainingPlan(const run::RunSpec& spec, std::int64_t stepsDone);

} // namespace rxwatt::training
