// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phy/covariance.h"
#include "core/phy/dmrs.h"
#include "core/phy/estimator.h"
#include "tests/support/npy.h"

#include <string>

namespace rxwatt::phy
{

/// One slot of vectors/link: what another implementation received and made of it. 6 resource blocks, 2 antennas.
class LinkVector
{
public:
    static constexpr int subcarriers = 72;
    static constexpr int antennas = 2;
    static constexpr std::size_t elements = 14 * subcarriers;

    struct Case {
        const char* name;
        ChannelModel model;
        Modulation modulation;
        int dmrsSymbols;
        float noiseVariance;
        bool hasLmmse;
    };

    static std::filesystem::path folder() { return std::filesystem::path(RXWATT_VECTORS) / "link"; }

    static std::vector<Case> cases()
    {
        return {{"link_tdlA_qam4_1p_5dB", ChannelModel::tdlA, Modulation::qpsk, 1, 0.3162277638912201F, true},
                {"link_tdlB_qam64_2p_22dB", ChannelModel::tdlB, Modulation::qam64, 2, 0.0063095735386013985F, true},
                {"link_tdlC_qam256_2p_30dB", ChannelModel::tdlC, Modulation::qam256, 2, 0.0010000000474974513F, true},
                {"link_tdlD_qam256_1p_30dB", ChannelModel::tdlD, Modulation::qam256, 1, 0.0010000000474974513F, false}};
    }

    LinkVector(const Case& which, std::size_t batch) : m_case(which), m_batch(batch)
    {
        m_received = read<Complex>("y");
        m_pilotMask = test::readNpy<std::uint8_t>(folder() / m_case.name / "pilot_mask.npy").data;
        const std::vector<Complex> pilots = test::readNpy<Complex>(folder() / m_case.name / "pilots.npy").data;
        m_transmitted.assign(elements, Complex());
        for (std::size_t element = 0, pilot = 0; element < elements; ++element) {
            if (m_pilotMask[element] != 0) {
                m_transmitted[element] = pilots[pilot++];
            }
        }
    }

    /// This slot's part of an array whose first axis is the batch of two.
    template <typename T>
    [[nodiscard]] std::vector<T> read(const std::string& name) const
    {
        const std::vector<T> both = test::readNpy<T>(folder() / m_case.name / (name + ".npy")).data;
        const auto half = static_cast<std::ptrdiff_t>(both.size() / 2);
        const auto begin = both.begin() + static_cast<std::ptrdiff_t>(m_batch) * half;
        return {begin, begin + half};
    }

    [[nodiscard]] Observation observation() const
    {
        return {m_received, m_transmitted, dmrsSymbolPositions(m_case.dmrsSymbols),
                antennas,   subcarriers,   m_case.noiseVariance};
    }

    /// 100 ns and 30 m/s at 3.5 GHz, as in index.json.
    [[nodiscard]] ChannelStatistics statistics() const
    {
        ChannelStatistics statistics = channelStatistics(m_case.model);
        for (double& delay : statistics.delays) {
            delay *= 100e-9;
        }
        statistics.maxDopplerHz = 30.0 / 299792458.0 * 3.5e9;
        return statistics;
    }

    /// The elements of a grid [symbol, subcarrier] that carry data, in order: how the vectors list them.
    template <typename T>
    [[nodiscard]] std::vector<T> dataOf(const std::vector<T>& grid) const
    {
        std::vector<T> data;
        for (std::size_t element = 0; element < elements; ++element) {
            if (m_pilotMask[element] == 0) {
                data.push_back(grid[element]);
            }
        }
        return data;
    }

private:
    Case m_case;
    std::size_t m_batch;
    std::vector<Complex> m_received;
    std::vector<Complex> m_transmitted;
    std::vector<std::uint8_t> m_pilotMask;
};

} // namespace rxwatt::phy
