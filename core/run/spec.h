// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/model/model_config.h"
#include "core/phy/link_config.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rxwatt::run
{

/// What a run does.
enum class RunKind {
    train,    ///< train the model and judge it
    evaluate, ///< judge weights that are there
    measure,  ///< layer times and energy an inference, of weights or of a fresh model
    idle      ///< base power alone
};

enum class Optimizer { adamw, lamb };

/// How the learning rate falls after its warm-up: not at all, along half a cosine to 0, or constant for the first 30 %
/// and then linearly to 0.
enum class Decay { constant, cosine, linear };

struct TrainingConfig {
    std::int64_t steps = 20000;
    int batchSlots = 16;
    Optimizer optimizer = Optimizer::adamw;
    double learningRate = 1e-3;
    double weightDecay = 1e-4;
    std::int64_t warmupSteps = 500;
    Decay decay = Decay::cosine;
    /// Largest 2-norm of all gradients together; 0 clips nothing.
    double gradientClip = 1;
    std::int64_t checkpointEvery = 500;
    /// Keeps weights-<step>.safetensors every so many steps; 0 keeps none.
    std::int64_t snapshotEvery = 0;

    bool operator==(const TrainingConfig&) const = default;
};

struct ValidationConfig {
    std::int64_t every = 500;
    std::vector<double> sinrDb = {0, 8, 16, 24, 32};
    /// Slots at each SINR.
    int slots = 32;
    std::uint64_t seed = 1001;

    bool operator==(const ValidationConfig&) const = default;
};

struct EvaluationConfig {
    /// In the specification a list, or {"first", "step", "last"}; kept as the points.
    std::vector<double> sinrDb = {-4, -2, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32};
    std::int64_t targetBitErrors = 1000;
    std::int64_t minSlots = 100;
    std::int64_t maxSlots = 1000;
    std::uint64_t seed = 1002;
    std::vector<std::string> baselines = {"ls-linear", "lmmse", "perfect-csi"};
    /// Parts of `link` that differ in the evaluation, as written (an object), or null.
    Json link;

    bool operator==(const EvaluationConfig&) const = default;
};

/// How the power is estimated where no sensor can be read; see core/energy.
enum class PowerEstimate { none, cubic, linear, halfTdp };

/// What is measured of the energy beside the run's work.
struct PowerConfig {
    /// Seconds at rest before and after the work from which the base power is taken; 0 takes none, and the run does not
    /// count as measured.
    double baselineS = 0;
    /// A base power that a run beside this one took is used in place of a rest before the work while it is no older; 0
    /// always rests.
    double baseMaxAgeS = 0;
    double samplePeriodS = 0.1;
    /// Whether the platform's counter (RAPL psys) counts in the place of packages and memory, where there is one.
    bool preferPlatform = false;
    /// Whether a measured run has the machine to itself: the queue starts nothing beside it.
    bool alone = true;
    PowerEstimate estimate = PowerEstimate::cubic;
    /// Rated power of the processor that an estimate assumes; 0 takes what its method falls back to.
    double estimateTdpW = 0;
    /// Slots of each forward pass while the energy of an inference is measured.
    int inferenceBatchSlots = 1;
    /// How long that may take before it gives up to settle; 0 does not measure it.
    double inferenceMaxS = 60;

    bool operator==(const PowerConfig&) const = default;
};

/// A reference to a run's weights in its two parts.
struct RunWeights {
    /// An id, or what a person may type in its place.
    std::string run;
    /// "best" or a step; empty for the weights at the end.
    std::string checkpoint;
};

/// Weights to be judged: a run of the project ("name", "id", "id@best", "id@2000") or a safetensors file. `rxwatt add`
/// turns names into ids.
struct WeightsReference {
    std::string text;

    bool operator==(const WeightsReference&) const = default;

    /// As a run's. What follows an @ and is no checkpoint belongs to the name.
    [[nodiscard]] RunWeights asRun() const;
    /// A file has a slash or the extension of one; a run's name may hold either, so look for a run first.
    [[nodiscard]] bool looksLikeFile() const;
};

/// Everything that a run is asked to do: the file spec.json of its folder.
struct RunSpec {
    std::string name;
    RunKind kind = RunKind::train;
    std::uint64_t seed = 1;
    phy::LinkConfig link;
    model::ModelConfig model;
    TrainingConfig training;
    ValidationConfig validation;
    EvaluationConfig evaluation;
    /// For `evaluate`; for `measure` at most one, none measures a fresh model.
    std::vector<WeightsReference> weights;
    PowerConfig power;
    /// "auto" (CUDA where LibTorch has it and a device is there), "cpu", "cuda" or "cuda:N".
    std::string device = "auto";
    /// Threads of the CPU's arithmetic; 0 takes all cores that the process may use.
    int threads = 0;

    bool operator==(const RunSpec&) const = default;

    /// Everything that can be checked without the project: every range, and that the parts fit together.
    [[nodiscard]] Status validate() const;

    /// Whether it takes a base power; it is measured where a sensor is there, too.
    [[nodiscard]] bool takesBasePower() const { return power.baselineS > 0; }

    /// Whether it has a model of its own: `model` says which.
    [[nodiscard]] bool hasOwnModel() const;
    /// The link that the evaluation judges on: `link` with the overrides of `evaluation.link`.
    [[nodiscard]] Result<phy::LinkConfig> evaluationLink() const;
};

inline constexpr std::string_view specSchema = "rxwatt.run/1";

/// Reads and validates a specification; what is left out has its default. Errors name the JSON path, what was found and
/// what is allowed; all are bad input, also what only another version can do.
[[nodiscard]] Result<RunSpec> specFromJson(const Json& json);
/// The whole specification, filled in, in the order of the documentation.
[[nodiscard]] Json toJson(const RunSpec& spec);

/// Names the slots and points that an evaluation judges on (grid, link, SINRs, slot counts, seed): results with equal
/// digests compare, slot by slot.
[[nodiscard]] std::string evaluationDigest(const RunSpec& spec);

[[nodiscard]] std::string_view nameOf(RunKind kind);
[[nodiscard]] Result<RunKind> kindFromName(std::string_view name);
[[nodiscard]] std::string_view nameOf(Optimizer optimizer);
[[nodiscard]] std::string_view nameOf(Decay decay);
[[nodiscard]] std::string_view nameOf(PowerEstimate estimate);

} // namespace rxwatt::run
