// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/tensor_file.h"
#include "core/phy/simulator.h"

#include <functional>
#include <stop_token>

namespace rxwatt::phy
{

// Simulated slots for other tools, in safetensors files. First axis the slot; complex numbers as [real, imaginary]:
//
//   received       [slot, rx_antenna, symbol, subcarrier, 2] f32
//   transmitted    [slot, symbol, subcarrier, 2]             f32
//   channel        [slot, rx_antenna, symbol, subcarrier, 2] f32
//   bits           [slot, symbol, subcarrier, bit]           u8
//   data_mask      [symbol, subcarrier]                      u8
//   dmrs_mask      [symbol, subcarrier]                      u8
//   sinr_db        [slot]                                    f32
//   noise_variance [slot]                                    f32
//
// All slots share one pair of masks and one width of bits, hence one modulation and one number of DM-RS symbols.

struct DatasetSettings {
    LinkConfig link;
    /// The link as JSON: what the file's metadata hold under `link`.
    std::string linkJson;
    std::vector<double> sinrDb;
    std::uint64_t slotsPerSinr = 100;
    std::uint64_t seed = 1;
    int threads = 1;
};

/// Writes the slots 0, 1, … of the stream `dataset`, all slots of the first SINR first. No slot is there twice. Memory
/// is a slot a thread; the content does not depend on the threads. `progress` (slots done, slots) is called on the
/// caller's thread. On an error or where `stop` asks for it nothing is left behind.
[[nodiscard]] Status writeDataset(const std::filesystem::path& path, const DatasetSettings& settings,
                                  const std::function<void(std::uint64_t, std::uint64_t)>& progress = {},
                                  const std::stop_token& stop = {});

/// A dataset opened for reading, slot by slot. The file may come from anywhere: what is in it is checked against the
/// link before any of it is used.
class DatasetReader
{
public:
    /// The link is the one that the slots shall be used with: grid, antennas, and the file's modulation and number of
    /// DM-RS symbols among those of the link.
    [[nodiscard]] static Result<DatasetReader> open(const std::filesystem::path& path, const LinkConfig& link);

    [[nodiscard]] std::uint64_t slots() const { return m_slots; }

    /// Of all slots.
    [[nodiscard]] Modulation modulation() const { return m_modulation; }

    /// Reads one slot. Of its draw, modulation, DM-RS symbols and SINR are known; the rest is not in the file and left
    /// at its defaults. `transmitted` and `bits` are as in the file: a file from a real receiver may hold pilots alone.
    /// Refused where a received value is not finite or a pilot is zero.
    [[nodiscard]] Status read(std::uint64_t index, Slot& slot) const;

private:
    DatasetReader(base::TensorFile file, const LinkConfig& link) : m_file(std::move(file)), m_link(link) {}

    [[nodiscard]] Status checkTensors();
    [[nodiscard]] Status checkMasks();
    [[nodiscard]] Status checkValues(std::uint64_t index, const Slot& slot) const;
    [[nodiscard]] Status readBits(std::uint64_t index, Slot& slot) const;

    base::TensorFile m_file;
    LinkConfig m_link;
    std::uint64_t m_slots = 0;
    Modulation m_modulation = Modulation::qpsk;
    int m_dmrsSymbols = 1;
    std::vector<std::uint8_t> m_dataMask;
    std::vector<std::uint8_t> m_dmrsMask;
    base::TensorEntry m_received;
    base::TensorEntry m_transmitted;
    base::TensorEntry m_channel;
    base::TensorEntry m_bits;
    base::TensorEntry m_sinr;
    base::TensorEntry m_noiseVariance;
};

} // namespace rxwatt::phy
