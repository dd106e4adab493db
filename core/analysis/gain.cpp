// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/gain.h"

#include "core/base/random.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rxwatt::analysis
{

namespace
{

/// Sets the bootstrap's draws apart from other uses of the stream.
constexpr std::uint32_t bootstrapPurpose = 0xB007;

double logBer(double ber, double zeroBer)
{
    return std::log10(ber > 0 ? ber : zeroBer);
}

std::size_t slotsOf(std::span<const CurvePoint> curve)
{
    std::size_t slots = 0;
    for (const CurvePoint& point : curve) {
        slots = std::max(slots, point.slots.size());
    }
    return slots;
}

/// The curve over slots that count `times[i]` each; points may have ended after different numbers of slots.
std::vector<BerAt> curveOf(std::span<const CurvePoint> curve, const std::vector<std::uint32_t>& times)
{
    std::vector<BerAt> points;
    for (const CurvePoint& point : curve) {
        double errors = 0;
        double bits = 0;
        for (std::size_t i = 0; i < point.slots.size(); ++i) {
            errors += times[i] * static_cast<double>(point.slots[i].errors);
            bits += times[i] * static_cast<double>(point.slots[i].bits);
        }
        if (bits > 0) {
            // No error counts as half of one, as in the Geometric Mean BER.
            points.push_back({point.sinrDb, (errors > 0 ? errors : 0.5) / bits});
        }
    }
    return points;
}

/// A curve's crossing in dB, without bound where it has none.
double boundless(const BerCrossing& crossing)
{
    constexpr double endless = std::numeric_limits<double>::infinity();
    switch (crossing.kind) {
    case Crossing::notReached:
        return endless;
    case Crossing::fromTheFirst:
        return -endless;
    case Crossing::found:
        break;
    }
    return crossing.sinrDb;
}

struct Crossings {
    BerCrossing receiver;
    BerCrossing reference;

    /// NaN where neither has a crossing on the same side: then nothing is known.
    [[nodiscard]] double gainDb() const { return boundless(reference) - boundless(receiver); }
};

Crossings crossingsOf(std::span<const CurvePoint> receiver, std::span<const CurvePoint> reference,
                      const std::vector<std::uint32_t>& times, double ber)
{
    return {crossingOf(curveOf(receiver, times), ber), crossingOf(curveOf(reference, times), ber)};
}

/// How often each slot is drawn in a bootstrap sample.
std::vector<std::uint32_t> drawSlots(std::size_t slots, std::uint64_t seed, std::uint64_t sample)
{
    base::RandomStream random({seed, base::Stream::evaluation, sample}, bootstrapPurpose);
    std::vector<std::uint32_t> times(slots, 0);
    for (std::size_t i = 0; i < slots; ++i) {
        ++times[random.index(static_cast<std::uint32_t>(slots))];
    }
    return times;
}

/// The value that so many samples lie below; none where it has no bound. Samples that say nothing count as `worst`.
std::optional<double> percentile(std::vector<double> samples, std::size_t place, double worst)
{
    std::replace_if(
        samples.begin(), samples.end(), [](double sample) { return std::isnan(sample); }, worst);
    std::nth_element(samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(place), samples.end());
    return std::isfinite(samples[place]) ? std::optional(samples[place]) : std::nullopt;
}

} // namespace

BerCrossing crossingOf(std::span<const BerAt> curve, double ber, double zeroBer)
{
    const double target = std::log10(ber);
    for (std::size_t i = 0; i < curve.size(); ++i) {
        const double here = logBer(curve[i].ber, zeroBer);
        if (here > target) {
            continue;
        }
        if (i == 0) {
            return {here == target ? Crossing::found : Crossing::fromTheFirst, curve[0].sinrDb};
        }
        const double before = logBer(curve[i - 1].ber, zeroBer);
        const double share = (before - target) / (before - here);
        return {Crossing::found, curve[i - 1].sinrDb + share * (curve[i].sinrDb - curve[i - 1].sinrDb)};
    }
    return {};
}

Gain gainOver(std::span<const CurvePoint> receiver, std::span<const CurvePoint> reference, const GainOptions& options)
{
    const std::size_t slots = std::max(slotsOf(receiver), slotsOf(reference));
    const Crossings all = crossingsOf(receiver, reference, std::vector<std::uint32_t>(slots, 1), options.ber);
    Gain gain{all.receiver.kind, all.reference.kind, {}, {}, {}};
    if (!std::isfinite(all.gainDb())) {
        return gain;
    }
    gain.gainDb = all.gainDb();
    if (slots < 2 || options.samples < 1) {
        return gain;
    }
    std::vector<double> samples;
    for (int sample = 0; sample < options.samples; ++sample) {
        const auto times = drawSlots(slots, options.seed, static_cast<std::uint64_t>(sample));
        samples.push_back(crossingsOf(receiver, reference, times, options.ber).gainDb());
    }
    const std::size_t tail = samples.size() / 40;
    gain.lowDb = percentile(samples, tail, -std::numeric_limits<double>::infinity());
    gain.highDb = percentile(samples, samples.size() - 1 - tail, std::numeric_limits<double>::infinity());
    return gain;
}

} // namespace rxwatt::analysis
