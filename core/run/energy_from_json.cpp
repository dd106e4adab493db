// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/energy_record.h"
#include "core/run/json_parts.h"

namespace rxwatt::run
{

namespace
{

using base::ObjectReader;

constexpr std::size_t maxEntries = 10'000;

/// A list by `read(json, path, item)`, at most maxEntries long; must be there.
template <typename T, typename Read>
void readList(ObjectReader& reader, const char* key, std::vector<T>& out, Read read)
{
    readRequired(reader, key, [&](const Json& list, const std::string& path) -> Status {
        if (!list.is_array() || list.size() > maxEntries) {
            return tl::unexpected<Error>(
                base::wrongValue(path, list, fmt::format("a list of at most {} entries", maxEntries)));
        }
        std::vector<T> items(list.size());
        for (std::size_t i = 0; i < items.size(); ++i) {
            RXWATT_TRY(read(list[i], fmt::format("{}[{}]", path, i), items[i]));
        }
        out = std::move(items);
        return {};
    });
}

void readTexts(ObjectReader& reader, const char* key, std::vector<std::string>& out)
{
    readList(reader, key, out, [](const Json& value, const std::string& path, std::string& text) {
        return base::fromJson(value, path, text);
    });
}

/// null is none.
template <typename T, typename Read>
void readOptional(ObjectReader& reader, const char* key, std::optional<T>& out, Read read)
{
    readRequired(reader, key, [&](const Json& value, const std::string& path) -> Status {
        if (value.is_null()) {
            out.reset();
            return {};
        }
        T part;
        RXWATT_TRY(read(value, path, part));
        out = std::move(part);
        return {};
    });
}

Status readBase(const Json& json, const std::string& path, BasePower& base)
{
    ObjectReader reader(json, path);
    reader.required("median_w", base.medianW)
        .required("mad_w", base.madW)
        .required("drift_w_per_h", base.driftWPerH)
        .required("taken_at", base.takenAt)
        .optional("machine", base.machine);
    readBetween(reader, "duration_s", 0.0, maxSeconds, base.durationS);
    readCount(reader, "samples", base.samples);
    readEnumerator<Quality>(reader, "quality", allQualities, base.quality);
    readTexts(reader, "sensors", base.sensors);
    return reader.finish();
}

Status readPhaseEnergy(const Json& json, const std::string& path, PhaseEnergy& phase)
{
    ObjectReader reader(json, path);
    readEnumerator<Phase>(reader, "phase", allPhases, phase.phase);
    readBetween(reader, "duration_s", 0.0, maxSeconds, phase.durationS);
    reader.required("base_power_w", phase.basePowerW)
        .required("absolute_power_w", phase.absolutePowerW)
        .required("absolute_energy_j", phase.absoluteEnergyJ)
        .required("relative_power_w", phase.relativePowerW)
        .required("relative_energy_j", phase.relativeEnergyJ)
        .required("relative_energy_low_j", phase.relativeEnergyLowJ)
        .required("relative_energy_high_j", phase.relativeEnergyHighJ)
        .required("repeated_energy_j", phase.repeatedEnergyJ);
    readEnumerator<Quality>(reader, "quality", allQualities, phase.quality);
    readTexts(reader, "sensors", phase.sensors);
    readCount(reader, "gaps", phase.gaps);
    readBetween(reader, "gap_s", 0.0, maxSeconds, phase.gapS);
    readTexts(reader, "warnings", phase.warnings);
    return reader.finish();
}

Status readInference(const Json& json, const std::string& path, InferenceEnergy& inference)
{
    ObjectReader reader(json, path);
    reader.required("j", inference.joules)
        .required("low_j", inference.lowJ)
        .required("high_j", inference.highJ)
        .required("settled", inference.settled);
    readEnumerator<Quality>(reader, "quality", allQualities, inference.quality);
    readCount(reader, "batch_slots", inference.batchSlots);
    readCount(reader, "inferences", inference.inferences);
    readCount(reader, "windows", inference.windows);
    readBetween(reader, "seconds_per_inference", 0.0, maxSeconds, inference.secondsPerInference);
    readTexts(reader, "warnings", inference.warnings);
    return reader.finish();
}

Status readLayer(const Json& json, const std::string& path, LayerMeasurement& layer)
{
    ObjectReader reader(json, path);
    reader.required("name", layer.name).required("j", layer.joules);
    readBetween(reader, "seconds_per_inference", 0.0, maxSeconds, layer.secondsPerInference);
    return reader.finish();
}

} // namespace

Result<EnergyRecord> energyRecordFromJson(const Json& json, const std::string& path)
{
    EnergyRecord record;
    ObjectReader reader(json, path);
    readList(reader, "phases", record.phases, readPhaseEnergy);
    reader.required("training_step_j", record.trainingStepJ);
    readOptional(reader, "inference", record.inference, readInference);
    readOptional(reader, "base_before", record.baseBefore, readBase);
    readOptional(reader, "base_after", record.baseAfter, readBase);
    std::optional<std::string> baseFrom;
    reader.required("base_from", baseFrom);
    record.baseFrom = baseFrom.value_or("");
    reader.optional("base_age_s", record.baseAgeS);
    readList(reader, "layers", record.layers, readLayer);
    reader.required("layers_share_of_forward", record.layersShareOfForward);
    readTexts(reader, "warnings", record.warnings);
    RXWATT_TRY(reader.finish());
    return record;
}

} // namespace rxwatt::run
