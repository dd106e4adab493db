// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/kernel_set.h"

#include "core/kernels/kernel_sets.h"

#include <array>

namespace rxwatt::kernels
{

std::span<const KernelSet* const> kernelSets()
{
#if defined(__x86_64__)
    static constexpr std::array<const KernelSet*, 3> all{&plainSet, &avx2Set, &avx512Set};
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) {
        return std::span(all).first(1);
    }
    return std::span(all).first(__builtin_cpu_supports("avx512f") ? 3 : 2);
#else
    static constexpr std::array<const KernelSet*, 1> all{&plainSet};
    return all;
#endif
}

} // namespace rxwatt::kernels
