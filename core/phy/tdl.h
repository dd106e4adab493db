// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phy/link_config.h"

#include <span>
#include <vector>

namespace rxwatt::phy
{

/// One row of the tables of TR 38.901 §7.7.2: delay in RMS delay spreads, mean power in dB.
struct TdlTap {
    double delay = 0;
    double powerDb = 0;
};

/// A tapped delay line as its table states it.
struct TdlTable {
    std::span<const TdlTap> taps; ///< Rayleigh taps; the first one is beside the line of sight where there is one
    bool lineOfSight = false;
    double lineOfSightPowerDb = 0; ///< of the ray at delay 0
};

/// Tables 7.7.2-1 to 7.7.2-5. The model must not be AWGN.
[[nodiscard]] TdlTable tdlTable(ChannelModel model);

/// Of any model.
inline constexpr int maxTaps = 24;

/// A table with linear powers that sum to 1.
struct TdlProfile {
    std::vector<double> delays; ///< of the Rayleigh taps, in RMS delay spreads
    std::vector<double> powers; ///< of the Rayleigh taps
    double lineOfSightPower = 0;
};

[[nodiscard]] TdlProfile tdlProfile(ChannelModel model);

/// Sinusoids of a tap (N of Xiao, Zheng and Beaulieu, "Novel sum-of-sinusoids simulation models for Rayleigh and Rician
/// fading channels", 2006).
inline constexpr int sinusoidsPerTap = 20;

/// cos(π/4): the line of sight's Doppler shift over the maximum.
inline constexpr double lineOfSightDoppler = 0.70710678118654752;

/// Cyclic prefix over FFT length. With it the time covariances of Sionna's OFDM channel are met to 1e-15; the prefixes
/// of TS 38.211 §5.3.1 are 144/2048 = 0.0703 of a symbol, one of each half millisecond being longer.
inline constexpr double cyclicPrefixRatio = 0.07;

/// From one OFDM symbol to the next, seconds.
[[nodiscard]] constexpr double symbolDuration(double subcarrierSpacingHz)
{
    return (1 + cyclicPrefixRatio) / subcarrierSpacingHz;
}

} // namespace rxwatt::phy
