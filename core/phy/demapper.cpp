// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/demapper.h"

#include "core/phy/qam.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>

namespace rxwatt::phy
{

namespace
{

/// Elements that are worked on at once, so that what lies between the steps stays in the first-level cache.
constexpr std::size_t chunkElements = 64;
constexpr std::size_t maxAxisBits = 4;

/// Values of both axes side by side: re, im, re, im, …
using AxisValues = std::array<float, 2 * chunkElements>;
/// One plane for each bit of an axis: plane k holds bits 2k (in-phase) and 2k + 1 (quadrature).
using BitPlanes = std::array<AxisValues, maxAxisBits>;

/// Max-log logits of PAM bit k and the folding that leaves the PAM of the remaining bits, in half distances. With
/// level = ±(c − inner) the two nearest levels that differ in the sign bit are, for |y| = a on the side of the levels
/// 2n − 1 (n ≤ c), 2n − 1 and −1, hence the difference of squares 4n(a + 1 − n).
void foldMaxLog(AxisValues& values, const AxisValues& scale, float levelsASide, AxisValues& logits)
{
    const float lastStep = levelsASide - 1.0F;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const float amplitude = std::fabs(values[i]);
        // In this order of arguments a NaN becomes the limit, and the conversion stays defined.
        const auto step = static_cast<float>(static_cast<int>(std::min(lastStep, 0.5F * amplitude)));
        const float nearest = step + 1.0F;
        logits[i] = std::copysign(nearest * (amplitude - step) * scale[i], -values[i]);
        values[i] = levelsASide - amplitude;
    }
}

void writeBits(const BitPlanes& planes, std::size_t axisBits, std::size_t bitWidth, std::span<float> logits)
{
    const std::size_t elements = logits.size() / bitWidth;
    for (std::size_t element = 0; element < elements; ++element) {
        float* out = &logits[element * bitWidth];
        for (std::size_t k = 0; k < axisBits; ++k) {
            out[2 * k] = planes[k][2 * element];
            out[2 * k + 1] = planes[k][2 * element + 1];
        }
        std::fill(out + 2 * axisBits, out + bitWidth, 0.0F);
    }
}

/// Exact logits of one axis value; `levels` by axis label.
void exactAxis(float value, float noiseVariance, std::span<const float> levels, std::size_t axisBits, float* logits)
{
    std::array<float, 1U << maxAxisBits> metrics{};
    for (std::size_t label = 0; label < levels.size(); ++label) {
        const float distance = value - levels[label];
        metrics[label] = -distance * distance / noiseVariance;
    }
    for (std::size_t k = 0; k < axisBits; ++k) {
        const std::size_t bit = std::size_t{1} << (axisBits - 1 - k);
        std::array<float, 2> largest{};
        largest.fill(-std::numeric_limits<float>::infinity());
        for (std::size_t label = 0; label < levels.size(); ++label) {
            float& side = largest.at((label & bit) != 0 ? 1 : 0);
            side = std::max(side, metrics[label]);
        }
        std::array<float, 2> sum{};
        for (std::size_t label = 0; label < levels.size(); ++label) {
            const std::size_t side = (label & bit) != 0 ? 1 : 0;
            sum.at(side) += std::exp(metrics[label] - largest.at(side));
        }
        logits[2 * k] = (largest[1] - largest[0]) + std::log(sum[1] / sum[0]);
    }
}

} // namespace

void demapMaxLog(Modulation modulation, std::span<const Complex> symbols, std::span<const float> noiseVariance,
                 int bitWidth, std::span<float> logits)
{
    const auto width = static_cast<std::size_t>(bitWidth);
    const auto axisBits = static_cast<std::size_t>(bitsPerSymbol(modulation)) / 2;
    assert(logits.size() == symbols.size() * width && noiseVariance.size() == symbols.size());
    const double halfDistance = pamHalfDistance(modulation);
    const auto toHalfDistances = static_cast<float>(1.0 / halfDistance);
    const auto squaredDistance = static_cast<float>(4.0 * halfDistance * halfDistance);
    AxisValues values{};
    AxisValues scale{};
    BitPlanes planes;
    for (std::size_t begin = 0; begin < symbols.size(); begin += chunkElements) {
        const std::size_t count = std::min(chunkElements, symbols.size() - begin);
        for (std::size_t i = 0; i < count; ++i) {
            values[2 * i] = symbols[begin + i].real() * toHalfDistances;
            values[2 * i + 1] = symbols[begin + i].imag() * toHalfDistances;
            scale[2 * i] = squaredDistance / noiseVariance[begin + i];
            scale[2 * i + 1] = scale[2 * i];
        }
        for (std::size_t k = 0; k < axisBits; ++k) {
            foldMaxLog(values, scale, static_cast<float>(1U << (axisBits - 1 - k)), planes[k]);
        }
        writeBits(planes, axisBits, width, logits.subspan(begin * width, count * width));
    }
}

void demapExact(Modulation modulation, std::span<const Complex> symbols, std::span<const float> noiseVariance,
                int bitWidth, std::span<float> logits)
{
    const auto width = static_cast<std::size_t>(bitWidth);
    const auto axisBits = static_cast<std::size_t>(bitsPerSymbol(modulation)) / 2;
    assert(logits.size() == symbols.size() * width && noiseVariance.size() == symbols.size());
    const std::span<const float> levels = pamLevels(modulation);
    for (std::size_t i = 0; i < symbols.size(); ++i) {
        float* out = &logits[i * width];
        exactAxis(symbols[i].real(), noiseVariance[i], levels, axisBits, out);
        exactAxis(symbols[i].imag(), noiseVariance[i], levels, axisBits, out + 1);
        std::fill(out + 2 * axisBits, out + width, 0.0F);
    }
}

} // namespace rxwatt::phy
