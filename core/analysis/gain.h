// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/ber.h"

#include <optional>
#include <span>
#include <vector>

namespace rxwatt::analysis
{

/// One point of a curve with its slots: slot i of every point and receiver is the same draw.
struct CurvePoint {
    double sinrDb = 0;
    std::vector<SlotErrors> slots;
};

/// One point of a curve without its slots.
struct BerAt {
    double sinrDb = 0;
    double ber = 0;
};

enum class Crossing {
    found,
    notReached,  ///< the curve stays above the BER: a floor, or too few points
    fromTheFirst ///< its first point lies below the BER already
};

/// Where a curve falls to a BER.
struct BerCrossing {
    Crossing kind = Crossing::notReached;
    /// Only where it was found.
    double sinrDb = 0;
};

/// The lowest SINR at which a curve (sorted by SINR) falls to a BER, in dB: log10(BER) is interpolated linearly between
/// the points on either side. A point of BER 0 stands for `zeroBer`.
[[nodiscard]] BerCrossing crossingOf(std::span<const BerAt> curve, double ber, double zeroBer = 1e-9);

/// How many dB sooner than another a receiver reaches a BER.
struct Gain {
    Crossing receiver = Crossing::notReached;
    Crossing reference = Crossing::notReached;
    /// SINR of the reference less SINR of the receiver: positive where the receiver is better. None where one of them
    /// has no crossing.
    std::optional<double> gainDb;
    /// Ends of the 95 % interval over resampled slots; none where it is open on that side, because more than 1 in 40 of
    /// the samples have a curve without a crossing there.
    std::optional<double> lowDb;
    std::optional<double> highDb;
};

struct GainOptions {
    double ber = 0.1;
    int samples = 1000;
    std::uint64_t seed = 1;
};

/// The gain of a receiver over a reference, both judged on the same slots, with a percentile bootstrap that draws slots
/// (one draw for both curves and all their points, because they share the slots' channels). A sample in which a curve
/// has no crossing counts as a gain without bound. The same seed gives the same interval.
[[nodiscard]] Gain gainOver(std::span<const CurvePoint> receiver, std::span<const CurvePoint> reference,
                            const GainOptions& options);

} // namespace rxwatt::analysis
