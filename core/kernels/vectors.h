// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Vectors as wide as the instruction set that the file is compiled for; see kernel_set_plain.cpp for how it is
// included.

namespace rxwatt::kernels
{

namespace
{

#if defined(__AVX512F__)
constexpr int lanes = 16;
#else
constexpr int lanes = 8;
#endif

using Floats = float __attribute__((vector_size(4 * lanes)));
using HalfFloats = float __attribute__((vector_size(2 * lanes)));

template <typename Vector>
inline Vector load(const float* from)
{
    Vector vector;
    __builtin_memcpy(&vector, from, sizeof vector);
    return vector;
}

template <typename Vector>
inline void store(float* to, Vector vector)
{
    __builtin_memcpy(to, &vector, sizeof vector);
}

} // namespace

} // namespace rxwatt::kernels
