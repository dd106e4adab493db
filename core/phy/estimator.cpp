// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/estimator.h"

#include "core/phy/dmrs.h"

#include <cassert>

namespace rxwatt::phy
{

Observation observationOf(const Slot& slot)
{
    return {slot.received,   slot.transmitted, dmrsSymbolPositions(slot.draw.dmrsSymbols),
            slot.rxAntennas, slot.subcarriers, slot.noiseVariance};
}

void ChannelEstimate::resize(const Observation& observation)
{
    channel.resize(observation.elements() * observation.rxAntennas);
    errorVariance.resize(observation.elements());
}

void leastSquares(const Observation& observation, int antenna, std::size_t pilotSymbol, std::span<Complex> atPilots)
{
    assert(atPilots.size() == observation.pilots());
    const int symbol = observation.pilotSymbols[pilotSymbol];
    const float* y = partsOf(observation.receivedRow(antenna, symbol).data());
    const float* p = partsOf(&observation.transmitted[static_cast<std::size_t>(symbol) * observation.subcarriers]);
    float* out = partsOf(atPilots.data());
    for (std::size_t i = 0; i < atPilots.size(); ++i) {
        const std::size_t re = 4 * i;
        const std::size_t im = 4 * i + 1;
        const float scale = 1.0F / (p[re] * p[re] + p[im] * p[im]);
        out[2 * i] = (y[re] * p[re] + y[im] * p[im]) * scale;
        out[2 * i + 1] = (y[im] * p[re] - y[re] * p[im]) * scale;
    }
}

float leastSquaresErrorVariance(const Observation& observation)
{
    const std::size_t first = static_cast<std::size_t>(observation.pilotSymbols[0]) * observation.subcarriers;
    return observation.noiseVariance / std::norm(observation.transmitted[first]);
}

} // namespace rxwatt::phy
