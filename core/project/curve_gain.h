// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/gain.h"
#include "core/run/point_file.h"
#include "core/store/run_query.h"

#include <optional>
#include <span>
#include <vector>

namespace rxwatt::project
{

/// Where the curve falls to a BER, from its points.
[[nodiscard]] analysis::BerCrossing crossingOf(const store::BerCurve& curve, double ber);

/// The whole curve slot by slot from a run's point files; nothing where they do not tell what the curve does.
[[nodiscard]] std::vector<analysis::CurvePoint> slotsOf(const store::BerCurve& curve,
                                                        std::span<const run::PointSlots> files);

/// How many dB sooner than a reference a receiver reaches a BER, as far as what is kept of both tells.
struct CurveGain {
    analysis::BerCrossing receiver;
    analysis::BerCrossing reference;
    /// SINR of the reference less that of the receiver; none where one of them has no crossing.
    std::optional<double> gainDb;
    /// Whether the slots of both were there, so that the ends of the interval mean something.
    bool resampled = false;
    /// Ends of the 95 % interval; none where it is open on that side.
    std::optional<double> lowDb;
    std::optional<double> highDb;
};

/// From the curves' points alone: at once, without an interval.
[[nodiscard]] CurveGain interpolatedGain(const store::BerCurve& receiver, const store::BerCurve& reference, double ber);

/// With the interval over resampled slots where both curves were judged on the same slots and these are kept.
[[nodiscard]] CurveGain resampledGain(const store::BerCurve& receiver, std::span<const run::PointSlots> receiverFiles,
                                      const store::BerCurve& reference, std::span<const run::PointSlots> referenceFiles,
                                      double ber);

} // namespace rxwatt::project
