// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/ber_point.h"

#include <cassert>
#include <vector>

namespace rxwatt::training
{

run::BerPoint toBerPoint(double sinrDb, std::span<const std::int64_t> errors, std::span<const std::int64_t> bits,
                         analysis::Fading fading)
{
    assert(errors.size() == bits.size());
    std::vector<analysis::SlotErrors> slots;
    slots.reserve(bits.size());
    for (std::size_t i = 0; i < bits.size(); ++i) {
        slots.push_back({static_cast<std::uint64_t>(errors[i]), static_cast<std::uint64_t>(bits[i])});
    }
    const auto estimate = analysis::estimateBer(slots, fading);
    return {sinrDb, estimate.slots, estimate.bits, estimate.bitErrors, estimate.ber, estimate.low, estimate.high};
}

analysis::GeometricMean geometricMeanOf(std::span<const run::BerPoint> points)
{
    std::vector<analysis::ErrorTotal> totals;
    for (const auto& point : points) {
        totals.push_back({static_cast<std::uint64_t>(point.bitErrors), static_cast<std::uint64_t>(point.bits)});
    }
    const auto mean = analysis::geometricMeanBer(totals);
    assert(mean);
    return mean.value_or(analysis::GeometricMean{});
}

} // namespace rxwatt::training
