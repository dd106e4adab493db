// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace rxwatt::analysis
{

/// What one receiver did with one slot. Slots, not bits, are what is drawn independently: a slot fades as a whole.
struct SlotErrors {
    std::uint64_t errors = 0;
    std::uint64_t bits = 0;

    bool operator==(const SlotErrors&) const = default;
};

/// Bit error rate of one point with its interval by slot.
struct BerEstimate {
    std::int64_t slots = 0;
    std::int64_t bits = 0;
    std::int64_t bitErrors = 0;
    /// Errors over bits; 0 without bits.
    double ber = 0;
    /// 95 % interval; from 0 to 1 without slots.
    double low = 0;
    double high = 1;
    /// How much larger the variance is than that of as many independent bits (ratio estimator, slots as clusters).
    double designEffect = 1;
    /// n_eff = bits / designEffect.
    double effectiveBits = 0;
};

/// The BER over slots, with a 95 % interval that takes slots for clusters.
///
/// The interval is Gaffke's for a mean: slots get Dirichlet(1, …, 1) weights (Rubin's bootstrap, here in closed form by
/// a saddlepoint), and one slot that was not seen is added. Where errors look independent of slots it is like the best
/// slot seen for the lower end and like the worst for the upper one; the burstier errors are, the more extreme it is
/// taken, up to no error and half of its bits wrong. Under 100 errors do not tell, and get the extremes. An interval
/// from the variance alone misses the truth in up to 40 of 100 repeats on a fading channel, where a few slots that may
/// not have been drawn have most of the errors.
///
/// Without an error, low is 0 and high is 3 / n_eff with n_eff = 2·slots: at worst errors come as whole slots with half
/// of the bits wrong, which is a design effect of half a slot's bits.
[[nodiscard]] BerEstimate estimateBer(std::span<const SlotErrors> slots);

} // namespace rxwatt::analysis
