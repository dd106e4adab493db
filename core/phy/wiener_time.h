// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phy/covariance.h"
#include "core/phy/slot.h"

#include <array>

namespace rxwatt::phy
{

/// Wiener filter along time: from estimates on one or two OFDM symbols to all symbols of the slot. Each subcarrier has
/// an error variance e of its own, the same on both symbols, so the filter R_tp·(R_pp + e·I)⁻¹ is solved for each, in
/// closed form.
class TimeWienerFilter
{
public:
    /// `symbolDuration` in seconds; `pilotSymbols` as in Observation.
    void design(const ChannelStatistics& statistics, double symbolDuration, std::span<const int> pilotSymbols);

    /// For OFDM symbol `symbol`: the weights of the pilot symbols' estimates, [pilot symbol][subcarrier], and the error
    /// variance of the result, [subcarrier].
    void weights(int symbol, std::span<const double> errorVariance, std::array<std::span<Complex>, 2> weights,
                 std::span<float> filteredErrorVariance) const;

private:
    std::size_t m_pilotSymbols = 1;
    /// Covariance of each symbol with the pilot symbols: [symbol][pilot symbol].
    std::array<std::array<std::complex<double>, 2>, symbolsPerSlot> m_covariance{};
    /// Covariance of the first pilot symbol with the second one; 0 where there is no second one.
    std::complex<double> m_betweenPilots;
};

} // namespace rxwatt::phy
