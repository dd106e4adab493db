// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/run/phase.h"
#include "core/run/quality.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::run
{

/// What a run's base power was: the median over a stretch in which the run did nothing (the paper's step 1).
struct BasePower {
    double medianW = 0;
    /// Median absolute deviation from the median.
    double madW = 0;
    /// Slope of a line through the stretch, in watts an hour.
    double driftWPerH = 0;
    double durationS = 0;
    std::int64_t samples = 0;
    Quality quality = Quality::estimated;
    /// "source/path" of each zone that counted, sorted: base powers with other sensors do not compare.
    std::vector<std::string> sensors;
    std::string takenAt; ///< ISO 8601
    /// "host, device": where it was taken; empty in records of earlier versions.
    std::string machine;

    bool operator==(const BasePower&) const = default;
};

/// What one phase of a run took, over all its stretches and attempts. Powers and energies are none where nothing could
/// be read; relative ones also where there is no base power.
struct PhaseEnergy {
    Phase phase = Phase::setup;
    double durationS = 0;
    std::optional<double> basePowerW;
    std::optional<double> absolutePowerW;
    std::optional<double> absoluteEnergyJ;
    std::optional<double> relativePowerW;
    /// Counter difference − base power · duration; below 0 it is below the noise floor, never cut off.
    std::optional<double> relativeEnergyJ;
    /// 95 %, of measured values alone (counter, integrated).
    std::optional<double> relativeEnergyLowJ;
    std::optional<double> relativeEnergyHighJ;
    /// The part of absoluteEnergyJ that went into steps which a kill made the run do again.
    double repeatedEnergyJ = 0;
    Quality quality = Quality::estimated;
    std::vector<std::string> sensors;
    /// Stretches without a reading, and how long they were together.
    std::int64_t gaps = 0;
    double gapS = 0;
    std::vector<std::string> warnings;

    bool operator==(const PhaseEnergy&) const = default;
};

/// Energy of one inference (one slot), relative to the base power, from repeated steady windows.
struct InferenceEnergy {
    double joules = 0;
    /// 95 %; none of an estimate.
    std::optional<double> lowJ;
    std::optional<double> highJ;
    Quality quality = Quality::estimated;
    std::int64_t batchSlots = 0;
    std::int64_t inferences = 0;
    int windows = 0;
    double secondsPerInference = 0;
    /// Whether the interval came under 5 %; else `warnings` say why not.
    bool settled = false;
    std::vector<std::string> warnings;

    bool operator==(const InferenceEnergy&) const = default;
};

/// Measured time of one layer in a forward pass, and its share of the measured energy of an inference.
struct LayerMeasurement {
    std::string name; ///< as in `rxwatt profile`
    double secondsPerInference = 0;
    /// secondsPerInference / the sum over all layers · InferenceEnergy::joules; none where nothing was measured.
    std::optional<double> joules;

    bool operator==(const LayerMeasurement&) const = default;
};

/// Everything that a run knows of its energy: what the `energy` object of `rxwatt show --json` is made from.
struct EnergyRecord {
    std::optional<BasePower> baseBefore;
    std::optional<BasePower> baseAfter;
    /// The run that took the base power, where it was another, and how old it was when the work began.
    std::string baseFrom;
    double baseAgeS = 0;
    std::vector<PhaseEnergy> phases;
    std::optional<double> trainingStepJ;
    std::optional<InferenceEnergy> inference;
    std::vector<LayerMeasurement> layers;
    /// The layers' times together over the time of a forward pass that nothing interrupts: 1 where timing them costs
    /// nothing.
    std::optional<double> layersShareOfForward;
    std::vector<std::string> warnings;

    bool operator==(const EnergyRecord&) const = default;

    /// None where the run had no such phase.
    [[nodiscard]] const PhaseEnergy* find(Phase phase) const
    {
        const auto found =
            std::find_if(phases.begin(), phases.end(), [phase](const PhaseEnergy& one) { return one.phase == phase; });
        return found == phases.end() ? nullptr : &*found;
    }
};

[[nodiscard]] Json toJson(const BasePower& base);
[[nodiscard]] Json toJson(const PhaseEnergy& phase);
[[nodiscard]] Json toJson(const InferenceEnergy& inference);
[[nodiscard]] Json toJson(const EnergyRecord& record);
/// Strict as every reader of files: unknown phases and qualities, numbers that are none, lists over 10,000 entries are
/// errors that name the path.
[[nodiscard]] Result<EnergyRecord> energyRecordFromJson(const Json& json, const std::string& path);

} // namespace rxwatt::run
