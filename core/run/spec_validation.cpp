// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/receiver.h"
#include "core/run/names.h"
#include "core/run/sinr_list.h"
#include "core/run/spec.h"
#include "core/run/spec_limits.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace rxwatt::run
{

namespace
{

template <typename T>
Status requireRange(std::string_view path, T value, T low, T high)
{
    if (value >= low && value <= high) { // false for NaN
        return {};
    }
    return fail(ErrorKind::badInput, fmt::format("{}: found {}, {} to {} is allowed", path, value, low, high));
}

Status checkRates(const TrainingConfig& training)
{
    if (!(training.learningRate > 0 && training.learningRate <= maxLearningRate)) {
        return fail(ErrorKind::badInput, fmt::format("$.training.learning_rate: found {}, above 0 to {} is allowed",
                                                     training.learningRate, maxLearningRate));
    }
    RXWATT_TRY(requireRange("$.training.weight_decay", training.weightDecay, 0.0, maxWeightDecay));
    return requireRange("$.training.gradient_clip", training.gradientClip, 0.0, maxGradientClip);
}

Status checkTraining(const TrainingConfig& training)
{
    RXWATT_TRY(requireRange<std::int64_t>("$.training.steps", training.steps, 1, maxSteps));
    RXWATT_TRY(requireRange("$.training.batch_slots", training.batchSlots, 1, maxBatchSlots));
    RXWATT_TRY(checkRates(training));
    RXWATT_TRY(requireRange<std::int64_t>("$.training.checkpoint_every", training.checkpointEvery, 1, maxSteps));
    return requireRange<std::int64_t>("$.training.snapshot_every", training.snapshotEvery, 0, maxSteps);
}

/// Only of a run that trains: an evaluation prints this section filled in and has no use for it.
Status checkWarmup(const TrainingConfig& training)
{
    RXWATT_TRY(requireRange<std::int64_t>("$.training.warmup_steps", training.warmupSteps, 0, maxSteps));
    if (training.warmupSteps > training.steps) {
        return fail(ErrorKind::badInput,
                    fmt::format("$.training.warmup_steps: found {}, at most $.training.steps ({}) is "
                                "allowed",
                                training.warmupSteps, training.steps));
    }
    return {};
}

Status checkValidation(const ValidationConfig& validation)
{
    RXWATT_TRY(requireRange<std::int64_t>("$.validation.every", validation.every, 1, maxSteps));
    RXWATT_TRY(requireRange("$.validation.slots", validation.slots, 1, maxValidationSlots));
    return checkSinrList(validation.sinrDb, "$.validation.sinr_db");
}

Status checkBaselines(const std::vector<std::string>& baselines)
{
    const auto known = phy::receiverNames();
    for (std::size_t i = 0; i < baselines.size(); ++i) {
        const std::string path = fmt::format("$.evaluation.baselines[{}]", i);
        if (std::find(known.begin(), known.end(), baselines[i]) == known.end()) {
            return tl::unexpected<Error>(
                base::wrongValue(path, baselines[i], fmt::format("one of {}", fmt::join(known, ", "))));
        }
        if (std::count(baselines.begin(), baselines.end(), baselines[i]) > 1) {
            return fail(ErrorKind::badInput,
                        fmt::format("{}: found \"{}\" twice, each is allowed once", path, baselines[i]));
        }
    }
    return {};
}

Status checkEvaluation(const EvaluationConfig& evaluation)
{
    RXWATT_TRY(checkSinrList(evaluation.sinrDb, "$.evaluation.sinr_db"));
    RXWATT_TRY(
        requireRange<std::int64_t>("$.evaluation.target_bit_errors", evaluation.targetBitErrors, 1, maxBitErrors));
    RXWATT_TRY(requireRange<std::int64_t>("$.evaluation.min_slots", evaluation.minSlots, 1, maxSlotsOfPoint));
    RXWATT_TRY(requireRange<std::int64_t>("$.evaluation.max_slots", evaluation.maxSlots, 1, maxSlotsOfPoint));
    if (evaluation.minSlots > evaluation.maxSlots) {
        return fail(ErrorKind::badInput,
                    fmt::format("$.evaluation.min_slots: found {}, at most $.evaluation.max_slots ({}) is allowed",
                                evaluation.minSlots, evaluation.maxSlots));
    }
    return checkBaselines(evaluation.baselines);
}

Status checkNumberOfWeights(const RunSpec& spec)
{
    const std::size_t count = spec.weights.size();
    if (spec.kind == RunKind::evaluate && (count == 0 || count > maxWeights)) {
        return fail(ErrorKind::badInput,
                    fmt::format("$.weights: found {}, a run of kind \"evaluate\" needs 1 to {}: runs "
                                "or safetensors files",
                                count, maxWeights));
    }
    if (spec.kind == RunKind::measure && count > 1) {
        return fail(
            ErrorKind::badInput,
            fmt::format("$.weights: found {}, a run of kind \"measure\" takes one, or none for a fresh model", count));
    }
    if ((spec.kind == RunKind::train || spec.kind == RunKind::idle) && count > 0) {
        return fail(ErrorKind::badInput,
                    fmt::format("$.weights: found in a run of kind \"{}\", allowed only in one of kind \"evaluate\" or "
                                "\"measure\"",
                                nameOf(spec.kind)));
    }
    return {};
}

Status checkWeights(const RunSpec& spec)
{
    RXWATT_TRY(checkNumberOfWeights(spec));
    for (std::size_t i = 0; i < spec.weights.size(); ++i) {
        const std::string path = fmt::format("$.weights[{}]", i);
        RXWATT_TRY(checkName(spec.weights[i].text, path, maxWeightsLength));
        if (std::count(spec.weights.begin(), spec.weights.end(), spec.weights[i]) > 1) {
            return fail(ErrorKind::badInput,
                        fmt::format("{}: found \"{}\" twice, each is allowed once", path, spec.weights[i].text));
        }
    }
    return {};
}

Status checkPower(const RunSpec& spec)
{
    const PowerConfig& power = spec.power;
    RXWATT_TRY(requireRange("$.power.baseline_s", power.baselineS, 0.0, maxBaselineS));
    if (spec.kind == RunKind::idle && power.baselineS == 0) {
        return fail(ErrorKind::badInput,
                    fmt::format("$.power.baseline_s: found 0 in a run of kind \"idle\", which does "
                                "nothing else; above 0 to {} is allowed",
                                maxBaselineS));
    }
    RXWATT_TRY(requireRange("$.power.base_max_age_s", power.baseMaxAgeS, 0.0, maxBaseAgeS));
    RXWATT_TRY(requireRange("$.power.sample_period_s", power.samplePeriodS, minSamplePeriodS, maxSamplePeriodS));
    RXWATT_TRY(requireRange("$.power.estimate_tdp_w", power.estimateTdpW, 0.0, maxTdpW));
    RXWATT_TRY(requireRange("$.power.inference_batch_slots", power.inferenceBatchSlots, 1, maxBatchSlots));
    return requireRange("$.power.inference_max_s", power.inferenceMaxS, 0.0, maxInferenceS);
}

bool isDevice(std::string_view device)
{
    constexpr std::string_view numbered = "cuda:";
    if (!device.starts_with(numbered)) {
        return device == "auto" || device == "cpu" || device == "cuda";
    }
    device.remove_prefix(numbered.size());
    return !device.empty() && device.size() <= 3 && device.find_first_not_of("0123456789") == std::string_view::npos;
}

/// What differs between training and judging must leave the network as it is.
Status checkEvaluationLink(const RunSpec& spec)
{
    RXWATT_ASSIGN(const phy::LinkConfig judged, spec.evaluationLink());
    if (Status status = judged.validate(); !status) {
        status.error().message.insert(0, "$.evaluation.");
        return status;
    }
    if (judged.rxAntennas != spec.link.rxAntennas) {
        return fail(ErrorKind::badInput, fmt::format("$.evaluation.link.rx_antennas: found {}, only $.link.rx_antennas "
                                                     "({}) is allowed: the model is made for as many",
                                                     judged.rxAntennas, spec.link.rxAntennas));
    }
    if (judged.maxBitsPerSymbol() > spec.link.maxBitsPerSymbol()) {
        return fail(
            ErrorKind::badInput,
            fmt::format("$.evaluation.link.modulation: found one of {} bits, at most the {} bits of the largest "
                        "in $.link.modulation are allowed: the model has an output for each",
                        judged.maxBitsPerSymbol(), spec.link.maxBitsPerSymbol()));
    }
    return {};
}

/// Messages of a part name the path from that part on ("link.rx_antennas: …").
Status belowRoot(Status status)
{
    if (!status) {
        status.error().message.insert(0, "$.");
    }
    return status;
}

} // namespace

bool RunSpec::hasOwnModel() const
{
    return kind == RunKind::train || (kind == RunKind::measure && weights.empty());
}

Status RunSpec::validate() const
{
    RXWATT_TRY(checkName(name, "$.name"));
    RXWATT_TRY(belowRoot(link.validate()));
    RXWATT_TRY(belowRoot(model.validate()));
    RXWATT_TRY(checkTraining(training));
    if (kind == RunKind::train) {
        RXWATT_TRY(checkWarmup(training));
    }
    RXWATT_TRY(checkValidation(validation));
    RXWATT_TRY(checkEvaluation(evaluation));
    RXWATT_TRY(checkWeights(*this));
    RXWATT_TRY(checkPower(*this));
    if (!isDevice(device)) {
        return tl::unexpected<Error>(base::wrongValue("$.device", device, "auto, cpu, cuda or cuda:N"));
    }
    RXWATT_TRY(requireRange("$.threads", threads, 0, maxThreads));
    return checkEvaluationLink(*this);
}

} // namespace rxwatt::run
