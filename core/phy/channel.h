// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phy/link_config.h"
#include "core/phy/slot_kernels.h"
#include "core/phy/split_grid.h"
#include "core/phy/tdl.h"

#include <array>
#include <cstdint>
#include <vector>

namespace rxwatt::phy
{

/// One slot's channel parameters.
struct ChannelDraw {
    ChannelModel model = ChannelModel::tdlA;
    double delaySpread = 0; ///< RMS, seconds
    double maxDopplerHz = 0;
};

/// Frequency responses of TR 38.901's tapped delay lines by sums of sinusoids (Xiao, Zheng and Beaulieu 2006), as in
/// Sionna's OFDM channel:
///
///     h_l(t) = √(P_l/N) Σ_n exp(j(2π f_D t cos α_n + φ_n)),   α_n = 2πn/N + θ_n,   H(f, t) = Σ_l h_l(t) exp(−j2πfτ_l)
///
/// with θ_n ~ U(−π/N, π/N) of each tap and sinusoid and φ_n ~ U(−π, π) of each antenna, tap and sinusoid, f from −K/2
/// to K/2 − 1 of K subcarriers, and t once a symbol. A line of sight is a ray at delay 0 with Doppler f_D·cos(π/4) and
/// one random phase for all antennas. Within 2e-6 of that formula's value.
class FadingChannel
{
public:
    FadingChannel(const LinkConfig& config, const SlotKernels& kernels);

    /// Writes rows [antenna, symbol]. AWGN is 1 everywhere.
    void respond(const PhiloxSource& random, const ChannelDraw& draw, SplitGrid& response);

private:
    void drawTaps(const PhiloxSource& random, const TdlProfile& profile, const ChannelDraw& draw);
    void fadeTaps(const TdlProfile& profile);
    void addLineOfSight(double power, double dopplerTurns);
    void fillOnes(SplitGrid& response) const;

    [[nodiscard]] SplitComplex gains(std::size_t tap);

    double m_subcarrierSpacing;
    int m_antennas;
    int m_subcarriers;
    const SlotKernels& m_kernels;
    std::array<TdlProfile, 5> m_profiles;
    std::ptrdiff_t m_wordStride;
    std::ptrdiff_t m_phaseStride;
    std::vector<std::uint32_t> m_words;  ///< random
    std::vector<std::uint32_t> m_angles; ///< [1 + antenna, tap, sinusoid]: α, then φ
    std::vector<std::uint32_t> m_steps;  ///< [tap, sinusoid]: Doppler turns a symbol
    std::vector<float> m_phasorRe;       ///< of m_angles
    std::vector<float> m_phasorIm;
    std::vector<float> m_gainRe; ///< [tap, antenna, 16]
    std::vector<float> m_gainIm;
    std::vector<float> m_phaseRe; ///< [tap, half the subcarriers]
    std::vector<float> m_phaseIm;
};

} // namespace rxwatt::phy
