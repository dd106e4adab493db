// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gpu/block_kernels.h"

#include "core/gpu/block_launch.h"

namespace rxwatt::gpu
{

namespace
{

struct HostLauncher {
    template <typename Body>
    static const char* run(const Body& body, std::int64_t threads, void*)
    {
        for (std::int64_t thread = 0; thread < threads; ++thread) {
            body(thread);
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
