// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/energy_record.h"

namespace rxwatt::run
{

namespace
{

Json toJson(const LayerMeasurement& layer)
{
    Json json = Json::object();
    json["name"] = layer.name;
    json["seconds_per_inference"] = layer.secondsPerInference;
    json["j"] = base::orNull(layer.joules);
    return json;
}

template <typename T>
Json listOf(const std::vector<T>& items)
{
    Json list = Json::array();
    for (const T& item : items) {
        list.push_back(toJson(item));
    }
    return list;
}

template <typename T>
Json partOrNull(const std::optional<T>& part)
{
    return part ? toJson(*part) : Json();
}

} // namespace

Json toJson(const BasePower& base)
{
    Json json = Json::object();
    json["median_w"] = base.medianW;
    json["mad_w"] = base.madW;
    json["drift_w_per_h"] = base.driftWPerH;
    json["duration_s"] = base.durationS;
    json["samples"] = base.samples;
    json["quality"] = nameOf(base.quality);
    json["sensors"] = base.sensors;
    json["taken_at"] = base.takenAt;
    json["machine"] = base.machine;
    return json;
}

Json toJson(const PhaseEnergy& phase)
{
    Json json = Json::object();
    json["phase"] = nameOf(phase.phase);
    json["duration_s"] = phase.durationS;
    json["base_power_w"] = base::orNull(phase.basePowerW);
    json["absolute_power_w"] = base::orNull(phase.absolutePowerW);
    json["absolute_energy_j"] = base::orNull(phase.absoluteEnergyJ);
    json["relative_power_w"] = base::orNull(phase.relativePowerW);
    json["relative_energy_j"] = base::orNull(phase.relativeEnergyJ);
    json["relative_energy_low_j"] = base::orNull(phase.relativeEnergyLowJ);
    json["relative_energy_high_j"] = base::orNull(phase.relativeEnergyHighJ);
    json["repeated_energy_j"] = phase.repeatedEnergyJ;
    json["quality"] = nameOf(phase.quality);
    json["sensors"] = phase.sensors;
    json["gaps"] = phase.gaps;
    json["gap_s"] = phase.gapS;
    json["warnings"] = phase.warnings;
    return json;
}

Json toJson(const InferenceEnergy& inference)
{
    Json json = Json::object();
    json["j"] = inference.joules;
    json["low_j"] = base::orNull(inference.lowJ);
    json["high_j"] = base::orNull(inference.highJ);
    json["quality"] = nameOf(inference.quality);
    json["batch_slots"] = inference.batchSlots;
    json["inferences"] = inference.inferences;
    json["windows"] = inference.windows;
    json["seconds_per_inference"] = inference.secondsPerInference;
    json["settled"] = inference.settled;
    json["warnings"] = inference.warnings;
    return json;
}

Json toJson(const EnergyRecord& record)
{
    Json json = Json::object();
    json["phases"] = listOf(record.phases);
    json["training_step_j"] = base::orNull(record.trainingStepJ);
    json["inference"] = partOrNull(record.inference);
    json["base_before"] = partOrNull(record.baseBefore);
    json["base_after"] = partOrNull(record.baseAfter);
    json["base_from"] = record.baseFrom.empty() ? Json() : Json(record.baseFrom);
    json["base_age_s"] = record.baseAgeS;
    json["layers"] = listOf(record.layers);
    json["layers_share_of_forward"] = base::orNull(record.layersShareOfForward);
    json["warnings"] = record.warnings;
    return json;
}

} // namespace rxwatt::run
