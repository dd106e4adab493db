// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phy/estimator.h"

namespace rxwatt::phy
{

/// Estimated data symbols, each s + noise of the given variance: unbiased. Buffers keep their storage.
struct EqualizedSymbols {
    std::vector<Complex> symbols;     ///< [symbol, subcarrier]
    std::vector<float> noiseVariance; ///< [symbol, subcarrier]
};

/// LMMSE equaliser for one transmit antenna with its bias taken out, which is maximum ratio combining:
/// x̂ = Σ ĥ*·y / Σ|ĥ|², noise variance (N0 + error variance of ĥ) / Σ|ĥ|², sums over antennas.
/// `channel` is [rx_antenna, symbol, subcarrier], `errorVariance` [symbol, subcarrier] or empty where the channel is
/// known.
void equalize(const Observation& observation, std::span<const Complex> channel, std::span<const float> errorVariance,
              EqualizedSymbols& equalized);

} // namespace rxwatt::phy
