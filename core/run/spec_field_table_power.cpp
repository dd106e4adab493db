// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/json_parts.h"
#include "core/run/spec_limits.h"
#include "core/run/spec_names.h"
// After the names, which it uses.
#include "core/run/spec_field_parts.h"

namespace rxwatt::run
{

namespace
{

Fields sensorFields()
{
    return {
        {.path = "power.baseline_s",
         .label = "Base power from",
         .type = FieldType::number,
         .unit = "s",
         .low = 0,
         .high = maxBaselineS,
         .help = "Seconds at rest, before the work and after it, from which the base power is taken; 0 takes none, and "
                 "the run does not count as measured."},
        {.path = "power.base_max_age_s",
         .label = "Shared base power for",
         .type = FieldType::number,
         .unit = "s",
         .low = 0,
         .high = maxBaseAgeS,
         .help = "A base power that another run of the project took on the same machine, device and sensors is used "
                 "while it is no older, in place of the rest before the work; 0: each run rests."},
        {.path = "power.sample_period_s",
         .label = "Sample every",
         .type = FieldType::number,
         .unit = "s",
         .low = minSamplePeriodS,
         .high = maxSamplePeriodS,
         .help = "How often the sensors are read."},
        {.path = "power.prefer_platform",
         .label = "Platform in place of packages",
         .type = FieldType::choice,
         .choices = {true, false},
         .help = "Where the processor has a counter of the whole platform (RAPL psys), it counts in the place of "
                 "packages, memory and graphics cards."},
        {.path = "power.alone",
         .label = "Alone on the machine",
         .type = FieldType::choice,
         .choices = {true, false},
         .help = "While a measured run is at work, the queue starts nothing beside it."},
        {.path = "power.estimate",
         .label = "Estimate without sensor",
         .type = FieldType::choice,
         .choices = namesOf(allPowerEstimates),
         .help =
             "From load and rated power where no sensor can be read: TDP · (0.1 + 0.9 · load³), linear, half the TDP "
             "whatever the load, or nothing. Always marked as an estimate."},
        {.path = "power.estimate_tdp_w",
         .label = "Rated power",
         .type = FieldType::number,
         .unit = "W",
         .low = 0,
         .high = maxTdpW,
         .help = "TDP that an estimate assumes; 0 takes 4 W a thread."},
    };
}

Fields inferenceFields()
{
    const std::vector<RunKind> kinds = {RunKind::train, RunKind::measure};
    return {
        {.path = "power.inference_batch_slots",
         .label = "Slots of an inference",
         .type = FieldType::integer,
         .unit = "slots",
         .low = 1,
         .high = maxBatchSlots,
         .help = "Slots of each forward pass while the energy of an inference is measured.",
         .kinds = kinds},
        {.path = "power.inference_max_s",
         .label = "Inference measured for at most",
         .type = FieldType::number,
         .unit = "s",
         .low = 0,
         .high = maxInferenceS,
         .help = "It is repeated until its 95 % interval is under 5 %, or until this time is over; 0 does not measure "
                 "it.",
         .kinds = kinds},
    };
}

} // namespace

Fields powerFields()
{
    return joined({sensorFields(), inferenceFields()});
}

} // namespace rxwatt::run
