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

/// BER of the slot that was not seen, for the lower and the upper end. `slots` have bits.
std::pair<double, double> unseenBers(std::span<const SlotErrors> slots, Fading fading)
{
    double best = 1;
    double worst = 0;
    for (const SlotErrors& slot : slots) {
        const double ber = static_cast<double>(slot.errors) / static_cast<double>(slot.bits);
        best = std::min(best, ber);
        worst = std::max(worst, ber);
    }
    return fading == Fading::none ? std::pair(best, worst) : std::pair(0.0, std::max(worst, worstShare));
}

} // namespace

Fading fadingOf(const phy::LinkConfig& link)
{
    const auto isAwgn = [](phy::ChannelModel model) { return model == phy::ChannelModel::awgn; };
    return std::all_of(link.channel.models.begin(), link.channel.models.end(), isAwgn) ? Fading::none
                                                                                       : Fading::eachSlot;
}

BerEstimate estimateBer(std::span<const SlotErrors> slots, Fading fading)
{
    BerEstimate estimate;
    countUp(slots, estimate);
    if (estimate.bits == 0) {
        return estimate;
    }
    const auto bits = static_cast<double>(estimate.bits);
    if (estimate.bitErrors == 0) {
        estimate.designEffect = fading == Fading::none ? 1 : worstShare * bits / static_cast<double>(estimate.slots);
        estimate.high = std::min(1.0, 3 * estimate.designEffect / bits);
        return estimate;
    }
    estimate.designEffect = designEffectOf(slots, estimate);
    std::vector<SlotErrors> used;
    std::copy_if(slots.begin(), slots.end(), std::back_inserter(used), [](const SlotErrors& s) { return s.bits > 0; });
    const auto [best, worst] = unseenBers(used, fading);
    estimate.low = best < estimate.ber ? quantile(used, best, lowTail, {best, estimate.ber}) : estimate.ber;
    estimate.high = worst > estimate.ber ? quantile(used, worst, 1 - lowTail, {estimate.ber, worst}) : estimate.ber;
    return estimate;
}

} // namespace rxwatt::analysis
