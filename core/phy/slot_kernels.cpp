// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/slot_kernels.h"

#include "core/phy/slot_kernels_sets.h"

#include <array>

namespace rxwatt::phy
{

std::span<const SlotKernels* const> slotKernels()
{
#if defined(__x86_64__)
    static constexpr std::array<const SlotKernels*, 3> all{&baselineKernels, &avx2Kernels, &avx512Kernels};
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("avx2")) {
        return std::span(all).first(1);
    }
    return std::span(all).first(__builtin_cpu_supports("avx512f") ? 3 : 2);
#else
    static constexpr std::array<const SlotKernels*, 1> all{&baselineKernels};
    return all;
#endif
}

} // namespace rxwatt::phy
