// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/transmitter.h"

#include "core/phy/qam.h"

#include <algorithm>
#include <cstring>

namespace rxwatt::phy
{

namespace
{

bool isDmrsSymbol(int dmrsSymbols, int symbol)
{
    const auto positions = dmrsSymbolPositions(dmrsSymbols);
    return std::find(positions.begin(), positions.end(), symbol) != positions.end();
}

/// With the comb of the other CDM group left empty.
constexpr int cdmGroupsWithoutData = 2;

/// Copies the first `width` bits of each element; the copy of a fixed size is one or two moves.
template <int width>
void unpackRow(std::span<const std::uint8_t> bytes, std::uint8_t mask,
               const std::array<std::array<std::uint8_t, 8>, 256>& unpacked, std::uint8_t* bits)
{
    for (const std::uint8_t byte : bytes) {
        std::memcpy(bits, unpacked[byte & mask].data(), width);
        bits += width;
    }
}

} // namespace

Transmitter::Transmitter(int subcarriers, int bitWidth, const SlotKernels& kernels)
    : m_subcarriers(subcarriers),
      m_bitWidth(bitWidth),
      m_kernels(kernels),
      m_grids{makeResourceGrid(1, subcarriers), makeResourceGrid(2, subcarriers)},
      m_words(4 * padded((symbolsPerSlot * subcarriers + 15) / 16)),
      m_bytes(4 * m_words.size()),
      m_unpacked{},
      m_pilots(subcarriers / 2),
      m_symbols(symbolsPerSlot, subcarriers)
{
    for (unsigned byte = 0; byte < m_unpacked.size(); ++byte) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            m_unpacked[byte][bit] = (byte >> (7 - bit)) & 1;
        }
    }
}

void Transmitter::transmit(const Transmission& transmission)
{
    const auto stride = static_cast<std::ptrdiff_t>(m_words.size() / 4);
    m_kernels.fillWords(transmission.random, static_cast<int>(stride), m_words.data(), stride);
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        const std::uint32_t word = m_words[i];
        for (unsigned byte = 0; byte < 4; ++byte) {
            m_bytes[4 * i + byte] = static_cast<std::uint8_t>(word >> (8 * byte));
        }
    }
    for (int symbol = 0; symbol < symbolsPerSlot; ++symbol) {
        if (isDmrsSymbol(transmission.dmrsSymbols, symbol)) {
            mapPilots(transmission, symbol);
        } else {
            mapData(transmission.modulation, symbol);
        }
    }
}

void Transmitter::mapData(Modulation modulation, int symbol)
{
    const std::span<const Complex> points = constellation(modulation);
    const int shift = 8 - bitsPerSymbol(modulation);
    const std::uint8_t* bytes = m_bytes.data() + static_cast<std::ptrdiff_t>(symbol) * m_subcarriers;
    const SplitComplex row = m_symbols.row(symbol);
    for (int k = 0; k < m_subcarriers; ++k) {
        const Complex point = points[bytes[k] >> shift];
        row.re[k] = point.real();
        row.im[k] = point.imag();
    }
}

void Transmitter::mapPilots(const Transmission& transmission, int symbol)
{
    dmrsPilots(transmission.scrambling, symbol, cdmGroupsWithoutData, m_pilots);
    const SplitComplex row = m_symbols.row(symbol);
    for (int m = 0; m < m_subcarriers / 2; ++m) {
        row.re[2 * m] = m_pilots[m].real();
        row.im[2 * m] = m_pilots[m].imag();
        row.re[2 * m + 1] = 0;
        row.im[2 * m + 1] = 0;
    }
}

void Transmitter::write(const Transmission& transmission, Slot& slot)
{
    const ResourceGrid& grid = m_grids.at(static_cast<std::size_t>(transmission.dmrsSymbols - 1));
    slot.dataMask = grid.dataMask;
    slot.dmrsMask = grid.dmrsMask;
    slot.transmitted.resize(slot.elements());
    slot.bits.resize(slot.elements() * m_bitWidth);
    for (int symbol = 0; symbol < symbolsPerSlot; ++symbol) {
        const std::size_t at = static_cast<std::size_t>(symbol) * m_subcarriers;
        const SplitComplex row = m_symbols.row(symbol);
        for (int k = 0; k < m_subcarriers; ++k) {
            slot.transmitted[at + k] = {row.re[k], row.im[k]};
        }
        if (isDmrsSymbol(transmission.dmrsSymbols, symbol)) {
            std::fill_n(slot.bits.begin() + static_cast<std::ptrdiff_t>(at * m_bitWidth), m_subcarriers * m_bitWidth,
                        std::uint8_t{0});
        } else {
            writeBits(transmission.modulation, symbol, slot);
        }
    }
}

void Transmitter::writeBits(Modulation modulation, int symbol, Slot& slot) const
{
    const std::size_t at = static_cast<std::size_t>(symbol) * m_subcarriers;
    const auto bytes = std::span(m_bytes).subspan(at, m_subcarriers);
    const auto mask = static_cast<std::uint8_t>(0xFF << (8 - bitsPerSymbol(modulation)));
    std::uint8_t* bits = slot.bits.data() + at * m_bitWidth;
    switch (m_bitWidth) {
    case 2:
        return unpackRow<2>(bytes, mask, m_unpacked, bits);
    case 4:
        return unpackRow<4>(bytes, mask, m_unpacked, bits);
    case 6:
        return unpackRow<6>(bytes, mask, m_unpacked, bits);
    default:
        return unpackRow<8>(bytes, mask, m_unpacked, bits);
    }
}

} // namespace rxwatt::phy
