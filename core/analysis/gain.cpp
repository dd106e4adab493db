// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/gain.h"

#include "core/base/random.h"

#include <algorithm>
#include <cmath>

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

std::optional<double> gainOf(std::span<const CurvePoint> receiver, std::span<const CurvePoint> reference,
                             const std::vector<std::uint32_t>& times, double ber)
{
    const std::optional<double> ours = sinrAtBer(curveOf(receiver, times), ber);
    const std::optional<double> theirs = sinrAtBer(curveOf(reference, times), ber);
    return ours && theirs ? std::optional(*theirs - *ours) : std::nullopt;
}

} // namespace

std::optional<double> sinrAtBer(std::span<const BerAt> curve, double ber, double zeroBer)
{
    const double target = std::log10(ber);
    for (std::size_t i = 0; i < curve.size(); ++i) {
        const double here = logBer(curve[i].ber, zeroBer);
        if (here > target) {
            continue;
        }
        if (i == 0) {
            return here == target ? std::optional(curve[0].sinrDb) : std::nullopt;
        }
        const double before = logBer(curve[i - 1].ber, zeroBer);
        const double share = (before - target) / (before - here);
        return curve[i - 1].sinrDb + share * (curve[i].sinrDb - curve[i - 1].sinrDb);
    }
    return std::nullopt;
}

Gain gainOver(std::span<const CurvePoint> receiver, std::span<const CurvePoint> reference, const GainOptions& options)
{
    const std::size_t slots = std::max(slotsOf(receiver), slotsOf(reference));
    Gain gain;
    gain.gainDb = gainOf(receiver, reference, std::vector<std::uint32_t>(slots, 1), options.ber);
    if (!gain.gainDb || slots < 2) {
        return gain;
    }
    std::vector<double> samples;
    for (int sample = 0; sample < options.samples; ++sample) {
        base::RandomStream random({options.seed, base::Stream::evaluation, static_cast<std::uint64_t>(sample)},
                                  bootstrapPurpose);
        std::vector<std::uint32_t> times(slots, 0);
        for (std::size_t i = 0; i < slots; ++i) {
            ++times[random.index(static_cast<std::uint32_t>(slots))];
        }
        if (const std::optional<double> value = gainOf(receiver, reference, times, options.ber)) {
            samples.push_back(*value);
        }
    }
    const auto tail = static_cast<std::size_t>(options.samples / 40);
    if (samples.size() + tail < static_cast<std::size_t>(options.samples) || samples.size() < 2 * tail + 2) {
        return gain;
    }
    std::sort(samples.begin(), samples.end());
    gain.lowDb = samples[tail];
    gain.highDb = samples[samples.size() - 1 - tail];
    return gain;
}

} // namespace rxwatt::analysis
