// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/estimator_ls.h"

#include <algorithm>

namespace rxwatt::phy
{

namespace
{

/// From the even subcarriers to all of them; the last one lies outside the pilots.
void interpolateFrequency(std::span<const Complex> atPilots, std::span<Complex> row)
{
    const std::size_t last = atPilots.size() - 1;
    for (std::size_t i = 0; i < last; ++i) {
        row[2 * i] = atPilots[i];
        row[2 * i + 1] = 0.5F * (atPilots[i] + atPilots[i + 1]);
    }
    row[2 * last] = atPilots[last];
    row[2 * last + 1] = atPilots[last] + 0.5F * (atPilots[last] - atPilots[last - 1]);
}

} // namespace

void LsLinearEstimator::estimate(const Observation& observation, ChannelEstimate& estimate)
{
    const auto subcarriers = static_cast<std::size_t>(observation.subcarriers);
    estimate.resize(observation);
    m_atPilots.resize(observation.pilots());
    m_first.resize(subcarriers);
    m_slope.resize(subcarriers);
    std::fill(estimate.errorVariance.begin(), estimate.errorVariance.end(), leastSquaresErrorVariance(observation));
    const bool twoSymbols = observation.pilotSymbols.size() == 2;
    const int first = observation.pilotSymbols.front();
    for (int antenna = 0; antenna < observation.rxAntennas; ++antenna) {
        leastSquares(observation, antenna, 0, m_atPilots);
        interpolateFrequency(m_atPilots, m_first);
        if (twoSymbols) {
            leastSquares(observation, antenna, 1, m_atPilots);
            interpolateFrequency(m_atPilots, m_slope);
            const float perSymbol = 1.0F / static_cast<float>(observation.pilotSymbols.back() - first);
            for (std::size_t k = 0; k < subcarriers; ++k) {
                m_slope[k] = (m_slope[k] - m_first[k]) * perSymbol;
            }
        }
        for (int symbol = 0; symbol < symbolsPerSlot; ++symbol) {
            const std::span<Complex> row = estimate.row(antenna, symbol, observation.subcarriers);
            if (!twoSymbols) {
                std::copy(m_first.begin(), m_first.end(), row.begin());
                continue;
            }
            const auto distance = static_cast<float>(symbol - first);
            for (std::size_t k = 0; k < subcarriers; ++k) {
                row[k] = m_first[k] + distance * m_slope[k];
            }
        }
    }
}

} // namespace rxwatt::phy
