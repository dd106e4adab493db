// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/qam.h"

#include <array>
#include <cassert>

namespace rxwatt::phy
{

namespace
{

/// The formulas of TS 38.211 §5.1.3 to §5.1.6 from the inside out:
/// (1 − 2b0)[4 − (1 − 2b2)[2 − (1 − 2b4)]] for 64-QAM and likewise for the others.
constexpr int integerLevel(unsigned axisLabel, int axisBits)
{
    int level = 0;
    for (int bit = axisBits - 1; bit >= 0; --bit) {
        const int sign = ((axisLabel >> (axisBits - 1 - bit)) & 1U) != 0 ? -1 : 1;
        level = sign * ((1 << (axisBits - 1 - bit)) - level);
    }
    return level;
}

template <int axisBits>
constexpr std::array<float, (1U << axisBits)> makeLevels(double halfDistance)
{
    std::array<float, (1U << axisBits)> levels{};
    for (unsigned label = 0; label < levels.size(); ++label) {
        levels[label] = static_cast<float>(integerLevel(label, axisBits) * halfDistance);
    }
    return levels;
}

/// Bits of one axis out of a point's label: every second one, beginning `skip` bits below the label's top.
constexpr unsigned axisLabel(unsigned label, int axisBits, int skip)
{
    unsigned result = 0;
    for (int bit = 0; bit < axisBits; ++bit) {
        result = (result << 1) | ((label >> (2 * (axisBits - 1 - bit) + 1 - skip)) & 1U);
    }
    return result;
}

template <int axisBits>
constexpr std::array<Complex, (1U << (2 * axisBits))> makePoints(const std::array<float, (1U << axisBits)>& levels)
{
    std::array<Complex, (1U << (2 * axisBits))> points{};
    for (unsigned label = 0; label < points.size(); ++label) {
        points[label] = Complex(levels[axisLabel(label, axisBits, 0)], levels[axisLabel(label, axisBits, 1)]);
    }
    return points;
}

// 1/√2, 1/√10, 1/√42, 1/√170
constexpr std::array<double, 4> halfDistances = {0.70710678118654752440, 0.31622776601683793320, 0.15430334996209191026,
                                                 0.07669649888473704};

constexpr auto levels2 = makeLevels<1>(halfDistances[0]);
constexpr auto levels4 = makeLevels<2>(halfDistances[1]);
constexpr auto levels8 = makeLevels<3>(halfDistances[2]);
constexpr auto levels16 = makeLevels<4>(halfDistances[3]);

constexpr auto points4 = makePoints<1>(levels2);
constexpr auto points16 = makePoints<2>(levels4);
constexpr auto points64 = makePoints<3>(levels8);
constexpr auto points256 = makePoints<4>(levels16);

} // namespace

std::span<const Complex> constellation(Modulation modulation)
{
    switch (modulation) {
    case Modulation::qpsk:
        return points4;
    case Modulation::qam16:
        return points16;
    case Modulation::qam64:
        return points64;
    case Modulation::qam256:
        break;
    }
    return points256;
}

std::span<const float> pamLevels(Modulation modulation)
{
    switch (modulation) {
    case Modulation::qpsk:
        return levels2;
    case Modulation::qam16:
        return levels4;
    case Modulation::qam64:
        return levels8;
    case Modulation::qam256:
        break;
    }
    return levels16;
}

double pamHalfDistance(Modulation modulation)
{
    return halfDistances[static_cast<std::size_t>(modulation)];
}

Complex mapBits(Modulation modulation, std::span<const std::uint8_t> bits)
{
    assert(bits.size() == static_cast<std::size_t>(bitsPerSymbol(modulation)));
    unsigned label = 0;
    for (const std::uint8_t bit : bits) {
        label = (label << 1) | bit;
    }
    return constellation(modulation)[label];
}

} // namespace rxwatt::phy
