// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/dataset.h"
#include "core/phy/resource_grid.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace rxwatt::phy
{

namespace
{

using base::TensorType;

/// Part number `index` of a tensor whose parts have the size of `out`.
template <typename T>
Status readPart(const base::TensorFile& file, const base::TensorEntry& entry, std::uint64_t index, std::span<T> out)
{
    return file.read(entry, index * out.size_bytes(), std::as_writable_bytes(out));
}

Status readMask(const base::TensorFile& file, const char* name, std::size_t subcarriers,
                std::vector<std::uint8_t>& mask)
{
    RXWATT_ASSIGN(const base::TensorEntry entry,
                  file.require(name, TensorType::u8, {symbolsPerSlot, static_cast<std::int64_t>(subcarriers)}));
    mask.resize(symbolsPerSlot * subcarriers);
    return readPart(file, entry, 0, std::span(mask));
}

} // namespace

Result<DatasetReader> DatasetReader::open(const std::filesystem::path& path, const LinkConfig& link)
{
    RXWATT_TRY(link.validate());
    RXWATT_ASSIGN(base::TensorFile file, base::TensorFile::open(path));
    DatasetReader reader(std::move(file), link);
    RXWATT_TRY(reader.checkTensors());
    RXWATT_TRY(reader.checkMasks());
    return reader;
}

Status DatasetReader::checkTensors()
{
    const std::int64_t antennas = m_link.rxAntennas;
    const std::int64_t symbols = symbolsPerSlot;
    const std::int64_t subcarriers = m_link.subcarriers();
    RXWATT_ASSIGN(m_received, m_file.require("received", TensorType::f32, {-1, antennas, symbols, subcarriers, 2}));
    const std::int64_t slots = m_received.shape.front();
    RXWATT_ASSIGN(m_transmitted, m_file.require("transmitted", TensorType::f32, {slots, symbols, subcarriers, 2}));
    RXWATT_ASSIGN(m_channel, m_file.require("channel", TensorType::f32, {slots, antennas, symbols, subcarriers, 2}));
    RXWATT_ASSIGN(m_bits, m_file.require("bits", TensorType::u8, {slots, symbols, subcarriers, -1}));
    RXWATT_ASSIGN(m_sinr, m_file.require("sinr_db", TensorType::f32, {slots}));
    RXWATT_ASSIGN(m_noiseVariance, m_file.require("noise_variance", TensorType::f32, {slots}));
    m_slots = static_cast<std::uint64_t>(slots);
    const auto ofBits =
        std::find_if(m_link.modulations.begin(), m_link.modulations.end(),
                     [this](Modulation modulation) { return bitsPerSymbol(modulation) == m_bits.shape.back(); });
    if (ofBits == m_link.modulations.end()) {
        std::vector<int> allowed;
        for (const Modulation modulation : m_link.modulations) {
            allowed.push_back(bitsPerSymbol(modulation));
        }
        return fail(ErrorKind::badInput,
                    fmt::format("{}: bits: found {} bits a symbol, the link has {}", m_file.path().string(),
                                m_bits.shape.back(), fmt::join(allowed, " or ")));
    }
    m_modulation = *ofBits;
    return {};
}

Status DatasetReader::checkMasks()
{
    const auto subcarriers = static_cast<std::size_t>(m_link.subcarriers());
    RXWATT_TRY(readMask(m_file, "data_mask", subcarriers, m_dataMask));
    RXWATT_TRY(readMask(m_file, "dmrs_mask", subcarriers, m_dmrsMask));
    for (const int dmrsSymbols : m_link.dmrs.symbols) {
        const ResourceGrid grid = makeResourceGrid(dmrsSymbols, m_link.subcarriers());
        if (m_dataMask == grid.dataMask && m_dmrsMask == grid.dmrsMask) {
            m_dmrsSymbols = dmrsSymbols;
            return {};
        }
    }
    return fail(ErrorKind::badInput,
                fmt::format("{}: data_mask and dmrs_mask: found another grid than the link's with {} DM-RS symbols",
                            m_file.path().string(), fmt::join(m_link.dmrs.symbols, " or ")));
}

/// What a receiver computes with: a pilot is divided by, and what is not finite spreads.
Status DatasetReader::checkValues(std::uint64_t index, const Slot& slot) const
{
    const auto isFinite = [](std::complex<float> value) {
        return std::isfinite(value.real()) && std::isfinite(value.imag());
    };
    if (!std::ranges::all_of(slot.received, isFinite)) {
        return fail(ErrorKind::badInput, fmt::format("{}: received: slot {} holds values that are not finite",
                                                     m_file.path().string(), index));
    }
    for (std::size_t element = 0; element < slot.elements(); ++element) {
        const auto sent = slot.transmitted[element];
        if (slot.dmrsMask[element] != 0 && (!isFinite(sent) || std::norm(sent) == 0)) {
            return fail(ErrorKind::badInput, fmt::format("{}: transmitted: slot {} has a pilot that is 0 or not finite",
                                                         m_file.path().string(), index));
        }
    }
    return {};
}

Status DatasetReader::read(std::uint64_t index, Slot& slot) const
{
    if (index >= m_slots) {
        return fail(ErrorKind::badInput,
                    fmt::format("{}: found {} slots, slot {} was asked for", m_file.path().string(), m_slots, index));
    }
    slot.draw = {};
    slot.draw.modulation = m_modulation;
    slot.draw.dmrsSymbols = m_dmrsSymbols;
    slot.rxAntennas = m_link.rxAntennas;
    slot.subcarriers = m_link.subcarriers();
    slot.bitWidth = m_link.maxBitsPerSymbol();
    slot.dataMask = m_dataMask;
    slot.dmrsMask = m_dmrsMask;
    slot.received.resize(slot.elements() * slot.rxAntennas);
    slot.channel.resize(slot.elements() * slot.rxAntennas);
    slot.transmitted.resize(slot.elements());
    float sinr = 0;
    RXWATT_TRY(readPart(m_file, m_received, index, std::span(slot.received)));
    RXWATT_TRY(readPart(m_file, m_channel, index, std::span(slot.channel)));
    RXWATT_TRY(readPart(m_file, m_transmitted, index, std::span(slot.transmitted)));
    RXWATT_TRY(readPart(m_file, m_sinr, index, std::span(&sinr, 1)));
    RXWATT_TRY(readPart(m_file, m_noiseVariance, index, std::span(&slot.noiseVariance, 1)));
    slot.draw.sinrDb = sinr;
    RXWATT_TRY(checkValues(index, slot));
    return readBits(index, slot);
}

Status DatasetReader::readBits(std::uint64_t index, Slot& slot) const
{
    const auto fileWidth = static_cast<std::size_t>(bitsPerSymbol(m_modulation));
    const auto slotWidth = static_cast<std::size_t>(slot.bitWidth);
    slot.bits.assign(slot.elements() * slotWidth, 0);
    RXWATT_TRY(readPart(m_file, m_bits, index, std::span(slot.bits).first(slot.elements() * fileWidth)));
    if (std::any_of(slot.bits.begin(), slot.bits.end(), [](std::uint8_t bit) { return bit > 1; })) {
        return fail(ErrorKind::badInput,
                    fmt::format("{}: bits: slot {} holds other values than 0 and 1", m_file.path().string(), index));
    }
    // From the file's width to the slot's, backwards so that nothing is overwritten before it has moved.
    for (std::size_t element = slot.elements(); fileWidth < slotWidth && element-- > 0;) {
        std::uint8_t* to = &slot.bits[element * slotWidth];
        const std::uint8_t* from = &slot.bits[element * fileWidth];
        std::copy_backward(from, from + fileWidth, to + fileWidth);
        std::fill(to + fileWidth, to + slotWidth, std::uint8_t{0});
    }
    return {};
}

} // namespace rxwatt::phy
