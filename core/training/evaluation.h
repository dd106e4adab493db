// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/run_job.h"
#include "core/training/slot_source.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace rxwatt::training
{

/// Something that decides the bits of a batch: a network, or a fake in tests.
class SlotJudge
{
public:
    SlotJudge() = default;
    SlotJudge(const SlotJudge&) = delete;
    SlotJudge& operator=(const SlotJudge&) = delete;
    virtual ~SlotJudge() = default;

    /// Bit errors of each slot.
    virtual void judge(const SlotBatch& batch, std::span<std::int64_t> errors) = 0;
};

/// A model that is judged.
struct JudgedModel {
    /// As in the specification; empty for the run's own weights.
    std::string weights;
    /// Digest of the weights, so that points of other weights are not taken for this one's.
    std::string digest;
    /// Decides its bits.
    std::unique_ptr<SlotJudge> judge;
};

struct EvaluationSetup {
    phy::LinkConfig link;
    std::vector<phy::InputKind> inputs;
    std::vector<JudgedModel> models;
    int threads = 1;
    /// Step of the events.
    std::int64_t step = 0;
};

/// Judges models and baselines on the same slots, point after point: one curve for each modulation and number of DM-RS
/// symbols of the link. A point ends at the first slot where every receiver has `target_bit_errors` and there are
/// `min_slots`, or at `max_slots`, whatever the batch. Errors by slot are kept in the run folder's evaluation/; points
/// that lie there already are not done again, but told again. At the end the series `geometric_mean_ber` and
/// `zero_error_points` of each model (`geometric_mean_ber:<weights>` where there are several).
[[nodiscard]] Result<RunEnd> evaluate(RunJob& job, EvaluationSetup& setup);

/// Threads that make slots and run baselines in an evaluation.
[[nodiscard]] int evaluationThreads(int cores, bool gpu);

/// Slots in a batch: enough to keep a network busy, few enough that its activations stay small.
[[nodiscard]] int inferenceBatch(int subcarriers);

} // namespace rxwatt::training
