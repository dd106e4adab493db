// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/spec_field_table.h"

#include "core/model/model_limits.h"
#include "core/phy/link_limits.h"
#include "core/phy/receiver.h"
#include "core/run/json_parts.h"
#include "core/run/names.h"
#include "core/run/sinr_list.h"
#include "core/run/spec_limits.h"
#include "core/run/spec_names.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace rxwatt::run
{

namespace
{

using Fields = std::vector<SpecField>;

constexpr double maxSeed = 18446744073709551615.0;

template <typename Enum, std::size_t count>
std::vector<Json> namesOf(const std::array<Enum, count>& values)
{
    std::vector<Json> names;
    for (const Enum value : values) {
        names.emplace_back(nameOf(value));
    }
    return names;
}

template <typename List>
std::vector<Json> valuesOf(const List& values)
{
    return {std::begin(values), std::end(values)};
}

Fields runFields()
{
    return {
        {.path = "name",
         .label = "Name",
         .minCount = 1,
         .maxCount = maxNameLength,
         .help = "What lists show; need not be unique."},
        {.path = "kind",
         .label = "Kind",
         .type = FieldType::choice,
         .choices = namesOf(allKinds),
         .help = "Train the model and then judge it, or judge weights that are there."},
        {.path = "seed",
         .label = "Seed",
         .type = FieldType::integer,
         .low = 0,
         .high = maxSeed,
         .help = "Of the initial weights and of the training slots.",
         .kinds = {RunKind::train}},
        {.path = "weights",
         .label = "Weights",
         .type = FieldType::weightsList,
         .minCount = 1,
         .maxCount = maxWeights,
         .help = "What is judged, all on the same slots: runs (name, id, id@best or id@step) or safetensors files.",
         .kinds = {RunKind::evaluate}},
        {.path = "device",
         .label = "Device",
         .choices = {"auto", "cpu", "cuda"},
         .help = "auto takes CUDA where LibTorch has it and a device is there; cuda:N names one of several."},
        {.path = "threads",
         .label = "Threads",
         .type = FieldType::integer,
         .low = 0,
         .high = maxThreads,
         .help = "Threads of the CPU's arithmetic; 0 takes all cores that the process may use."},
    };
}

Fields linkFields()
{
    return {
        {.path = "link.carrier_frequency_hz",
         .label = "Carrier frequency",
         .type = FieldType::number,
         .unit = "Hz",
         .low = phy::minCarrierFrequencyHz,
         .high = phy::maxCarrierFrequencyHz,
         .help = "Carrier frequency of the uplink."},
        {.path = "link.subcarrier_spacing_hz",
         .label = "Subcarrier spacing",
         .type = FieldType::choice,
         .unit = "Hz",
         .choices = valuesOf(phy::subcarrierSpacings),
         .help = "Sets the slot's length: 1 ms at 15 kHz, half of it at twice the spacing."},
        {.path = "link.resource_blocks",
         .label = "Resource blocks",
         .type = FieldType::integer,
         .low = 1,
         .high = phy::maxResourceBlocks,
         .help = "12 subcarriers each."},
        {.path = "link.rx_antennas",
         .label = "Receive antennas",
         .type = FieldType::integer,
         .low = 1,
         .high = phy::maxRxAntennas,
         .help = "Antennas of the receiver; the transmitter has one."},
        {.path = "link.modulation",
         .label = "Modulation",
         .type = FieldType::oneOrMany,
         .choices = namesOf(allModulations),
         .help = "Each slot draws one; the model has an output for each bit of the largest."},
        {.path = "link.dmrs.symbols",
         .label = "DM-RS symbols",
         .type = FieldType::oneOrMany,
         .choices = valuesOf(phy::dmrsSymbolCounts),
         .help = "DM-RS symbols in a slot: symbol 2, with two also symbol 11."},
        {.path = "link.dmrs.type",
         .label = "DM-RS type",
         .type = FieldType::choice,
         .choices = valuesOf(phy::dmrsTypes),
         .help = "DM-RS configuration type."},
        {.path = "link.dmrs.scrambling_id",
         .label = "DM-RS scrambling id",
         .type = FieldType::integer,
         .low = 0,
         .high = phy::maxScramblingId,
         .help = "N_ID of the DM-RS sequence."},
        {.path = "link.channel.models",
         .label = "Channel models",
         .type = FieldType::oneOrMany,
         .choices = namesOf(allChannelModels),
         .help = "Each slot draws one: AWGN is h = 1 on every antenna, the others are those of TR 38.901."},
        {.path = "link.channel.delay_spread_s",
         .label = "Delay spread",
         .type = FieldType::range,
         .unit = "s",
         .low = 0,
         .high = phy::maxDelaySpreadS,
         .help = "RMS delay spread, fixed or drawn for each slot."},
        {.path = "link.channel.max_doppler_hz",
         .label = "Largest Doppler shift",
         .type = FieldType::range,
         .unit = "Hz",
         .low = 0,
         .high = phy::maxDopplerHz,
         .help = "Largest Doppler shift, fixed or drawn for each slot."},
        {.path = "link.interference_share",
         .label = "Interference share",
         .type = FieldType::number,
         .low = 0,
         .high = 1,
         .help = "Part of the noise-plus-interference power that comes from one co-channel user."},
        {.path = "link.sinr_db",
         .label = "SINR in training",
         .type = FieldType::range,
         .unit = "dB",
         .low = phy::minSinrDb,
         .high = phy::maxSinrDb,
         .help = "SINR per resource element and antenna of training slots; an ensemble value.",
         .kinds = {RunKind::train}},
    };
}

Fields modelFields()
{
    return {
        {.path = "model.architecture",
         .label = "Architecture",
         .type = FieldType::choice,
         .choices = {"deeprx"},
         .help = "Pre-activation ResNet of depthwise separable convolutions (arXiv 2005.01494)."},
        {.path = "model.input",
         .label = "Input",
         .type = FieldType::choice,
         .choices = namesOf(allInputs),
         .help = "The published features, or received and LS-equalized symbols with the channel estimate."},
        {.path = "model.channels",
         .label = "Channels",
         .type = FieldType::integerList,
         .low = 1,
         .high = model::maxChannels,
         .minCount = 1,
         .maxCount = model::maxBlocks,
         .help = "Output channels of each residual block; the input convolution is as wide as the first."},
        {.path = "model.dilations",
         .label = "Dilations",
         .type = FieldType::pairList,
         .low = 1,
         .high = model::maxDilation,
         .minCount = 1,
         .maxCount = model::maxBlocks,
         .asLongAs = "model.channels",
         .help = "Dilation of each block's depthwise convolutions in time and frequency."},
        {.path = "model.depth_multiplier",
         .label = "Depth multiplier",
         .type = FieldType::integer,
         .low = 1,
         .high = model::maxMultiplier,
         .help = "Depthwise outputs for each input channel."},
        {.path = "model.projection_input",
         .label = "Projection input",
         .type = FieldType::choice,
         .choices = namesOf(allProjectionInputs),
         .help = "Where a block's shortcut takes its 1×1 projection from; implementations disagree."},
        {.path = "model.output_kernel",
         .label = "Output kernel",
         .type = FieldType::choice,
         .choices = valuesOf(model::outputKernels),
         .help = "Kernel of the output convolution."},
    };
}

Fields trainingFields()
{
    constexpr double steps = maxSteps;
    return {
        {.path = "training.steps",
         .label = "Steps",
         .type = FieldType::integer,
         .low = 1,
         .high = steps,
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
        {.path = "training.warmup_steps",
         .label = "Warm-up",
         .type = FieldType::integer,
         .unit = "steps",
         .low = 0,
         .high = steps,
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
         .high = steps,
         .help = "How much a killed run loses at most."},
        {.path = "training.snapshot_every",
         .label = "Snapshot every",
         .type = FieldType::integer,
         .unit = "steps",
         .low = 0,
         .high = steps,
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

std::vector<SpecField> specFieldTable()
{
    Fields fields;
    for (Fields part :
         {runFields(), linkFields(), modelFields(), trainingFields(), validationFields(), evaluationFields()}) {
        std::move(part.begin(), part.end(), std::back_inserter(fields));
    }
    return fields;
}

} // namespace rxwatt::run
