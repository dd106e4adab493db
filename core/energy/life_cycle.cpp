// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/life_cycle.h"

#include "core/base/json.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

namespace rxwatt::energy
{

namespace
{

constexpr double joulesPerKwh = 3.6e6;
constexpr double secondsPerHour = 3600;

struct Bound {
    const char* what;
    double value;
    double low;
    double high;
};

Status checkBound(const Bound& bound)
{
    if (bound.value >= bound.low && bound.value <= bound.high) {
        return {};
    }
    return fail(ErrorKind::badInput,
                fmt::format("{}: found {:g}, {:g} to {:g} is allowed", bound.what, bound.value, bound.low, bound.high));
}

Deployment paperDeployment(double inferenceJ, const char* method)
{
    constexpr double stepJ = 20;
    constexpr double steps = 250'000;
    constexpr double worldGrams = 475;
    Deployment deployment;
    deployment.training = {stepJ * steps, Quality::catalogue, "20 J a step · 250,000 steps, as printed"};
    deployment.inference = {inferenceJ, Quality::catalogue, method};
    deployment.ratePerS = 400;
    deployment.hours = 24;
    deployment.gramsCo2PerKwh = worldGrams;
    return deployment;
}

constexpr std::string_view codecarbon = "CodeCarbon";
constexpr std::string_view ember = "Ember and Energy Institute by Our World in Data";

constexpr std::array intensities = {
    CarbonIntensity{"WORLD", "World average", 475, 0, codecarbon},
    CarbonIntensity{"AUS", "Australia", 549, 2023, ember},
    CarbonIntensity{"AUT", "Austria", 111, 2023, ember},
    CarbonIntensity{"BEL", "Belgium", 138, 2023, ember},
    CarbonIntensity{"BRA", "Brazil", 98, 2023, ember},
    CarbonIntensity{"CAN", "Canada", 170, 2023, ember},
    CarbonIntensity{"CHN", "China", 582, 2023, ember},
    CarbonIntensity{"CZE", "Czechia", 450, 2023, ember},
    CarbonIntensity{"DNK", "Denmark", 152, 2023, ember},
    CarbonIntensity{"FIN", "Finland", 79, 2023, ember},
    CarbonIntensity{"FRA", "France", 56, 2023, ember},
    CarbonIntensity{"DEU", "Germany", 381, 2023, ember},
    CarbonIntensity{"GRC", "Greece", 337, 2023, ember},
    CarbonIntensity{"HUN", "Hungary", 204, 2023, ember},
    CarbonIntensity{"IND", "India", 713, 2023, ember},
    CarbonIntensity{"IRL", "Ireland", 291, 2023, ember},
    CarbonIntensity{"NOR", "Norway", 30, 2023, "Ember by Statista"},
    CarbonIntensity{"coal", "Coal", 995, 0, codecarbon},
    CarbonIntensity{"petroleum", "Petroleum", 816, 0, codecarbon},
    CarbonIntensity{"gas", "Natural gas", 743, 0, codecarbon},
    CarbonIntensity{"solar", "Solar", 48, 0, codecarbon},
    CarbonIntensity{"geothermal", "Geothermal", 38, 0, codecarbon},
    CarbonIntensity{"nuclear", "Nuclear", 29, 0, codecarbon},
    CarbonIntensity{"wind", "Wind", 26, 0, codecarbon},
    CarbonIntensity{"hydro", "Hydroelectric", 26, 0, codecarbon},
};

bool isSame(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

} // namespace

Status Deployment::validate() const
{
    for (const Bound& bound :
         {Bound{"training energy (J)", training.joules, 0, 1e18},
          Bound{"inference energy (J)", inference.joules, 0, 1e12},
          Bound{"rate (inferences a second)", ratePerS, 1e-9, 1e12}, Bound{"hours", hours, 0, 1e7},
          Bound{"search energy (J)", searchJ, 0, 1e18}, Bound{"PUE", pue, 1, 10},
          Bound{"carbon intensity (g/kWh)", gramsCo2PerKwh, 0, 1e4}, Bound{"tariff (a kWh)", pricePerKwh, 0, 1e6}}) {
        RXWATT_TRY(checkBound(bound));
    }
    return {};
}

LifeCycle lifeCycle(const Deployment& deployment)
{
    LifeCycle made;
    made.inferences = deployment.ratePerS * deployment.hours * secondsPerHour;
    made.trainingJ = (deployment.training.joules + deployment.searchJ) * deployment.pue;
    const double oneJ = deployment.inference.joules * deployment.pue;
    made.inferenceJ = oneJ * made.inferences;
    made.totalJ = made.trainingJ + made.inferenceJ;
    if (made.inferences > 0) {
        made.amortisedTrainingJ = made.trainingJ / made.inferences;
    }
    if (oneJ > 0) {
        made.breakEvenInferences = made.trainingJ / oneJ;
        made.breakEvenS = *made.breakEvenInferences / deployment.ratePerS;
    }
    made.kwh = made.totalJ / joulesPerKwh;
    made.gramsCo2 = made.kwh * deployment.gramsCo2PerKwh;
    made.cost = made.kwh * deployment.pricePerKwh;
    return made;
}

LifeCycleSpan lifeCycleSpan(const Deployment& deployment)
{
    constexpr double before = 0.1;
    constexpr double beyond = 3;
    // No longer than lines can be told apart on, and no shorter than they can be seen to cross on.
    constexpr double longest = 1e-9;
    constexpr double shortest = 1e-2;
    const double hours = std::max(deployment.hours, 1e-6);
    const LifeCycle whole = lifeCycle(deployment);
    const double breakEven =
        whole.breakEvenS && *whole.breakEvenS > 0 ? *whole.breakEvenS / secondsPerHour : deployment.hours;
    const double end = beyond * std::max(hours, breakEven);
    return {std::clamp(before * std::min(hours, std::max(breakEven, 1e-9)), longest * end, shortest * end), end};
}

const std::vector<PaperReading>& paperReadings()
{
    constexpr double printedJ = 2e-3;
    // Metric (0) of 30 T operations on the Coral's 4 T operations a second and 2 W.
    constexpr double coralJ = 30e12 * 2 / 4e12;
    static const std::vector<PaperReading> readings = {
        {"2 mJ an inference, as printed", "2 mJ as printed",
         "Takes the 2 mJ and the 5 MJ at their word. Then training is made up for after 2.5 billion inferences, 72 "
         "days "
         "at 400 a second, not after 100,000 or ten minutes.",
         paperDeployment(printedJ, "as printed")},
        {"15 J an inference, metric (0) of 30 TFLOP on a Coral Edge TPU", "15 J by metric (0)",
         "Takes the printed size of the model, 30 TFLOP, at its word. Then training is made up for after 330,000 "
         "inferences, 14 minutes at 400 a second: this is where the printed 100,000 and ten minutes come near. But a "
         "Coral needs 7.5 s for one such inference and cannot do 400 a second.",
         paperDeployment(coralJ, "metric (0): 30 T operations · 2 W / 4 T operations/s")},
    };
    return readings;
}

std::span<const CarbonIntensity> carbonIntensities()
{
    return intensities;
}

Result<CarbonIntensity> carbonIntensityOf(std::string_view text)
{
    std::vector<std::string_view> codes;
    for (const CarbonIntensity& intensity : intensities) {
        if (isSame(text, intensity.code) || isSame(text, intensity.name)) {
            return intensity;
        }
        codes.push_back(intensity.code);
    }
    return fail(ErrorKind::badInput, fmt::format("found {}, one of {} is allowed; or give the number in grams of CO2 a "
                                                 "kWh",
                                                 base::inQuotes(text), fmt::join(codes, ", ")));
}

} // namespace rxwatt::energy
