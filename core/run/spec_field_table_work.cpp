// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/link_limits.h"
#include "core/phy/receiver.h"
#include "core/run/json_parts.h"
#include "core/run/names.h"
#include "core/run/sinr_list.h"
#include "core/run/spec_limits.h"
#include "core/run/spec_names.h"
// After the names, which it uses.
#include "core/run/spec_field_parts.h"

namespace rxwatt::run
{

namespace
{

Fields optimizerFields()
{
    return {
        {.path = "training.steps",
         .label = "Steps",
         .type = FieldType::integer,
         .low = 1,
         .high = maxSteps,
         .help = "Updates of the parameters."},
        {.path = "training.batch_slots",
         .label = "Batch size",
         .type = FieldType::integer,
         .unit = "slots",
         .low = 1,
         .high = maxBatchSlots,
         .help = "Slots in each step."},
        {.path = "training.optimizer",
         .label = "Optimizer",
         .type = FieldType::choice,
         .choices = namesOf(allOptimizers),
         .help = "AdamW, or LAMB for large batches."},
        {.path = "training.learning_rate",
         .label = "Learning rate",
         .type = FieldType::number,
         .low = 0,
         .high = maxLearningRate,
         .isLowExcluded = true,
         .help = "At the end of the warm-up."},
        {.path = "training.weight_decay",
         .label = "Weight decay",
         .type = FieldType::number,
         .low = 0,
         .high = maxWeightDecay,
         .help = "Decoupled from the gradient."},
    };
}

Fields scheduleFields()
{
    return {
        {.path = "training.warmup_steps",
         .label = "Warm-up",
         .type = FieldType::integer,
         .unit = "steps",
         .low = 0,
         .high = maxSteps,
         .notAbove = "training.steps",
         .help = "Steps of linear rise from 0."},
        {.path = "training.decay",
         .label = "Decay",
         .type = FieldType::choice,
         .choices = namesOf(allDecays),
         .help =
             "Behind the warm-up: not at all; half a cosine to 0; constant for 30 % of all steps, then linear to 0."},
        {.path = "training.gradient_clip",
         .label = "Gradient clip",
         .type = FieldType::number,
         .low = 0,
         .high = maxGradientClip,
         .help = "Largest 2-norm of all gradients together; 0 clips nothing."},
        {.path = "training.checkpoint_every",
         .label = "Checkpoint every",
         .type = FieldType::integer,
         .unit = "steps",
         .low = 1,
         .high = maxSteps,
         .help = "How much a killed run loses at most."},
        {.path = "training.snapshot_every",
         .label = "Snapshot every",
         .type = FieldType::integer,
         .unit = "steps",
         .low = 0,
         .high = maxSteps,
         .help = "Keeps the weights every so many steps; 0 keeps none."},
    };
}

Fields validationFields()
{
    return {
        {.path = "validation.every",
         .label = "Validate every",
         .type = FieldType::integer,
         .unit = "steps",
         .low = 1,
         .high = maxSteps,
         .help = "How often the Geometric Mean BER is taken; the best one's weights are kept."},
        {.path = "validation.sinr_db",
         .label = "SINRs",
         .type = FieldType::sinrList,
         .unit = "dB",
         .low = phy::minSinrDb,
         .high = phy::maxSinrDb,
         .minCount = 1,
         .maxCount = maxSinrPoints,
         .help = "Points at which the validation judges."},
        {.path = "validation.slots",
         .label = "Slots",
         .type = FieldType::integer,
         .low = 1,
         .high = maxValidationSlots,
         .help = "Slots at each SINR, the same ones every time."},
        {.path = "validation.seed",
         .label = "Seed",
         .type = FieldType::integer,
         .low = 0,
         .high = maxSeed,
         .help = "Of the validation's slots."},
    };
}

Fields evaluationFields()
{
    constexpr double slots = maxSlotsOfPoint;
    return {
        {.path = "evaluation.sinr_db",
         .label = "SINRs",
         .type = FieldType::sinrList,
         .unit = "dB",
         .low = phy::minSinrDb,
         .high = phy::maxSinrDb,
         .minCount = 1,
         .maxCount = maxSinrPoints,
         .help = "Points of the BER curve."},
        {.path = "evaluation.target_bit_errors",
         .label = "Bit errors wanted",
         .type = FieldType::integer,
         .low = 1,
         .high = maxBitErrors,
         .help = "Bit errors that every receiver must have, baselines too, for a point to end."},
        {.path = "evaluation.min_slots",
         .label = "Slots at least",
         .type = FieldType::integer,
         .low = 1,
         .high = slots,
         .notAbove = "evaluation.max_slots",
         .help = "A point does not end before."},
        {.path = "evaluation.max_slots",
         .label = "Slots at most",
         .type = FieldType::integer,
         .low = 1,
         .high = slots,
         .help = "A point ends here, however few errors it has."},
        {.path = "evaluation.seed",
         .label = "Seed",
         .type = FieldType::integer,
         .low = 0,
         .high = maxSeed,
         .help = "The same in every run unless changed, so that runs are judged on the same slots."},
        {.path = "evaluation.baselines",
         .label = "Baselines",
         .type = FieldType::nameList,
         .choices = valuesOf(phy::receiverNames()),
         .help = "Classical receivers judged on the same slots; may be empty."},
        {.path = "evaluation.link",
         .label = "Link when judging",
         .type = FieldType::linkOverrides,
         .help = "What differs from the link of the training; as many antennas, no larger modulation."},
    };
}

} // namespace

Fields trainingFields()
{
    return joined({optimizerFields(), scheduleFields()});
}

Fields judgingFields()
{
    return joined({validationFields(), evaluationFields()});
}

} // namespace rxwatt::run
