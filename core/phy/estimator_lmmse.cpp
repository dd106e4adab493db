// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/estimator_lmmse.h"

#include "core/phy/tdl.h"

namespace rxwatt::phy
{

namespace
{

/// out = weight·in, or out += weight·in.
template <bool adds>
void weigh(std::span<const Complex> weights, std::span<const Complex> in, std::span<Complex> out)
{
    const float* w = partsOf(weights.data());
    const float* h = partsOf(in.data());
    float* sum = partsOf(out.data());
    for (std::size_t k = 0; k < out.size(); ++k) {
        const float re = w[2 * k] * h[2 * k] - w[2 * k + 1] * h[2 * k + 1];
        const float im = w[2 * k] * h[2 * k + 1] + w[2 * k + 1] * h[2 * k];
        sum[2 * k] = adds ? sum[2 * k] + re : re;
        sum[2 * k + 1] = adds ? sum[2 * k + 1] + im : im;
    }
}

} // namespace

void LmmseEstimator::estimate(const Observation& observation, const ChannelStatistics& statistics,
                              double subcarrierSpacingHz, ChannelEstimate& estimate)
{
    const auto subcarriers = static_cast<std::size_t>(observation.subcarriers);
    const std::size_t pilotSymbols = observation.pilotSymbols.size();
    estimate.resize(observation);
    m_atPilots.resize(observation.pilots());
    m_rows.resize(subcarriers * pilotSymbols * observation.rxAntennas);
    m_weights[0].resize(subcarriers);
    m_weights[1].resize(subcarriers);
    const auto filteredRow = [&](int antenna, std::size_t pilotSymbol) {
        return std::span(m_rows).subspan((antenna * pilotSymbols + pilotSymbol) * subcarriers, subcarriers);
    };

    m_frequency.design(statistics, subcarrierSpacingHz, observation.subcarriers,
                       leastSquaresErrorVariance(observation));
    m_time.design(statistics, symbolDuration(subcarrierSpacingHz), observation.pilotSymbols);
    for (int antenna = 0; antenna < observation.rxAntennas; ++antenna) {
        for (std::size_t p = 0; p < pilotSymbols; ++p) {
            leastSquares(observation, antenna, p, m_atPilots);
            m_frequency.apply(m_atPilots, filteredRow(antenna, p));
        }
    }
    for (int symbol = 0; symbol < symbolsPerSlot; ++symbol) {
        m_time.weights(symbol, m_frequency.errorVariance(), {m_weights[0], m_weights[1]},
                       std::span(estimate.errorVariance).subspan(symbol * subcarriers, subcarriers));
        for (int antenna = 0; antenna < observation.rxAntennas; ++antenna) {
            const std::span<Complex> row = estimate.row(antenna, symbol, observation.subcarriers);
            weigh<false>(m_weights[0], filteredRow(antenna, 0), row);
            if (pilotSymbols == 2) {
                weigh<true>(m_weights[1], filteredRow(antenna, 1), row);
            }
        }
    }
}

} // namespace rxwatt::phy
