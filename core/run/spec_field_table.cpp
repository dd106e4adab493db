// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/spec_field_table.h"

#include "core/model/model_limits.h"
#include "core/phy/link_limits.h"
#include "core/run/json_parts.h"
#include "core/run/names.h"
#include "core/run/spec_limits.h"
#include "core/run/spec_names.h"
// After the names, which it uses.
#include "core/run/spec_field_parts.h"

namespace rxwatt::run
{

namespace
{

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
         .help = "Train the model and then judge it; judge weights that are there; measure the energy of an inference "
                 "and the time of each layer; or measure the machine at rest."},
        {.path = "seed",
         .label = "Seed",
         .type = FieldType::integer,
         .low = 0,
         .high = maxSeed,
         .help = "Of the initial weights and of the training slots.",
         .kinds = {RunKind::train, RunKind::measure}},
        {.path = "weights",
         .label = "Weights",
         .type = FieldType::weightsList,
         .minCount = 1,
         .maxCount = maxWeights,
         .help =
             "What is judged, all on the same slots, or measured: runs (name, id, id@best or id@step) or safetensors "
             "files. A measurement takes one, or none for a fresh model.",
         .kinds = {RunKind::evaluate, RunKind::measure}},
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

Fields signalFields()
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
    };
}

Fields channelFields()
{
    return {
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

} // namespace

std::vector<SpecField> specFieldTable()
{
    return joined({runFields(), signalFields(), channelFields(), modelFields(), trainingFields(), judgingFields(),
                   powerFields()});
}

} // namespace rxwatt::run
