// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// As much of CUDA's runtime as core/gpu needs to be compiled by clang where CUDA is not there: see ../CMakeLists.txt.

#include <cstddef>

#define __host__ __attribute__((host))
#define __device__ __attribute__((device))
#define __global__ __attribute__((global))
#define __shared__ __attribute__((shared))
#define __forceinline__ __inline__ __attribute__((always_inline))
#define __launch_bounds__(threads) __attribute__((launch_bounds(threads)))

struct Index {
    unsigned x, y, z;
};

__device__ extern const Index blockIdx, threadIdx, gridDim;
__device__ void __syncthreads();

struct dim3 {
    __host__ __device__ constexpr dim3(unsigned a = 1, unsigned b = 1, unsigned c = 1) : x(a), y(b), z(c) {}

    unsigned x, y, z;
};

extern "C" {
using cudaStream_t = struct CUstream_st*;

enum cudaError_t { cudaSuccess };

enum cudaDeviceAttr { cudaDevAttrMultiProcessorCount };

cudaError_t cudaGetLastError();
const char* cudaGetErrorString(cudaError_t error);
cudaError_t cudaGetDevice(int* device);
cudaError_t cudaDeviceGetAttribute(int* value, cudaDeviceAttr attribute, int device);
int cudaConfigureCall(dim3 blocks, dim3 threads, std::size_t shared = 0, cudaStream_t stream = nullptr);

__device__ inline void* memcpy(void* to, const void* from, std::size_t bytes)
{
    return __builtin_memcpy(to, from, bytes);
}
}

namespace std
{
using ::memcpy;

__device__ inline float sqrt(float value)
{
    return __builtin_sqrtf(value);
}

__device__ inline double sqrt(double value)
{
    return __builtin_sqrt(value);
}
} // namespace std
