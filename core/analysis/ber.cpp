// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/ber.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>
#include <utility>
#include <vector>

namespace rxwatt::analysis
{

namespace
{

constexpr double lowTail = 0.025;
/// Wrong bits of a slot of which the receiver knows nothing.
constexpr double worstShare = 0.5;

/// Fewer errors, like none, do not tell whether they come in bursts; then the worst is taken.
constexpr std::int64_t fewErrors = 100;

struct Derivatives {
    double value = 0;
    double first = 0;
    double second = 0;
};

/// The cumulant generating function of Σ aᵢ·Eᵢ (E standard exponential) and its derivatives.
Derivatives cumulant(const std::vector<double>& a, double s)
{
    Derivatives k;
    for (const double ai : a) {
        const double rest = 1 - s * ai;
        const double term = ai / rest;
        k.value -= std::log(rest);
        k.first += term;
        k.second += term * term;
    }
    return k;
}

double slopeAt(const std::vector<double>& a, double s)
{
    double slope = 0;
    for (const double ai : a) {
        slope += ai / (1 - s * ai);
    }
    return slope;
}

/// P(Σ aᵢ·Eᵢ ≤ 0), by Lugannani and Rice's saddlepoint formula; `a` holds values of both signs.
double probabilityBelowZero(const std::vector<double>& a)
{
    const auto [smallest, largest] = std::minmax_element(a.begin(), a.end());
    if (*smallest >= 0 || *largest <= 0) {
        return *smallest >= 0 ? 0 : 1;
    }
    double low = 1 / *smallest;
    double high = 1 / *largest;
    for (int i = 0; i < 48; ++i) {
        const double middle = 0.5 * (low + high);
        (slopeAt(a, middle) < 0 ? low : high) = middle;
    }
    const double saddle = 0.5 * (low + high);
    const Derivatives k = cumulant(a, saddle);
    const double w = std::copysign(std::sqrt(std::max(0.0, -2 * k.value)), saddle);
    const double u = saddle * std::sqrt(k.second);
    const double below = 0.5 * std::erfc(-w / std::numbers::sqrt2);
    if (std::abs(w) < 1e-5) {
        return below;
    }
    const double density = std::exp(-0.5 * w * w) / std::sqrt(2 * std::numbers::pi);
    return std::clamp(below + density * (1 / w - 1 / u), 0.0, 1.0);
}

/// Where the Dirichlet-weighted BER of slots and an unseen one lies with a probability below it. `from` and `to`
/// enclose it.
double quantile(std::span<const SlotErrors> slots, double unseen, double probability, std::pair<double, double> range)
{
    std::vector<double> a(slots.size() + 1);
    double bits = 0;
    for (const SlotErrors& slot : slots) {
        bits += static_cast<double>(slot.bits);
    }
    const double meanBits = bits / static_cast<double>(slots.size());
    for (int i = 0; i < 44; ++i) {
        const double middle = 0.5 * (range.first + range.second);
        for (std::size_t j = 0; j < slots.size(); ++j) {
            a[j] = (static_cast<double>(slots[j].errors) - middle * static_cast<double>(slots[j].bits)) / meanBits;
        }
        a.back() = unseen - middle;
        (probabilityBelowZero(a) < probability ? range.first : range.second) = middle;
    }
    return 0.5 * (range.first + range.second);
}

void countUp(std::span<const SlotErrors> slots, BerEstimate& estimate)
{
    for (const SlotErrors& slot : slots) {
        estimate.slots += slot.bits > 0 ? 1 : 0;
        estimate.bits += static_cast<std::int64_t>(slot.bits);
        estimate.bitErrors += static_cast<std::int64_t>(slot.errors);
    }
    if (estimate.bits > 0) {
        estimate.ber = static_cast<double>(estimate.bitErrors) / static_cast<double>(estimate.bits);
    }
}

/// Variance of the ratio estimator by slot, over that of independent bits.
double designEffectOf(std::span<const SlotErrors> slots, const BerEstimate& estimate)
{
    if (estimate.slots < 2 || estimate.ber <= 0 || estimate.ber >= 1) {
        return 1;
    }
    double squares = 0;
    for (const SlotErrors& slot : slots) {
        const double residual = static_cast<double>(slot.errors) - estimate.ber * static_cast<double>(slot.bits);
        squares += residual * residual;
    }
    const double count = static_cast<double>(estimate.slots);
    return count / (count - 1) * squares / (static_cast<double>(estimate.bits) * estimate.ber * (1 - estimate.ber));
}

/// How bursty errors are, from 0 (bits look independent) to 1: the squared coefficient of variation of the slots' BER
/// beyond what independent bits have, where it is beyond chance too.
double burstiness(const BerEstimate& estimate)
{
    if (estimate.slots < 2 || estimate.bitErrors < fewErrors) {
        return 1;
    }
    const double slots = static_cast<double>(estimate.slots);
    const double errorsOfSlot = static_cast<double>(estimate.bitErrors) / slots;
    const double chance = 3 * std::sqrt((2 + 1 / errorsOfSlot) / slots);
    return std::clamp((estimate.designEffect - 1 - chance) * (1 - estimate.ber) / errorsOfSlot, 0.0, 1.0);
}

/// BER of the slot that was not seen, for the lower and the upper end. `slots` have bits.
std::pair<double, double> unseenBers(std::span<const SlotErrors> slots, const BerEstimate& estimate)
{
    double best = 1;
    double worst = 0;
    for (const SlotErrors& slot : slots) {
        const double ber = static_cast<double>(slot.errors) / static_cast<double>(slot.bits);
        best = std::min(best, ber);
        worst = std::max(worst, ber);
    }
    const double bursts = burstiness(estimate);
    return {best * (1 - bursts), std::max(worst, worstShare * bursts)};
}

} // namespace

BerEstimate estimateBer(std::span<const SlotErrors> slots)
{
    BerEstimate estimate;
    countUp(slots, estimate);
    if (estimate.bits == 0) {
        return estimate;
    }
    if (estimate.bitErrors == 0) {
        estimate.effectiveBits = 2 * static_cast<double>(estimate.slots);
        estimate.designEffect = static_cast<double>(estimate.bits) / estimate.effectiveBits;
        estimate.high = std::min(1.0, 3 / estimate.effectiveBits);
        return estimate;
    }
    estimate.designEffect = designEffectOf(slots, estimate);
    estimate.effectiveBits =
        static_cast<double>(estimate.bits) / std::max(estimate.designEffect, 1 / static_cast<double>(estimate.bits));
    std::vector<SlotErrors> used;
    std::copy_if(slots.begin(), slots.end(), std::back_inserter(used), [](const SlotErrors& s) { return s.bits > 0; });
    const auto [best, worst] = unseenBers(used, estimate);
    estimate.low = best < estimate.ber ? quantile(used, best, lowTail, {best, estimate.ber}) : estimate.ber;
    estimate.high = worst > estimate.ber ? quantile(used, worst, 1 - lowTail, {estimate.ber, worst}) : estimate.ber;
    return estimate;
}

} // namespace rxwatt::analysis
