// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/patches.h"

#include <algorithm>
#include <cstddef>

namespace rxwatt::network
{

void gatherPatches(const Grid& grid, int kernel, const float* input, int first, int last, float* patches)
{
    const int reach = kernel / 2;
    const std::ptrdiff_t rowOfPatch = std::ptrdiff_t{kernel} * grid.channels;
    for (int place = first; place < last; ++place) {
        const int symbol = place / grid.subcarriers % grid.symbols;
        const int subcarrier = place % grid.subcarriers;
        // Taps in frequency that are in the grid lie one behind the other there as here.
        const int from = std::max(subcarrier - reach, 0);
        const int to = std::min(subcarrier + reach + 1, grid.subcarriers);
        const std::ptrdiff_t before = std::ptrdiff_t{from - (subcarrier - reach)} * grid.channels;
        const std::ptrdiff_t inside = std::ptrdiff_t{to - from} * grid.channels;
        for (int tap = -reach; tap <= reach; ++tap, patches += rowOfPatch) {
            if (symbol + tap < 0 || symbol + tap >= grid.symbols) {
                std::fill_n(patches, rowOfPatch, 0.0F);
                continue;
            }
            const std::ptrdiff_t source =
                std::ptrdiff_t{place} + std::ptrdiff_t{tap} * grid.subcarriers + from - subcarrier;
            std::fill_n(patches, before, 0.0F);
            std::copy_n(input + source * grid.channels, inside, patches + before);
            std::fill(patches + before + inside, patches + rowOfPatch, 0.0F);
        }
    }
}

} // namespace rxwatt::network
