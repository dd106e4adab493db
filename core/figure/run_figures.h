// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/figure/figure.h"
#include "core/run/event.h"
#include "core/run/quality.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::figure
{

/// One BER curve of a run.
struct BerCurve {
    /// "model", or a baseline's name.
    std::string receiver;
    std::string modulation;
    int dmrsSymbols = 1;
    /// The weights judged where the run judged several; else empty.
    std::string weights;
    std::vector<run::BerPoint> points;
};

/// A value of a series at a step.
struct StepValue {
    std::int64_t step = 0;
    double value = 0;
};

/// What figures are drawn from: one run, as the database or its folder tells of it.
struct RunData {
    std::string id;
    std::string name;
    std::string kind;
    std::string state;
    std::int64_t stepsDone = 0;
    std::optional<double> durationS;
    /// Geometric Mean BER (mean log10) of the evaluation, and what it is comparable with.
    std::optional<double> geometricMeanBer;
    /// How many points of it had no errors.
    std::optional<std::int64_t> zeroErrorPoints;
    std::string evaluationDigest;
    std::optional<std::int64_t> parameters;
    std::optional<std::int64_t> macsPerSlot;
    /// Of an inference of the run's own model, and how it is known; none is taken for an estimate.
    std::optional<double> inferenceEnergyJ;
    std::optional<run::Quality> energyQuality;
    std::vector<BerCurve> berCurves;
    std::vector<StepValue> trainLoss;
};

/// Names of the figures that makeFigure() knows.
[[nodiscard]] const std::vector<std::string>& figureNames();

/// A curve that berFigure() draws.
struct LabelledCurve {
    /// Of the runs that were given.
    std::size_t run = 0;
    /// Of that run's curves.
    std::size_t curve = 0;
    SeriesRole role = SeriesRole::model;
    /// "student" or "ls-linear": the receiver, without what tells its curves apart.
    std::string who;
    /// "student, 16QAM, 2 DM-RS": the series' name.
    std::string name;
};

/// The curves of berFigure() in the order of its series.
[[nodiscard]] std::vector<LabelledCurve> labelledCurves(std::span<const RunData> runs);

/// BER against SINR, one series a receiver, models before baselines; runs of the same name are told apart by their ids.
/// Baselines that several runs share (equal points) are drawn once. Points without an error are drawn at their upper
/// bound. The notes of models whose points are all there say their Geometric Mean BER, those of a run's own model the
/// energy of an inference, and whether it is an estimate.
[[nodiscard]] Plot berFigure(std::span<const RunData> runs);
/// Training loss against step, one series a run.
[[nodiscard]] Plot lossFigure(std::span<const RunData> runs);
/// The runs as a table.
[[nodiscard]] Table runsFigure(std::span<const RunData> runs);

/// A figure by its name. Unknown names are bad input; names that a later version draws are `unsupported`.
[[nodiscard]] Result<Figure> makeFigure(std::string_view name, std::span<const RunData> runs);

} // namespace rxwatt::figure
