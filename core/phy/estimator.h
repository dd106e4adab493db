// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phy/slot.h"

#include <span>
#include <vector>

namespace rxwatt::phy
{

/// Real and imaginary parts side by side (the standard lays std::complex out so): GCC 12 vectorises loops over these,
/// but not over complex numbers.
[[nodiscard]] inline const float* partsOf(const Complex* numbers)
{
    return reinterpret_cast<const float*>(numbers);
}

[[nodiscard]] inline float* partsOf(Complex* numbers)
{
    return reinterpret_cast<float*>(numbers);
}

/// What a receiver sees of a slot. Axes as in Slot; views of buffers that others own.
struct Observation {
    std::span<const Complex> received; ///< [rx_antenna, symbol, subcarrier]
    /// [symbol, subcarrier]; only the pilots are read: subcarriers 0, 2, 4, … of the pilot symbols.
    std::span<const Complex> transmitted;
    std::span<const int> pilotSymbols; ///< OFDM symbols that carry pilots, ascending; 1 or 2 of them
    int rxAntennas = 0;
    int subcarriers = 0;
    float noiseVariance = 0; ///< N0, noise plus interference

    [[nodiscard]] std::size_t pilots() const { return static_cast<std::size_t>(subcarriers) / 2; }

    [[nodiscard]] std::size_t elements() const { return static_cast<std::size_t>(symbolsPerSlot) * subcarriers; }

    /// One OFDM symbol at one antenna, [subcarrier].
    [[nodiscard]] std::span<const Complex> receivedRow(int antenna, int symbol) const
    {
        return received.subspan((static_cast<std::size_t>(antenna) * symbolsPerSlot + symbol) * subcarriers,
                                static_cast<std::size_t>(subcarriers));
    }
};

[[nodiscard]] Observation observationOf(const Slot& slot);

/// Buffers keep their storage from slot to slot.
struct ChannelEstimate {
    std::vector<Complex> channel;     ///< [rx_antenna, symbol, subcarrier]
    std::vector<float> errorVariance; ///< [symbol, subcarrier], E|ĥ − h|² at each antenna

    void resize(const Observation& observation);

    [[nodiscard]] std::span<Complex> row(int antenna, int symbol, int subcarriers)
    {
        return std::span(channel).subspan((static_cast<std::size_t>(antenna) * symbolsPerSlot + symbol) * subcarriers,
                                          static_cast<std::size_t>(subcarriers));
    }
};

/// Least squares y/p at the pilots of `observation.pilotSymbols[pilotSymbol]` at one antenna: [pilot]. Its error
/// variance is N0/|p|².
void leastSquares(const Observation& observation, int antenna, std::size_t pilotSymbol, std::span<Complex> atPilots);

/// N0/|p|²: the pilots of a slot have one amplitude.
[[nodiscard]] float leastSquaresErrorVariance(const Observation& observation);

} // namespace rxwatt::phy
