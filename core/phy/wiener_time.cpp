// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/wiener_time.h"

#include <algorithm>

namespace rxwatt::phy
{

void TimeWienerFilter::design(const ChannelStatistics& statistics, double symbolDuration,
                              std::span<const int> pilotSymbols)
{
    m_pilotSymbols = pilotSymbols.size();
    for (std::size_t p = 0; p < m_pilotSymbols; ++p) {
        for (int symbol = 0; symbol < symbolsPerSlot; ++symbol) {
            m_covariance.at(symbol).at(p) = timeCovariance(statistics, (symbol - pilotSymbols[p]) * symbolDuration);
        }
    }
    m_betweenPilots = m_pilotSymbols == 2 ? m_covariance.at(pilotSymbols[0])[1] : 0.0;
}

void TimeWienerFilter::weights(int symbol, std::span<const double> errorVariance,
                               std::array<std::span<Complex>, 2> weights, std::span<float> filteredErrorVariance) const
{
    const std::complex<double> first = m_covariance.at(symbol)[0];
    const std::complex<double> second = m_pilotSymbols == 2 ? m_covariance.at(symbol)[1] : 0.0;
    // (R_pp + eI)⁻¹ = [1 + e, −r; −r*, 1 + e] / ((1 + e)² − |r|²) with r the covariance between the pilot symbols.
    const std::complex<double> firstByOther = second * std::conj(m_betweenPilots);
    const std::complex<double> secondByOther = first * m_betweenPilots;
    const double own = std::norm(first) + std::norm(second);
    const double crossed = 2 * std::real(firstByOther * std::conj(first));
    const double coupling = std::norm(m_betweenPilots);
    for (std::size_t k = 0; k < errorVariance.size(); ++k) {
        const double power = 1 + errorVariance[k];
        const double inverse = 1 / (power * power - coupling);
        weights[0][k] = {static_cast<float>((power * first.real() - firstByOther.real()) * inverse),
                         static_cast<float>((power * first.imag() - firstByOther.imag()) * inverse)};
        if (m_pilotSymbols == 2) {
            weights[1][k] = {static_cast<float>((power * second.real() - secondByOther.real()) * inverse),
                             static_cast<float>((power * second.imag() - secondByOther.imag()) * inverse)};
        }
        filteredErrorVariance[k] = static_cast<float>(std::max(0.0, 1 - (power * own - crossed) * inverse));
    }
}

} // namespace rxwatt::phy
