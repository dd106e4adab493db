// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cuda_runtime.h"

struct Bits {
    unsigned short bits;
};

__device__ Bits __float2bfloat16_rn(float value);
__device__ unsigned short __bfloat16_as_ushort(Bits value);
