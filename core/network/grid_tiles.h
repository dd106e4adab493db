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

/// Places [first, last) of a group of slots: resource elements, slot after slot.
struct Tile {
    std::int64_t index = 0;
    int first = 0;
    int last = 0;

    [[nodiscard]] int places() const { return last - first; }
};

inline std::int64_t tilesOf(std::int64_t places, std::int64_t tilePlaces)
{
    return (places + tilePlaces - 1) / tilePlaces;
}

/// Who does a group's tiles: one thread alone, or a team, all of whose threads do the same and wait for each other
/// after each pass.
struct Crew {
    /// Whose scratch memory and, where sums are added up, whose lane.
    int thread = 0;
    int lane = 0;
    int team = 1;
    /// Of a team.
    Barrier* barrier = nullptr;
};

/// work(tile) for all places; of a team, each thread gets a share of its own, which depends on the team's size alone.
template <typename Work>
void overTiles(const Crew& crew, int places, int tilePlaces, Work work)
{
    const std::int64_t tiles = tilesOf(places, tilePlaces);
    const std::int64_t share = crew.team > 1 ? crew.thread : 0;
    for (std::int64_t i = share * tiles / crew.team; i < (share + 1) * tiles / crew.team; ++i) {
        const int first = static_cast<int>(i) * tilePlaces;
        work(Tile{i, first, std::min(first + tilePlaces, places)});
    }
    if (crew.barrier != nullptr) {
        crew.barrier->wait(crew.team);
    }
}

/// work(tile) for all places, on all threads.
template <typename Work>
void overAllTiles(int places, int tilePlaces, Work work)
{
    onTeam([&](int thread, int team) { overTiles({thread, thread, team}, places, tilePlaces, work); });
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

    /// `fittingSlots` stay in a cache; a slot is `tilesOfSlot` tiles.
    SlotGroups(int slotsOfBatch, std::int64_t fittingSlots, std::int64_t tilesOfSlot);

    /// work(first slot, number of slots, crew) for all groups. Of a team, each thread calls it for each group.
    template <typename Work>
    void forEach(Work work) const
    {
        std::atomic<int> next = 0;
        Barrier barrier;
        onTeam([&](int thread, int team) {
            for (int lane = next++; alone && lane < lanes; lane = next++) {
                overGroups(lane * slots / lanes, (lane + 1) * slots / lanes, {thread, lane}, work);
            }
            if (!alone) {
                overGroups(0, slots, {thread, thread, team, &barrier}, work);
            }
        });
    }

private:
    template <typename Work>
    void overGroups(int begin, int end, const Crew& crew, Work& work) const
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
