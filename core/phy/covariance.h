// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phy/link_config.h"

#include <complex>
#include <span>
#include <vector>

namespace rxwatt::phy
{

/// Second-order statistics of a channel of mean power 1: a tapped delay line with the classical Doppler spectrum and,
/// on its first tap, perhaps a line of sight. AWGN is one line of sight without delay.
struct ChannelStatistics {
    std::vector<double> delays; ///< of the taps, seconds
    std::vector<double> powers; ///< of the taps, the line of sight within the first; they sum to 1
    double lineOfSightPower = 0;
    double maxDopplerHz = 0;
};

/// The profile of a model with its delays in RMS delay spreads (that is, for a delay spread of 1 s) and no Doppler.
[[nodiscard]] ChannelStatistics channelStatistics(ChannelModel model);

/// E[h(f + Δ, t)·h*(f, t)] = Σ P_l exp(−j2πΔτ_l); `separationHz` is Δ.
[[nodiscard]] std::complex<double> frequencyCovariance(const ChannelStatistics& statistics, double separationHz);

/// E[h(f, t + Δ)·h*(f, t)] = P_NLoS·J0(2πf_dΔ) + P_LoS·exp(j2πf_dΔ·cos(π/4)); `separation` is Δ in seconds.
[[nodiscard]] std::complex<double> timeCovariance(const ChannelStatistics& statistics, double separation);

} // namespace rxwatt::phy
