// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/event.h"
#include "core/run/spec.h"
#include "core/run/state.h"
#include "core/store/run_filter.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rxwatt::store
{

/// One run in a list.
struct RunSummary {
    RunId id;
    std::string name;
    run::RunKind kind = run::RunKind::train;
    run::RunState state = run::RunState::queued;
    std::optional<std::string> reason;
    int attempt = 0;
    double order = 0;
    bool starred = false;
    bool archived = false;
    std::vector<std::string> tags;
    std::string createdAt;
    std::optional<std::string> startedAt;
    std::optional<std::string> finishedAt;
    /// The last event's time: seconds at work, time at rest left out.
    double durationS = 0;
    std::int64_t stepsDone = 0;
    /// Steps of its training when it is complete; none where it does not train.
    std::optional<std::int64_t> expectedSteps;
    /// Mean of log10(BER) over the points of the run's own model; none before the last point, and where several weights
    /// were judged. Points without errors count as 1 / (2·bits).
    std::optional<double> geometricMeanBer;
    /// How many of its points had no errors.
    int zeroErrorPoints = 0;
    /// Geometric Mean BERs compare only where this is equal.
    std::string evaluationDigest;
    /// Of the run's own model; none where it judges the weights of others.
    std::optional<std::int64_t> parameters;
    std::optional<std::int64_t> macsPerSlot;
    /// Joules relative to the base power, of the training phase, of one of its steps, and of an inference (one slot);
    /// none where nothing could be read. `energyQuality` is the worst of what they come from.
    std::optional<double> trainingEnergyJ;
    std::optional<double> stepEnergyJ;
    std::optional<double> inferenceEnergyJ;
    std::optional<run::Quality> energyQuality;

    bool operator==(const RunSummary&) const = default;
};

enum class RunSort {
    queue,
    created,
    name,
    state,
    started,
    finished,
    duration,
    steps,
    geometricMeanBer,
    starred,
    archived,
    parameters,
    macsPerSlot,
    kind,
    trainingEnergy,
    stepEnergy,
    inferenceEnergy,
    setting ///< RunQuery::sortSetting; lists sort by their JSON
};

/// Which runs, in which order. Runs without a value sort last.
struct RunQuery {
    /// Empty takes every state.
    std::vector<run::RunState> states = {};
    std::optional<run::RunKind> kind = {};
    /// Part of the name, letters' case ignored (ASCII).
    std::string nameContains = {};
    std::string tag = {};
    bool onlyStarred = false;
    /// What a person wrote; see parseRunFilter().
    RunFilter filter = {};
    RunSort sort = RunSort::created;
    /// The path of a setting: "training.learning_rate".
    std::string sortSetting = {};
    bool descending = false;
    std::int64_t limit = -1; ///< −1 takes all
    std::int64_t offset = 0;
};

/// A setting's value in a specification: a number, a text, the JSON of a list; none where it has none.
using SettingValue = std::variant<std::monostate, double, std::string>;

/// Settings that have different values in several runs.
struct DifferingSettings {
    /// In the order of a specification, `name` and `seed` last.
    std::vector<std::string> paths;
    /// How many runs were looked at: the newest of those that the query finds.
    std::int64_t runsLookedAt = 0;
    std::int64_t runsFound = 0;
};

/// What names a run, for finding it by what a person typed.
struct RunName {
    RunId id;
    std::string name;
    run::RunKind kind = run::RunKind::train;
    run::RunState state = run::RunState::queued;

    bool operator==(const RunName&) const = default;
};

struct SeriesSummary {
    std::string name;
    double last = 0; ///< value at the highest step
    std::int64_t lastStep = 0;
    std::int64_t count = 0;

    bool operator==(const SeriesSummary&) const = default;
};

struct SeriesPoint {
    std::int64_t step = 0;
    double value = 0;
    /// Seconds that the run had been at work, time at rest left out; NaN in an index of an older version whose events
    /// have not been read again yet.
    double timeS = 0;

    bool operator==(const SeriesPoint&) const = default;
};

/// Points of several series by their names, each by rising step.
using SeriesPoints = std::map<std::string, std::vector<SeriesPoint>>;

/// One curve of BER against SINR; points by rising SINR.
struct BerCurve {
    std::string receiver;
    std::string modulation;
    int dmrsSymbols = 1;
    std::string weights; ///< empty for the run's own and for baselines
    std::vector<run::BerPoint> points;

    bool operator==(const BerCurve&) const = default;
};

/// One stretch of a phase; an attempt that resumes begins new ones.
struct PhaseStretch {
    run::Phase phase = run::Phase::setup;
    int attempt = 1;
    double beginS = 0;
    double endS = 0;

    bool operator==(const PhaseStretch&) const = default;
};

/// A run as lists and exports of many runs want it: what can be had without reading its specification.
struct RunOverview {
    RunSummary summary;
    std::string notes;
    /// What the last attempt was made with.
    std::optional<run::StartedEvent> started;
    std::vector<BerCurve> berCurves;
    std::vector<PhaseStretch> phases;
    /// What the run knows of its energy; none where it measured nothing.
    std::optional<run::EnergyRecord> energy;
};

/// Whether curves are read with their points or only their names.
enum class CurveParts { names, points };

/// One run whole.
struct RunDetails : RunOverview {
    run::RunSpec spec;
    run::RunMeta meta;
    run::StateRecord state;
    std::optional<run::ExitRecord> exit;
    std::vector<SeriesSummary> series;
    std::int64_t events = 0;
};

} // namespace rxwatt::store
