// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace rxwatt::network
{

/// A batch's grids in channels-last memory.
struct Grid {
    int symbols = 0;
    int subcarriers = 0;
    int channels = 0;
};

/// What a convolution of kernel × kernel (odd) with zeros around the grid sees from places [first, last) of `input`,
/// [slot, symbol, subcarrier, channel]: to patches [place, tap in time, tap in frequency, channel].
void gatherPatches(const Grid& grid, int kernel, const float* input, int first, int last, float* patches);

} // namespace rxwatt::network
