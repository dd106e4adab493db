// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/curve_gain.h"

#include <algorithm>
#include <numeric>

namespace rxwatt::project
{

namespace
{

std::int64_t sumOf(const std::vector<std::int64_t>& counts)
{
    return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

/// A curve's point slot by slot; none where the files do not tell what the curve does.
std::optional<analysis::CurvePoint> slotsAt(const store::BerCurve& curve, const run::BerPoint& point,
                                            std::span<const run::PointSlots> files)
{
    for (const run::PointSlots& file : files) {
        const auto receiver =
            std::find(file.receivers.begin(), file.receivers.end(), run::ReceiverName{curve.receiver, curve.weights});
        if (phy::nameOf(file.key.modulation) != curve.modulation || file.key.dmrsSymbols != curve.dmrsSymbols ||
            file.key.sinrDb != point.sinrDb || receiver == file.receivers.end()) {
            continue;
        }
        const auto& errors = file.errors[static_cast<std::size_t>(receiver - file.receivers.begin())];
        if (sumOf(errors) != point.bitErrors || sumOf(file.bits) != point.bits) {
            return std::nullopt;
        }
        analysis::CurvePoint slots{point.sinrDb, {}};
        for (std::size_t i = 0; i < errors.size(); ++i) {
            slots.slots.push_back({static_cast<std::uint64_t>(errors[i]), static_cast<std::uint64_t>(file.bits[i])});
        }
        return slots;
    }
    return std::nullopt;
}

} // namespace

analysis::BerCrossing crossingOf(const store::BerCurve& curve, double ber)
{
    std::vector<analysis::BerAt> points;
    for (const run::BerPoint& point : curve.points) {
        points.push_back({point.sinrDb, point.ber});
    }
    return analysis::crossingOf(points, ber);
}

std::vector<analysis::CurvePoint> slotsOf(const store::BerCurve& curve, std::span<const run::PointSlots> files)
{
    std::vector<analysis::CurvePoint> points;
    for (const run::BerPoint& point : curve.points) {
        auto slots = slotsAt(curve, point, files);
        if (!slots) {
            return {};
        }
        points.push_back(std::move(*slots));
    }
    return points;
}

CurveGain interpolatedGain(const store::BerCurve& receiver, const store::BerCurve& reference, double ber)
{
    CurveGain gain;
    gain.receiver = crossingOf(receiver, ber);
    gain.reference = crossingOf(reference, ber);
    if (gain.receiver.kind == analysis::Crossing::found && gain.reference.kind == analysis::Crossing::found) {
        gain.gainDb = gain.reference.sinrDb - gain.receiver.sinrDb;
    }
    return gain;
}

CurveGain resampledGain(const store::BerCurve& receiver, std::span<const run::PointSlots> receiverFiles,
                        const store::BerCurve& reference, std::span<const run::PointSlots> referenceFiles, double ber)
{
    CurveGain gain = interpolatedGain(receiver, reference, ber);
    if (!gain.gainDb) {
        return gain;
    }
    const auto receiverSlots = slotsOf(receiver, receiverFiles);
    const auto referenceSlots = slotsOf(reference, referenceFiles);
    if (receiverSlots.empty() || referenceSlots.empty()) {
        return gain;
    }
    const analysis::Gain sampled = analysis::gainOver(receiverSlots, referenceSlots, {.ber = ber});
    gain.resampled = true;
    gain.lowDb = sampled.lowDb;
    gain.highDb = sampled.highDb;
    return gain;
}

} // namespace rxwatt::project
