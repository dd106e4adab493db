// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phy/covariance.h"
#include "core/phy/slot.h"

#include <memory>

namespace rxwatt::phy
{

/// Wiener filter along frequency: from least-squares estimates at subcarriers 0, 2, 4, … to all subcarriers.
///
/// The channel's covariance E·P·Eᴴ (E: phase of each tap on each subcarrier, P: powers) has only as many dimensions as
/// the profile has taps, so R_xp·(R_pp + σ²I)⁻¹ = E·√P·(√P·E_pᴴ·E_p·√P + σ²I)⁻¹·√P·E_pᴴ is exact and wants a Cholesky
/// decomposition of at most 24 × 24 whatever the bandwidth. One a thread: it holds workspace.
class FrequencyWienerFilter
{
public:
    FrequencyWienerFilter();
    FrequencyWienerFilter(FrequencyWienerFilter&&) noexcept;
    FrequencyWienerFilter& operator=(FrequencyWienerFilter&&) noexcept;
    ~FrequencyWienerFilter();

    /// Designs the filter for pilots with error variance σ².
    void design(const ChannelStatistics& statistics, double subcarrierSpacingHz, int subcarriers,
                double pilotErrorVariance);

    /// Filters `atPilots` [pilot] into `row` [subcarrier], scaled so that row = h + error with the error uncorrelated
    /// with h: what a filter along time behind this one takes it for.
    void apply(std::span<const Complex> atPilots, std::span<Complex> row);

    /// The variance of that error, [subcarrier].
    [[nodiscard]] std::span<const double> errorVariance() const;

private:
    struct Workspace;
    std::unique_ptr<Workspace> m_workspace;
};

} // namespace rxwatt::phy
