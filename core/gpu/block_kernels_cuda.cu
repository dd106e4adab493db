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

/// A block for each group of channels (x) and row (y). Workers' sums are added in their order, so that repeats are the
/// same bits.
template <int Threads, typename Body>
__global__ void __launch_bounds__(Threads) sumThreads(Body body, int channels, int lanes, Rows rows)
{
    __shared__ float shared[Threads];
    const int lane = threadIdx.x % lanes;
    const int worker = threadIdx.x / lanes;
    const int workers = Threads / lanes;
    const int channel = blockIdx.x * lanes + lane;
    float sums[Body::sums] = {};
    if (channel < channels) {
        body(channel, std::int64_t{blockIdx.y} * workers + worker, std::int64_t{gridDim.y} * workers, sums);
    }
    RXWATT_UNROLL
    for (int k = 0; k < Body::sums; ++k) {
        shared[threadIdx.x] = sums[k];
        __syncthreads();
        if (worker == 0 && channel < channels) {
            float sum = 0;
            RXWATT_UNROLL_SOME
            for (int w = 0; w < workers; ++w) {
                sum += shared[w * lanes + lane];
            }
            rows.values[(std::int64_t{blockIdx.y} * Body::sums + k) * channels + channel] = sum;
        }
        __syncthreads();
    }
}

const char* started()
{
    const cudaError_t error = cudaGetLastError();
    return error == cudaSuccess ? nullptr : cudaGetErrorString(error);
}

struct CudaLauncher {
    /// Blocks at work at once.
    static int processors()
    {
        int device = 0;
        int count = 1;
        if (cudaGetDevice(&device) != cudaSuccess ||
            cudaDeviceGetAttribute(&count, cudaDevAttrMultiProcessorCount, device) != cudaSuccess) {
            return 1;
        }
        return count;
    }

    template <typename Body>
    static const char* run(const Body& body, std::int64_t threads, void* stream)
    {
        const std::int64_t blocks = (threads + threadsOfBlock - 1) / threadsOfBlock;
        runThreads<<<static_cast<unsigned>(blocks), threadsOfBlock, 0, static_cast<cudaStream_t>(stream)>>>(body,
                                                                                                            threads);
        return started();
    }

    template <int Threads, typename Body>
    static const char* sum(const Body& body, int channels, Rows rows, void* stream)
    {
        const SumShape shape(channels, Threads);
        const dim3 blocks(static_cast<unsigned>(shape.groups), static_cast<unsigned>(rows.count));
        sumThreads<Threads>
            <<<blocks, Threads, 0, static_cast<cudaStream_t>(stream)>>>(body, channels, shape.lanes, rows);
        return started();
    }
};

} // namespace

const BlockKernels* cudaKernels()
{
    static const BlockKernels table = BlockLaunch<CudaLauncher>::table();
    return &table;
}

} // namespace rxwatt::gpu
