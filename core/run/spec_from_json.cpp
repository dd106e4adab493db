// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/config_json.h"
#include "core/run/json_parts.h"
#include "core/run/names.h"
#include "core/run/sinr_list.h"
#include "core/run/spec.h"
#include "core/run/spec_limits.h"
#include "core/run/spec_names.h"

#include <algorithm>
#include <array>

namespace rxwatt::run
{

namespace
{

using base::ObjectReader;

/// What the format of specifications has and this version cannot do: said so, never passed over. To this version it is
/// bad input, as a key that it does not know is.
constexpr std::array laterKinds = {"distill"};
constexpr std::array laterSections = {"distillation"};

Error notYet(const std::string& what)
{
    return {ErrorKind::badInput, what + " is something that this version of rxwatt does not do yet"};
}

Status checkSupported(const Json& json)
{
    const auto kind = json.find("kind");
    for (const char* later : laterKinds) {
        if (kind != json.end() && *kind == later) {
            return tl::unexpected<Error>(notYet(fmt::format(R"($.kind: "{}")", later)));
        }
    }
    for (const char* later : laterSections) {
        if (json.contains(later)) {
            return tl::unexpected<Error>(notYet(fmt::format("$.{}: this section", later)));
        }
    }
    return {};
}

/// Looks at the schema first: what a newer version wrote may have any shape.
Status checkSchema(const Json& json)
{
    if (!json.is_object()) {
        return tl::unexpected<Error>(base::wrongValue("$", json, "an object"));
    }
    const auto schema = json.find("schema");
    if (schema == json.end() || *schema == specSchema) {
        return {};
    }
    constexpr std::string_view family = "rxwatt.run/";
    const std::string text = schema->is_string() ? schema->get<std::string>() : "";
    if (text.starts_with("rxwatt.study/")) {
        return tl::unexpected<Error>(notYet("$.schema: a study"));
    }
    if (text.starts_with(family)) {
        return fail(ErrorKind::badInput,
                    fmt::format("$.schema: found {}, which this version of rxwatt does not know; it reads \"{}\"",
                                base::inQuotes(text), specSchema));
    }
    return tl::unexpected<Error>(base::wrongValue("$.schema", *schema, fmt::format("\"{}\"", specSchema)));
}

/// A default that does not fit what is written beside it gives way: 200 steps alone have a warm-up of at most 200.
Status readTraining(const Json& json, const std::string& path, TrainingConfig& training)
{
    ObjectReader reader(json, path);
    reader.optional("steps", training.steps)
        .optional("batch_slots", training.batchSlots)
        .optional("learning_rate", training.learningRate)
        .optional("weight_decay", training.weightDecay)
        .optional("warmup_steps", training.warmupSteps)
        .optional("gradient_clip", training.gradientClip)
        .optional("checkpoint_every", training.checkpointEvery)
        .optional("snapshot_every", training.snapshotEvery);
    readKey(reader, "optimizer", [&](const Json& value, const std::string& at) {
        return readName<Optimizer>(value, at, allOptimizers, training.optimizer);
    });
    readKey(reader, "decay", [&](const Json& value, const std::string& at) {
        return readName<Decay>(value, at, allDecays, training.decay);
    });
    RXWATT_TRY(reader.finish());
    if (!json.contains("warmup_steps")) {
        training.warmupSteps = std::min(training.warmupSteps, training.steps);
    }
    return {};
}

Status readValidation(const Json& json, const std::string& path, ValidationConfig& validation)
{
    ObjectReader reader(json, path);
    reader.optional("every", validation.every).optional("slots", validation.slots).optional("seed", validation.seed);
    readKey(reader, "sinr_db",
            [&](const Json& value, const std::string& at) { return readSinrList(value, at, validation.sinrDb); });
    return reader.finish();
}

/// An object is kept as written; one without keys is no override.
Status readOverrides(const Json& json, const std::string& path, Json& out)
{
    if (!json.is_object() && !json.is_null()) {
        return tl::unexpected<Error>(base::wrongValue(path, json, "an object with parts of $.link"));
    }
    if (json.contains("sinr_db")) {
        return fail(ErrorKind::badInput, path + ".sinr_db: an evaluation judges at the SINRs of $.evaluation.sinr_db; "
                                                "only they are allowed");
    }
    out = json.empty() ? Json() : json;
    return {};
}

/// Defaults give way as in readTraining().
Status readEvaluation(const Json& json, const std::string& path, EvaluationConfig& evaluation)
{
    ObjectReader reader(json, path);
    reader.optional("target_bit_errors", evaluation.targetBitErrors)
        .optional("min_slots", evaluation.minSlots)
        .optional("max_slots", evaluation.maxSlots)
        .optional("seed", evaluation.seed)
        .optional("baselines", evaluation.baselines);
    readKey(reader, "sinr_db",
            [&](const Json& value, const std::string& at) { return readSinrList(value, at, evaluation.sinrDb); });
    readKey(reader, "link",
            [&](const Json& value, const std::string& at) { return readOverrides(value, at, evaluation.link); });
    RXWATT_TRY(reader.finish());
    if (!json.contains("min_slots")) {
        evaluation.minSlots = std::min(evaluation.minSlots, evaluation.maxSlots);
    } else if (!json.contains("max_slots")) {
        evaluation.maxSlots = std::max(evaluation.maxSlots, evaluation.minSlots);
    }
    return {};
}

Status readPower(const Json& json, const std::string& path, PowerConfig& power)
{
    ObjectReader reader(json, path);
    reader.optional("baseline_s", power.baselineS)
        .optional("base_max_age_s", power.baseMaxAgeS)
        .optional("sample_period_s", power.samplePeriodS)
        .optional("prefer_platform", power.preferPlatform)
        .optional("alone", power.alone)
        .optional("estimate_tdp_w", power.estimateTdpW)
        .optional("inference_batch_slots", power.inferenceBatchSlots)
        .optional("inference_max_s", power.inferenceMaxS);
    readKey(reader, "estimate", [&](const Json& value, const std::string& at) {
        return readName<PowerEstimate>(value, at, allPowerEstimates, power.estimate);
    });
    return reader.finish();
}

void readParts(ObjectReader& reader, RunSpec& spec)
{
    readKey(reader, "kind", [&](const Json& value, const std::string& at) {
        return readName<RunKind>(value, at, allKinds, spec.kind);
    });
    if (spec.kind == RunKind::measure || spec.kind == RunKind::idle) {
        spec.power.baselineS = defaultBaselineS; // what they are for
    }
    readKey(reader, "link", [&](const Json& value, const std::string& at) { return readLink(value, at, spec.link); });
    readKey(reader, "model",
            [&](const Json& value, const std::string& at) { return readModel(value, at, spec.model); });
    readKey(reader, "training",
            [&](const Json& value, const std::string& at) { return readTraining(value, at, spec.training); });
    readKey(reader, "validation",
            [&](const Json& value, const std::string& at) { return readValidation(value, at, spec.validation); });
    readKey(reader, "evaluation",
            [&](const Json& value, const std::string& at) { return readEvaluation(value, at, spec.evaluation); });
    readKey(reader, "power",
            [&](const Json& value, const std::string& at) { return readPower(value, at, spec.power); });
    readKey(reader, "weights", [&](const Json& value, const std::string& at) {
        const bool none = value.is_array() && value.empty();
        return none ? Status()
                    : readOneOrMany(value, at, spec.weights,
                                    [](const Json& item, const std::string& itemAt, WeightsReference& out) {
                                        return base::fromJson(item, itemAt, out.text);
                                    });
    });
}

/// "train", or "evaluate teacher, student@best" where that is short enough for a name.
std::string defaultName(const RunSpec& spec)
{
    std::string name(nameOf(spec.kind));
    for (std::size_t i = 0; i < spec.weights.size(); ++i) {
        name += (i == 0 ? " " : ", ") + spec.weights[i].text;
    }
    return checkName(name, "$.name") ? name : std::string(nameOf(spec.kind));
}

} // namespace

Result<RunKind> kindFromName(std::string_view name)
{
    return fromName<RunKind>(name, allKinds);
}

Result<RunSpec> specFromJson(const Json& json)
{
    RXWATT_TRY(checkSchema(json));
    RXWATT_TRY(checkSupported(json));
    RunSpec spec;
    std::string schema;
    ObjectReader reader(json, "$");
    reader.optional("schema", schema)
        .optional("name", spec.name)
        .optional("seed", spec.seed)
        .optional("device", spec.device)
        .optional("threads", spec.threads);
    readParts(reader, spec);
    RXWATT_TRY(reader.finish());
    if (!json.contains("name")) {
        spec.name = defaultName(spec);
    }
    RXWATT_TRY(spec.validate());
    return spec;
}

} // namespace rxwatt::run
