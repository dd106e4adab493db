// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phy/link_config.h"

#include <complex>
#include <cstdint>
#include <vector>

namespace rxwatt::phy
{

using Complex = std::complex<float>;

/// What a slot drew from its link's ranges and lists.
struct SlotDraw {
    Modulation modulation = Modulation::qam16;
    int dmrsSymbols = 1;
    ChannelModel channelModel = ChannelModel::tdlA;
    double delaySpread = 0; ///< RMS, seconds
    double maxDopplerHz = 0;
    double sinrDb = 0;
    /// The DM-RS' slot number n_s,f^µ: the slot index modulo the slots of a frame.
    int slotNumber = 0;
};

/// One simulated slot on the resource grid, in the frequency domain: y = h·x + n. Buffers keep their storage from slot
/// to slot. Axes, slowest first: antenna, symbol (14), subcarrier, bit.
struct Slot {
    SlotDraw draw;
    int rxAntennas = 0;
    int subcarriers = 0;
    /// Width of the bit axis: bits of the link's largest modulation; bits beyond the slot's own modulation are 0 and do
    /// not count.
    int bitWidth = 0;
    /// Noise plus interference power per resource element and antenna, 10^(−SINR/10).
    float noiseVariance = 0;
    std::vector<Complex> received; ///< [rx_antenna, symbol, subcarrier]
    std::vector<Complex> channel;  ///< [rx_antenna, symbol, subcarrier]; E|h|² = 1
    std::vector<Complex>
        transmitted; ///< [symbol, subcarrier]; data of power 1, pilots of amplitude √2, 0 on the empty DM-RS comb
    std::vector<std::uint8_t> bits;     ///< [symbol, subcarrier, bit]; b0 first; 0 where no data are sent
    std::vector<std::uint8_t> dataMask; ///< [symbol, subcarrier]; 1 where data are sent
    std::vector<std::uint8_t> dmrsMask; ///< [symbol, subcarrier]; 1 where a pilot is sent

    [[nodiscard]] std::size_t elements() const { return static_cast<std::size_t>(symbolsPerSlot) * subcarriers; }
};

} // namespace rxwatt::phy
