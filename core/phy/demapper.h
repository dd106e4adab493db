// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phy/slot.h"

#include <span>

namespace rxwatt::phy
{

// Bit logits log P(b=1)/P(b=0) of symbols in complex Gaussian noise. The two axes of a constellation are independent
// Gray-labelled PAMs, so each is demapped alone: the same values as a search over all points.
//
// `symbols` and `noiseVariance` (complex noise, both axes together) are [element], `logits` is [element, bit] with
// `bitWidth` bits an element; bits beyond the modulation's are set to 0.

/// The two nearest points decide: (min over b=0 of |x − s|² − min over b=1 of |x − s|²) / N.
void demapMaxLog(Modulation modulation, std::span<const Complex> symbols, std::span<const float> noiseVariance,
                 int bitWidth, std::span<float> logits);

/// The exact a-posteriori logits for equally likely points.
void demapExact(Modulation modulation, std::span<const Complex> symbols, std::span<const float> noiseVariance,
                int bitWidth, std::span<float> logits);

} // namespace rxwatt::phy
