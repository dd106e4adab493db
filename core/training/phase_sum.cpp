// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/phase_sum.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace rxwatt::training
{

namespace
{

std::optional<double> sumOf(const std::optional<double>& a, const std::optional<double>& b)
{
    return a && b ? std::optional(*a + *b) : (a ? a : b);
}

double halfWidthOf(const run::PhaseEnergy& phase)
{
    return phase.relativeEnergyLowJ && phase.relativeEnergyHighJ
               ? (*phase.relativeEnergyHighJ - *phase.relativeEnergyLowJ) / 2
               : 0;
}

} // namespace

std::vector<std::string> unionOf(const std::vector<std::string>& a, const std::vector<std::string>& b)
{
    std::vector<std::string> both = a;
    both.insert(both.end(), b.begin(), b.end());
    std::sort(both.begin(), both.end());
    both.erase(std::unique(both.begin(), both.end()), both.end());
    return both;
}

void addOnce(std::vector<std::string>& texts, const std::string& text)
{
    if (std::find(texts.begin(), texts.end(), text) == texts.end()) {
        texts.push_back(text);
    }
}

run::PhaseEnergy sumOf(const run::PhaseEnergy& earlier, const run::PhaseEnergy& later, bool oneBase)
{
    run::PhaseEnergy sum = later;
    sum.durationS += earlier.durationS;
    sum.gaps += earlier.gaps;
    sum.gapS += earlier.gapS;
    sum.repeatedEnergyJ += earlier.repeatedEnergyJ;
    sum.sensors = unionOf(earlier.sensors, later.sensors);
    for (const std::string& text : earlier.warnings) {
        addOnce(sum.warnings, text);
    }
    if (!earlier.sensors.empty() && !later.sensors.empty() && earlier.sensors != later.sensors) {
        addOnce(sum.warnings, "attempts with different sensors are added up");
    }
    const bool bothRead = earlier.absoluteEnergyJ && later.absoluteEnergyJ;
    sum.quality = bothRead ? run::worseOf(earlier.quality, later.quality)
                           : (earlier.absoluteEnergyJ ? earlier.quality : later.quality);
    sum.absoluteEnergyJ = sumOf(earlier.absoluteEnergyJ, later.absoluteEnergyJ);
    const double readS = sum.durationS - sum.gapS;
    if (sum.absoluteEnergyJ && readS > 0) {
        sum.absolutePowerW = *sum.absoluteEnergyJ / readS;
    }
    // A relative energy needs a base power in each attempt that read something.
    const bool relative =
        (earlier.relativeEnergyJ || !earlier.absoluteEnergyJ) && (later.relativeEnergyJ || !later.absoluteEnergyJ);
    sum.relativeEnergyJ = relative ? sumOf(earlier.relativeEnergyJ, later.relativeEnergyJ) : std::nullopt;
    sum.basePowerW.reset();
    sum.relativePowerW.reset();
    sum.relativeEnergyLowJ.reset();
    sum.relativeEnergyHighJ.reset();
    if (!sum.relativeEnergyJ || readS <= 0) {
        return sum;
    }
    sum.relativePowerW = *sum.relativeEnergyJ / readS;
    sum.basePowerW = *sum.absolutePowerW - *sum.relativePowerW; // by duration
    if (run::isMeasured(sum.quality)) {
        const double a = halfWidthOf(earlier);
        const double b = halfWidthOf(later);
        const double half = oneBase ? a + b : std::hypot(a, b);
        sum.relativeEnergyLowJ = *sum.relativeEnergyJ - half;
        sum.relativeEnergyHighJ = *sum.relativeEnergyJ + half;
    }
    return sum;
}

} // namespace rxwatt::training
