// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/depthwise.h"
#include "core/network/threads.h"

#include <torch/torch.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <vector>

namespace rxwatt::network
{

/// Rows [first, last) of a group of slots, of one symbol each.
struct Tile {
    std::int64_t index = 0;
    int first = 0;
    int last = 0;
};

/// The resource elements of a tile: where they begin in the batch and in the group.
struct GridRange {
    std::int64_t place = 0;
    std::int64_t placeInGroup = 0;
    int places = 0;
};

inline GridRange rangeOf(const kernels::DepthwiseShape& shape, int slot, const Tile& tile)
{
    const std::int64_t inGroup = std::int64_t{tile.first} * shape.subcarriers;
    return {std::int64_t{slot} * shape.symbols * shape.subcarriers + inGroup, inGroup,
            (tile.last - tile.first) * shape.subcarriers};
}

inline std::int64_t tilesOf(int rows, int tileRows)
{
    return (rows + tileRows - 1) / tileRows;
}

/// Which scratch memory a tile is worked on in (no two threads have the same), and where its sums are added up.
struct Worker {
    int scratch = 0;
    int lane = 0;
};

/// Who does a group's tiles: all of Torch's threads, or one of them while the others have groups of their own.
struct Crew {
    bool alone = false;
    /// Of the thread that works alone.
    Worker worker;
};

/// work(tile, worker) for all rows. Where all threads share them, which gets which depends on their number alone.
template <typename Work>
void overTiles(Crew crew, int rows, int tileRows, Work work)
{
    const auto tileAt = [&](std::int64_t i) {
        const int first = static_cast<int>(i) * tileRows;
        return Tile{i, first, std::min(first + tileRows, rows)};
    };
    const std::int64_t tiles = tilesOf(rows, tileRows);
    if (crew.alone) {
        for (std::int64_t i = 0; i < tiles; ++i) {
            work(tileAt(i), crew.worker);
        }
        return;
    }
    const int threads = threadCount();
    onThreads([&](int thread) {
        for (std::int64_t i = thread * tiles / threads; i < (thread + 1) * tiles / threads; ++i) {
            work(tileAt(i), Worker{thread, thread});
        }
    });
}

/// How a batch's slots are shared out. Where they suffice, threads take lanes of slots, the next when they are done
/// with one, and wait for nobody before the end; sums belong to lanes, so that it does not matter who took which. Where
/// there are too few, all threads work on one group.
struct SlotGroups {
    int slots = 0;
    int groupSlots = 1;
    bool alone = false;
    /// Where sums are added up.
    int lanes = 1;

    /// `fittingSlots` stay in a cache; a slot's rows are `tilesOfSlot` tiles.
    SlotGroups(int slotsOfBatch, std::int64_t fittingSlots, std::int64_t tilesOfSlot);

    /// work(first slot, number of slots, crew) for all groups.
    template <typename Work>
    void forEach(Work work) const
    {
        if (!alone) {
            overGroups(0, slots, {}, work);
            return;
        }
        std::atomic<int> next = 0;
        onThreads([&](int thread) {
            for (int lane = next++; lane < lanes; lane = next++) {
                overGroups(lane * slots / lanes, (lane + 1) * slots / lanes, {true, {thread, lane}}, work);
            }
        });
    }

private:
    template <typename Work>
    void overGroups(int begin, int end, Crew crew, Work& work) const
    {
        for (int slot = begin; slot < end; slot += groupSlots) {
            work(slot, std::min(groupSlots, end - slot), crew);
        }
    }
};

/// Moments of tiles, brought together in their order whoever made them (Chan, Golub and LeVeque 1983).
class TileMoments
{
public:
    TileMoments(std::int64_t tiles, int channels)
        : m_channels(channels),
          m_places(static_cast<std::size_t>(tiles)),
          m_values(static_cast<std::size_t>(tiles) * 2 * static_cast<std::size_t>(channels))
    {
    }

    [[nodiscard]] std::int64_t tiles() const { return static_cast<std::int64_t>(m_places.size()); }

    float* mean(std::int64_t tile) { return m_values.data() + tile * 2 * m_channels; }

    float* squares(std::int64_t tile) { return mean(tile) + m_channels; }

    /// A tile without places counts for nothing.
    void setPlaces(std::int64_t tile, int places) { m_places[static_cast<std::size_t>(tile)] = places; }

    /// [2, channel]: mean and biased variance.
    [[nodiscard]] torch::Tensor together() const;

private:
    int m_channels;
    std::vector<int> m_places;
    std::vector<float> m_values;
};

} // namespace rxwatt::network
