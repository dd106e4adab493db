// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phy/estimator.h"

namespace rxwatt::phy
{

/// Least squares at the pilots, linear in frequency and then in time, with linear extrapolation outside the pilots;
/// constant in time with one DM-RS symbol. One a thread: it holds workspace.
class LsLinearEstimator
{
public:
    /// The error variance is the pilots' everywhere (N0/|p|²): what noise alone puts in, not what interpolation misses.
    void estimate(const Observation& observation, ChannelEstimate& estimate);

private:
    std::vector<Complex> m_atPilots; ///< [pilot]
    std::vector<Complex> m_first;    ///< the first DM-RS symbol's channel, [subcarrier]
    std::vector<Complex> m_slope;    ///< its change from one OFDM symbol to the next, [subcarrier]
};

} // namespace rxwatt::phy
