// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/life_cycle.h"
#include "core/energy/processor.h"

#include <optional>
#include <QJsonObject>
#include <set>
#include <string>

namespace rxwatt::pages
{

/// What a person chose about the deployment that runs are compared in.
struct LifeCycleChoice {
    /// Inferences a second.
    double ratePerS = 400;
    double hours = 24;
    double gramsCo2PerKwh = energy::carbonIntensities().front().gramsPerKwh;
    /// 0: no cost.
    double pricePerKwh = 0;
    double pue = 1;
    /// With the energy of the search that found the model: of the other runs of its study, or so many kWh.
    bool withSearch = false;
    std::optional<double> searchKwh = {};
    /// What is estimated on where a run has measured nothing; empty: nothing is.
    std::string processor;
    energy::Precision precision = energy::Precision::fp32;
    /// Of energy::paperReadings(), by their places: compared with the runs.
    std::set<std::size_t> readings = {};

    bool operator==(const LifeCycleChoice&) const = default;
};

[[nodiscard]] QJsonObject toJson(const LifeCycleChoice& choice);
/// What is not understood, and what no deployment can be, stays as it is by default.
[[nodiscard]] LifeCycleChoice lifeCycleChoiceFromJson(const QJsonObject& json);

// What fields accept; energy::Deployment::validate() has the last word.
struct NumberRange {
    double low = 0;
    double high = 0;
};

inline constexpr NumberRange rateRange = {1e-9, 1e12};
inline constexpr NumberRange hoursRange = {0, 1e7};
inline constexpr NumberRange intensityRange = {0, 1e4};
inline constexpr NumberRange priceRange = {0, 1e6};
inline constexpr NumberRange pueRange = {1, 10};
inline constexpr NumberRange searchRange = {0, 1e11};

} // namespace rxwatt::pages
