// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gpu/block_kernels.h"

// What one thread of each kernel does. Neighbouring threads have neighbouring channels, so that their reads are one;
// none waits for another, so that the host can run them one after another; what they add up is put together outside.

namespace rxwatt::gpu
{

/// How the threads of a group (a CUDA block) are laid out where they add up: `lanes` neighbouring channels, so that
/// reads are one, times `workers` that share the places; `groups` of them for all channels.
struct SumShape {
    SumShape(int channels, int threads)
    {
        while (lanes > 1 && lanes / 2 >= channels) {
            lanes /= 2;
        }
        workers = threads / lanes;
        groups = (channels + lanes - 1) / lanes;
    }

    int lanes = 32;
    int workers = 1;
    int groups = 1;
};

/// Threads go along subcarriers that are a dilation apart, so that each value is read once a row of the kernel and not
/// once a tap: a run is `length` such steps of one symbol.
struct Runs {
    Grid grid;
    int length = 1;

    /// Runs that cover all subcarriers of one remainder by the dilation.
    RXWATT_DEVICE int perClass() const
    {
        const int steps = (grid.subcarriers + grid.frequencyDilation - 1) / grid.frequencyDilation;
        return (steps + length - 1) / length;
    }

    RXWATT_DEVICE std::int64_t count() const
    {
        return std::int64_t{grid.slots} * grid.symbols * grid.frequencyDilation * perClass();
    }
};

/// Where a run begins, and its three rows of places.
struct Run {
    RXWATT_DEVICE Run(const Runs& runs, std::int64_t index)
    {
        const Grid& grid = runs.grid;
        const int perClass = runs.perClass();
        const auto part = static_cast<int>(index % perClass);
        const std::int64_t rest = index / perClass;
        const auto remainder = static_cast<int>(rest % grid.frequencyDilation);
        const std::int64_t row = rest / grid.frequencyDilation;
        const auto symbol = static_cast<int>(row % grid.symbols);
        first = remainder + part * runs.length * grid.frequencyDilation;
        RXWATT_UNROLL
        for (int k = 0; k < 3; ++k) {
            const int from = symbol + (k - 1) * grid.timeDilation;
            place[k] = from < 0 || from >= grid.symbols
                           ? -1
                           : (row + (k - 1) * std::int64_t{grid.timeDilation}) * grid.subcarriers;
        }
    }

    int first = 0;
    /// Of subcarrier 0 of each row; −1 beyond the slot's first and last symbol.
    std::int64_t place[3] = {};
};

} // namespace rxwatt::gpu
