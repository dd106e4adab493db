// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phy/link_config.h"

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
};

/// What is known of the slots before any of them is judged.
enum class Fading {
    eachSlot, ///< a slot may fade as a whole: one that was not seen may have lost half of its bits
    none      ///< all slots are alike: one that was not seen lies between the best and the worst seen
};

/// `none` where the link has no channel model but AWGN.
[[nodiscard]] Fading fadingOf(const phy::LinkConfig& link);

/// The BER over slots, with a 95 % interval that takes slots for clusters.
///
/// The interval is Gaffke's for a mean of what is bounded: slots get Dirichlet(1, …, 1) weights (Rubin's bootstrap,
/// here in closed form by a saddlepoint), and one slot that was not seen is added: at its best for the lower end, at
/// its worst for the upper one. Of a link that fades nothing but half of the bits bounds the worst, however even the
/// slots seen are: slots that a receiver loses whole, one in a hundred say, are in none of 100 slots in 37 of 100
/// repeats. So the upper end is never below the BER + 1.8 / slots, and that of a BER of 1e-3 is 2e-2 from 100 slots and
/// 3e-3 from 1000: a low BER wants slots, not errors. An interval from the variance alone misses the truth in up to 40
/// of 100 repeats.
///
/// Without an error, low is 0 and high is 3 / n_eff, n_eff = bits / design effect. On a link that fades, n_eff =
/// 2·slots: at worst errors come as whole slots with half of the bits wrong, which is a design effect of half a slot's
/// bits. Without fading it is the number of bits.
[[nodiscard]] BerEstimate estimateBer(std::span<const SlotErrors> slots, Fading fading = Fading::eachSlot);

} // namespace rxwatt::analysis
