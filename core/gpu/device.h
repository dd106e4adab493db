// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifdef __CUDACC__
/// For GPU and host alike; in one piece, so that what a thread keeps stays in registers.
#define RXWATT_DEVICE __host__ __device__ __forceinline__
/// Arrays that loops over constants go through stay in registers.
#define RXWATT_UNROLL _Pragma("unroll")
/// Several reads on their way at once.
#define RXWATT_UNROLL_SOME _Pragma("unroll 8")
#else
#define RXWATT_DEVICE inline
#define RXWATT_UNROLL
#define RXWATT_UNROLL_SOME
#endif
