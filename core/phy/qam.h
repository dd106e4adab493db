// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phy/slot.h"

#include <span>

namespace rxwatt::phy
{

// Constellations of TS 38.211 §5.1.3 (QPSK) to §5.1.6 (256-QAM): square QAM of mean power 1, the even bits (b0, b2, …)
// on the in-phase axis and the odd ones on the quadrature axis, each axis a Gray-labelled PAM. The labels are
// hierarchical: b0 and b1 are the signs in all of them.

/// The 2^Q points by label: b0 is the label's most significant bit.
[[nodiscard]] std::span<const Complex> constellation(Modulation modulation);

/// The 2^(Q/2) levels of one axis by axis label: b0 (in-phase) or b1 (quadrature) is its most significant bit.
[[nodiscard]] std::span<const float> pamLevels(Modulation modulation);

/// The distance from a level to the decision threshold beside it: levels are odd multiples of it, 1/√2 to 1/√170.
[[nodiscard]] double pamHalfDistance(Modulation modulation);

/// The point for `bitsPerSymbol(modulation)` bits, each 0 or 1, b0 first.
[[nodiscard]] Complex mapBits(Modulation modulation, std::span<const std::uint8_t> bits);

} // namespace rxwatt::phy
