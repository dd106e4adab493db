// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gpu/device.h"

#ifdef __CUDACC__
#include <cuda_bf16.h>
#endif

#include <cmath>
#include <cstdint>
#include <cstring>

namespace rxwatt::gpu
{

/// The upper half of a float.
struct Bfloat16 {
    std::uint16_t bits;
};

RXWATT_DEVICE float toFloat(float value)
{
    return value;
}

RXWATT_DEVICE float toFloat(Bfloat16 value)
{
    const std::uint32_t bits = std::uint32_t{value.bits} << 16;
    float result;
    std::memcpy(&result, &bits, sizeof result);
    return result;
}

template <typename T>
RXWATT_DEVICE T fromFloat(float value);

template <>
RXWATT_DEVICE float fromFloat<float>(float value)
{
    return value;
}

/// To the nearest, halves to the even one; NaN stays one.
template <>
RXWATT_DEVICE Bfloat16 fromFloat<Bfloat16>(float value)
{
#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 800
    return {__bfloat16_as_ushort(__float2bfloat16_rn(value))};
#else
    std::uint32_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    const bool number = (bits & 0x7FFFFFFFU) <= 0x7F800000U;
    bits = number ? bits + 0x7FFFU + ((bits >> 16) & 1U) : bits | 0x00400000U;
    return {static_cast<std::uint16_t>(bits >> 16)};
#endif
}

/// max(0, value); what is no number stays none.
RXWATT_DEVICE float rectified(float value)
{
    return value < 0 ? 0 : value;
}

/// `N` neighbours in memory, read and written as one where N is a power of two and they lie so.
template <typename T, int N>
struct alignas(sizeof(T) * N) Pack {
    T values[N];

    RXWATT_DEVICE static Pack from(const T* memory) { return *reinterpret_cast<const Pack*>(memory); }

    RXWATT_DEVICE void to(T* memory) const { *reinterpret_cast<Pack*>(memory) = *this; }
};

template <typename T, int N>
RXWATT_DEVICE Pack<T, N> packed(const Pack<float, N>& values)
{
    Pack<T, N> result;
    for (int i = 0; i < N; ++i) {
        result.values[i] = fromFloat<T>(values.values[i]);
    }
    return result;
}

} // namespace rxwatt::gpu
