// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/config_json.h"
#include "core/run/spec.h"

namespace rxwatt::run
{

namespace
{

Json toJson(const TrainingConfig& training)
{
    Json json = Json::object();
    json["steps"] = training.steps;
    json["batch_slots"] = training.batchSlots;
    json["optimizer"] = nameOf(training.optimizer);
    json["learning_rate"] = training.learningRate;
    json["weight_decay"] = training.weightDecay;
    json["warmup_steps"] = training.warmupSteps;
    json["decay"] = nameOf(training.decay);
    json["gradient_clip"] = training.gradientClip;
    json["checkpoint_every"] = training.checkpointEvery;
    json["snapshot_every"] = training.snapshotEvery;
    return json;
}

Json toJson(const ValidationConfig& validation)
{
    Json json = Json::object();
    json["every"] = validation.every;
    json["sinr_db"] = validation.sinrDb;
    json["slots"] = validation.slots;
    json["seed"] = validation.seed;
    return json;
}

Json toJson(const EvaluationConfig& evaluation)
{
    Json json = Json::object();
    json["sinr_db"] = evaluation.sinrDb;
    json["target_bit_errors"] = evaluation.targetBitErrors;
    json["min_slots"] = evaluation.minSlots;
    json["max_slots"] = evaluation.maxSlots;
    json["seed"] = evaluation.seed;
    json["baselines"] = evaluation.baselines;
    // Shown also where it is empty: parts of the link may be put there.
    json["link"] = evaluation.link.is_null() ? Json::object() : evaluation.link;
    return json;
}

Json toJson(const PowerConfig& power)
{
    Json json = Json::object();
    json["baseline_s"] = power.baselineS;
    json["base_max_age_s"] = power.baseMaxAgeS;
    json["sample_period_s"] = power.samplePeriodS;
    json["prefer_platform"] = power.preferPlatform;
    json["alone"] = power.alone;
    json["estimate"] = nameOf(power.estimate);
    json["estimate_tdp_w"] = power.estimateTdpW;
    json["inference_batch_slots"] = power.inferenceBatchSlots;
    json["inference_max_s"] = power.inferenceMaxS;
    return json;
}

} // namespace

Json toJson(const RunSpec& spec)
{
    Json json = Json::object();
    json["schema"] = specSchema;
    json["name"] = spec.name;
    json["kind"] = nameOf(spec.kind);
    json["seed"] = spec.seed;
    json["link"] = toJson(spec.link);
    json["model"] = toJson(spec.model);
    json["training"] = toJson(spec.training);
    json["validation"] = toJson(spec.validation);
    json["evaluation"] = toJson(spec.evaluation);
    if (spec.kind == RunKind::evaluate || spec.kind == RunKind::measure) {
        json["weights"] = Json::array();
        for (const WeightsReference& weights : spec.weights) {
            json["weights"].push_back(weights.text);
        }
    }
    json["power"] = toJson(spec.power);
    json["device"] = spec.device;
    json["threads"] = spec.threads;
    return json;
}

std::string_view nameOf(RunKind kind)
{
    switch (kind) {
    case RunKind::train:
        return "train";
    case RunKind::evaluate:
        return "evaluate";
    case RunKind::measure:
        return "measure";
    case RunKind::idle:
        break;
    }
    return "idle";
}

std::string_view nameOf(Optimizer optimizer)
{
    switch (optimizer) {
    case Optimizer::adamw:
        return "adamw";
    case Optimizer::lamb:
        break;
    }
    return "lamb";
}

std::string_view nameOf(Decay decay)
{
    switch (decay) {
    case Decay::constant:
        return "constant";
    case Decay::cosine:
        return "cosine";
    case Decay::linear:
        break;
    }
    return "linear";
}

std::string_view nameOf(PowerEstimate estimate)
{
    switch (estimate) {
    case PowerEstimate::none:
        return "none";
    case PowerEstimate::cubic:
        return "cubic";
    case PowerEstimate::linear:
        return "linear";
    case PowerEstimate::halfTdp:
        break;
    }
    return "half-tdp";
}

} // namespace rxwatt::run
