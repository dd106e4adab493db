// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phy/estimator.h"
#include "core/phy/wiener_frequency.h"
#include "core/phy/wiener_time.h"

namespace rxwatt::phy
{

/// Separable Wiener filter, frequency first and then time, over the least-squares estimates; it knows the channel's
/// statistics and the noise, not the channel. One a thread: it holds workspace.
class LmmseEstimator
{
public:
    void estimate(const Observation& observation, const ChannelStatistics& statistics, double subcarrierSpacingHz,
                  ChannelEstimate& estimate);

private:
    FrequencyWienerFilter m_frequency;
    TimeWienerFilter m_time;
    std::vector<Complex> m_atPilots;               ///< [pilot]
    std::vector<Complex> m_rows;                   ///< [rx_antenna, pilot symbol, subcarrier]
    std::array<std::vector<Complex>, 2> m_weights; ///< [pilot symbol][subcarrier]
};

} // namespace rxwatt::phy
