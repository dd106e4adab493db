// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phy/dmrs.h"
#include "core/phy/resource_grid.h"
#include "core/phy/slot_kernels.h"
#include "core/phy/split_grid.h"

#include <array>
#include <cstdint>
#include <vector>

namespace rxwatt::phy
{

/// What one user sends in one slot.
struct Transmission {
    Modulation modulation = Modulation::qam16;
    int dmrsSymbols = 1;
    DmrsScrambling scrambling;
    PhiloxSource random{};
};

/// Random bits on the data elements, DM-RS on theirs. The bits of an element depend on its place and the random source
/// only: another modulation takes the first of the same bits, another DM-RS pattern leaves the others as they are.
class Transmitter
{
public:
    Transmitter(int subcarriers, int bitWidth, const SlotKernels& kernels);

    /// Draws and maps; the symbols are in `symbols`, rows of one OFDM symbol.
    void transmit(const Transmission& transmission);

    [[nodiscard]] SplitComplex symbolRow(int symbol) { return m_symbols.row(symbol); }

    /// Writes the last transmission's bits, symbols and masks.
    void write(const Transmission& transmission, Slot& slot);

private:
    void mapData(Modulation modulation, int symbol);
    void mapPilots(const Transmission& transmission, int symbol);
    void writeBits(const Transmission& transmission, Slot& slot) const;

    /// [symbol, subcarrier]: eight random bits, b0 the most significant.
    [[nodiscard]] const std::uint8_t* bytes(int symbol) const;

    int m_subcarriers;
    int m_bitWidth;
    const SlotKernels& m_kernels;
    std::array<ResourceGrid, 2> m_grids; ///< with one and two DM-RS symbols
    std::ptrdiff_t m_wordStride;
    std::vector<std::uint32_t> m_words; ///< whose bytes are those of `bytes`
    std::vector<Complex> m_pilots;
    SplitGrid m_symbols;
};

} // namespace rxwatt::phy
