// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/grid_tiles.h"

namespace rxwatt::network
{

SlotGroups::SlotGroups(int slotsOfBatch, std::int64_t fittingSlots, std::int64_t tilesOfSlot) : slots(slotsOfBatch)
{
    // With up to half as many threads the lanes are the same, and so are all sums.
    constexpr int usualLanes = 8;
    // Of a group that all threads work on.
    constexpr std::int64_t tilesPerThread = 2;
    const int threads = threadCount();
    alone = slots % threads == 0 || slots >= 2 * threads;
    lanes = alone ? std::min(slots, std::max(usualLanes, 2 * threads)) : threads;
    const std::int64_t least = alone ? 1 : tilesPerThread * threads / std::max<std::int64_t>(tilesOfSlot, 1);
    const std::int64_t most = alone ? (slots + lanes - 1) / lanes : slots;
    groupSlots = static_cast<int>(std::clamp<std::int64_t>(std::max(fittingSlots, least), 1, most));
}

torch::Tensor TileMoments::together() const
{
    const auto channels = static_cast<std::size_t>(m_channels);
    std::vector<double> mean(channels);
    std::vector<double> squares(channels);
    double places = 0;
    for (std::size_t tile = 0; tile < m_places.size(); ++tile) {
        if (m_places[tile] == 0) {
            continue;
        }
        const double count = m_places[tile];
        const float* values = m_values.data() + tile * 2 * channels;
        for (std::size_t c = 0; c < channels; ++c) {
            const double distance = values[c] - mean[c];
            mean[c] += distance * count / (places + count);
            squares[c] += values[channels + c] + distance * distance * places * count / (places + count);
        }
        places += count;
    }
    torch::Tensor moments = torch::empty({2, m_channels}, torch::kFloat32);
    auto* to = moments.data_ptr<float>();
    for (std::size_t c = 0; c < channels; ++c) {
        to[c] = static_cast<float>(mean[c]);
        to[channels + c] = static_cast<float>(squares[c] / places);
    }
    return moments;
}

} // namespace rxwatt::network
