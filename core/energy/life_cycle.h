// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/zone.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::energy
{

/// An energy and how it is known: "measured (counter)", "metric (0) on a100_sxm4_80".
struct KnownEnergy {
    double joules = 0;
    Quality quality = Quality::catalogue;
    std::string method;

    bool operator==(const KnownEnergy&) const = default;
};

/// A deployment of one trained model.
struct Deployment {
    KnownEnergy training;
    KnownEnergy inference;
    /// Inferences a second.
    double ratePerS = 400;
    double hours = 24;
    /// Of the search that found the model, beside its training; 0 leaves it out.
    double searchJ = 0;
    /// Power usage effectiveness: energy of the site over that of the machines.
    double pue = 1;
    double gramsCo2PerKwh = 0;
    /// In any currency; 0: no cost.
    double pricePerKwh = 0;

    /// Names the setting, what was found and what is allowed.
    [[nodiscard]] Status validate() const;
};

/// What a deployment comes to. Energies are those of the site: with its PUE.
struct LifeCycle {
    double inferences = 0; ///< over the hours
    double trainingJ = 0;  ///< with the search
    double inferenceJ = 0; ///< cumulated: E_single · n
    double totalJ = 0;
    /// E_training / n (the paper's amortised training); none without an inference.
    std::optional<double> amortisedTrainingJ;
    /// n at which cumulated inference equals training, and when that is at the rate; none where an inference takes
    /// nothing.
    std::optional<double> breakEvenInferences;
    std::optional<double> breakEvenS;
    double kwh = 0;
    double gramsCo2 = 0;
    double cost = 0;
};

/// Of a valid deployment.
[[nodiscard]] LifeCycle lifeCycle(const Deployment& deployment);

/// Times that a chart shows.
struct LifeCycleSpan {
    double beginHours = 0;
    double endHours = 0;
};

/// From well before the first of deployment and break-even to a bit after the last.
[[nodiscard]] LifeCycleSpan lifeCycleSpan(const Deployment& deployment);

/// One way to read the paper's section IV-A (arXiv 2507.10409), whose numbers do not fit together.
struct PaperReading {
    std::string name;
    /// "2 mJ as printed".
    std::string shortName;
    /// What it takes from the text, and what it leaves.
    std::string explanation;
    Deployment deployment;
};

/// The text has 2 mJ an inference, 20 J a step, 250,000 steps, 400 inferences a second, and says that about 10⁵
/// inferences, or ten minutes, make up for the training. 5 MJ / 2 mJ is 2.5·10⁹ inferences, 72 days; the ten minutes
/// need about 20.8 J an inference; 30 TFLOP on the Coral's 2 W and 4 TOPS are 15 J by metric (0).
[[nodiscard]] const std::vector<PaperReading>& paperReadings();

/// Grams of CO₂-equivalent a kilowatt-hour of a country's electricity.
struct CarbonIntensity {
    std::string_view code; ///< ISO 3166 alpha-3, "WORLD", or the name of a source of energy
    std::string_view name;
    double gramsPerKwh = 0;
    int year = 0; ///< 0: the source names none
    std::string_view source;
};

/// The world first, then countries, then single sources of energy.
[[nodiscard]] std::span<const CarbonIntensity> carbonIntensities();
/// By code or name, whatever the case. An error names what there is.
[[nodiscard]] Result<CarbonIntensity> carbonIntensityOf(std::string_view text);

} // namespace rxwatt::energy
