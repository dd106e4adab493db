// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gpu/block_kernels.h"

#include "core/gpu/block_launch.h"

#include <algorithm>

namespace rxwatt::gpu
{

namespace
{

struct HostLauncher {
    /// As of a small GPU.
    static int processors() { return 16; }

    template <typename Body>
    static const char* run(const Body& body, std::int64_t threads, void*)
    {
        for (std::int64_t thread = 0; thread < threads; ++thread) {
            body(thread);
        }
        return nullptr;
    }

    template <int Threads, typename Body>
    static const char* sum(const Body& body, int channels, Rows rows, void*)
    {
        const int workers = SumShape(channels, Threads).workers;
        const std::int64_t threads = std::int64_t{rows.count} * workers;
        std::fill_n(rows.values, std::int64_t{rows.count} * Body::sums * channels, 0.0F);
        for (std::int64_t thread = 0; thread < threads; ++thread) {
            float* const row = rows.values + thread / workers * Body::sums * channels;
            for (int channel = 0; channel < channels; ++channel) {
                float sums[Body::sums];
                body(channel, thread, threads, sums);
                for (int k = 0; k < Body::sums; ++k) {
                    row[k * channels + channel] += sums[k];
                }
            }
        }
        return nullptr;
    }
};

} // namespace

const BlockKernels& hostKernels()
{
    static const BlockKernels table = BlockLaunch<HostLauncher>::table();
    return table;
}

#ifndef RXWATT_HAS_CUDA
const BlockKernels* cudaKernels()
{
    return nullptr;
}
#endif

} // namespace rxwatt::gpu
