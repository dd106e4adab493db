// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/gpu/block_launch.h"

#include <cuda_runtime.h>

namespace rxwatt::gpu
{

namespace
{

constexpr int threadsOfBlock = 256;

template <typename Body>
__global__ void __launch_bounds__(threadsOfBlock) runThreads(Body body, std::int64_t threads)
{
    const std::int64_t thread = std::int64_t{blockIdx.x} * threadsOfBlock + threadIdx.x;
    if (thread < threads) {
        body(thread);
    }
}

struct CudaLauncher {
    template <typename Body>
    static const char* run(const Body& body, std::int64_t threads, void* stream)
    {
        const std::int64_t blocks = (threads + threadsOfBlock - 1) / threadsOfBlock;
        runThreads<<<static_cast<unsigned>(blocks), threadsOfBlock, 0, static_cast<cudaStream_t>(stream)>>>(body,
                                                                                                            threads);
        const cudaError_t error = cudaGetLastError();
        return error == cudaSuccess ? nullptr : cudaGetErrorString(error);
    }
};

} // namespace

const BlockKernels* cudaKernels()
{
    static const BlockKernels table = BlockLaunch<CudaLauncher>::table();
    return &table;
}

} // namespace rxwatt::gpu
