// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/transmitter.h"

#include "core/phy/estimator.h"
#include "core/phy/qam.h"

#include <algorithm>
#include <bit>

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

/// The levels of the modulation by labels of four bits, of which it takes the uppermost.
std::array<float, 16> levelsOfLabels(Modulation modulation)
{
    const std::span<const float> levels = pamLevels(modulation);
    const std::size_t repeats = 16 / levels.size();
    std::array<float, 16> all{};
    for (std::size_t label = 0; label < all.size(); ++label) {
        all[label] = levels[label / repeats];
    }
    return all;
}

} // namespace

Transmitter::Transmitter(int subcarriers, int bitWidth, const SlotKernels& kernels)
    : m_subcarriers(subcarriers),
      m_bitWidth(bitWidth),
      m_kernels(kernels),
      m_grids{makeResourceGrid(1, subcarriers), makeResourceGrid(2, subcarriers)},
      m_wordStride(padded((symbolsPerSlot * subcarriers + 15) / 16)),
      m_words(4 * m_wordStride + kernelPadding),
      m_pilots(subcarriers / 2),
      m_symbols(symbolsPerSlot, subcarriers)
{
}

void Transmitter::transmit(const Transmission& transmission)
{
    m_kernels.fillWords(transmission.random, static_cast<int>(m_wordStride), m_words.data(), m_wordStride);
    if constexpr (std::endian::native == std::endian::big) {
        for (std::uint32_t& word : m_words) {
            word = (word >> 24) | ((word >> 8) & 0xFF00) | ((word << 8) & 0xFF0000) | (word << 24);
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
    m_kernels.mapSymbols(bytes(symbol), levelsOfLabels(modulation).data(), m_subcarriers, m_symbols.row(symbol));
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
    for (int symbol = 0; symbol < symbolsPerSlot; ++symbol) {
        const SplitComplex row = m_symbols.row(symbol);
        float* out = partsOf(&slot.transmitted[static_cast<std::size_t>(symbol) * m_subcarriers]);
        for (int k = 0; k < m_subcarriers; ++k) {
            out[2 * k] = row.re[k];
            out[2 * k + 1] = row.im[k];
        }
    }
    writeBits(transmission, slot);
}

void Transmitter::writeBits(const Transmission& transmission, Slot& slot) const
{
    slot.bits.resize(slot.elements() * m_bitWidth);
    const auto mask = static_cast<std::uint8_t>(0xFF << (8 - bitsPerSymbol(transmission.modulation)));
    const auto rowBits = static_cast<std::ptrdiff_t>(m_subcarriers) * m_bitWidth;
    for (int begin = 0, end = 0; begin < symbolsPerSlot; begin = end) {
        const bool dmrs = isDmrsSymbol(transmission.dmrsSymbols, begin);
        for (end = begin + 1; end < symbolsPerSlot && isDmrsSymbol(transmission.dmrsSymbols, end) == dmrs;) {
            ++end;
        }
        std::uint8_t* bits = slot.bits.data() + begin * rowBits;
        if (dmrs) {
            std::fill_n(bits, (end - begin) * rowBits, std::uint8_t{0});
        } else {
            m_kernels.unpackBits(bytes(begin), (end - begin) * m_subcarriers, mask, m_bitWidth, bits);
        }
    }
}

const std::uint8_t* Transmitter::bytes(int symbol) const
{
    return reinterpret_cast<const std::uint8_t*>(m_words.data()) + static_cast<std::ptrdiff_t>(symbol) * m_subcarriers;
}

} // namespace rxwatt::phy
