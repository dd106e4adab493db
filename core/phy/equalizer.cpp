// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/equalizer.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace rxwatt::phy
{

namespace
{

/// Adds one antenna to Σ ĥ*·y and Σ|ĥ|². Complex numbers as their parts side by side, which compilers vectorise.
void combine(const float* received, const float* channel, std::size_t elements, float* sum, float* gain)
{
    for (std::size_t i = 0; i < elements; ++i) {
        const float yRe = received[2 * i];
        const float yIm = received[2 * i + 1];
        const float hRe = channel[2 * i];
        const float hIm = channel[2 * i + 1];
        sum[2 * i] += hRe * yRe + hIm * yIm;
        sum[2 * i + 1] += hRe * yIm - hIm * yRe;
        gain[i] += hRe * hRe + hIm * hIm;
    }
}

} // namespace

void equalize(const Observation& observation, std::span<const Complex> channel, std::span<const float> errorVariance,
              EqualizedSymbols& equalized)
{
    const std::size_t elements = observation.elements();
    assert(channel.size() == observation.received.size());
    assert(errorVariance.empty() || errorVariance.size() == elements);
    // A channel of exactly 0 leaves symbol 0 with huge noise instead of NaN.
    equalized.symbols.assign(elements, Complex());
    equalized.noiseVariance.assign(elements, std::numeric_limits<float>::min());
    float* sum = partsOf(equalized.symbols.data());
    float* gain = equalized.noiseVariance.data();
    for (int antenna = 0; antenna < observation.rxAntennas; ++antenna) {
        const std::size_t begin = static_cast<std::size_t>(antenna) * elements;
        combine(partsOf(&observation.received[begin]), partsOf(&channel[begin]), elements, sum, gain);
    }
    const float noise = observation.noiseVariance;
    for (std::size_t i = 0; i < elements; ++i) {
        const float inverse = 1.0F / gain[i];
        sum[2 * i] *= inverse;
        sum[2 * i + 1] *= inverse;
        gain[i] = noise * inverse;
    }
    const float inverseNoise = 1.0F / noise;
    for (std::size_t i = 0; i < errorVariance.size(); ++i) {
        gain[i] *= 1.0F + errorVariance[i] * inverseNoise;
    }
}

} // namespace rxwatt::phy
