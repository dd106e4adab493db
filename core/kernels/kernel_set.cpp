// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/kernel_set.h"

#include "core/kernels/kernel_sets.h"

#include <array>
#include <cstddef>
#if defined(__x86_64__)
#include <cpuid.h>
#endif

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

#if defined(__x86_64__)
namespace
{

/// Which of them this processor can run: the first and some of the others.
struct RunnableSets {
    RunnableSets()
    {
        __builtin_cpu_init();
        const bool hasVectors = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
        add(avx2QuantisedSet, hasVectors);
        add(avxVnniQuantisedSet, hasVectors && hasAvxVnni());
        add(avx512VnniQuantisedSet, hasVectors && __builtin_cpu_supports("avx512f") &&
                                        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni"));
    }

    void add(const QuantisedSet& set, bool runs)
    {
        if (runs) {
            sets[count++] = &set;
        }
    }

    /// Not every compiler has a name for it.
    static bool hasAvxVnni()
    {
        unsigned a = 0;
        unsigned b = 0;
        unsigned c = 0;
        unsigned d = 0;
        return __get_cpuid_count(7, 1, &a, &b, &c, &d) != 0 && (a >> 4 & 1) != 0;
    }

    std::array<const QuantisedSet*, 4> sets{&plainQuantisedSet};
    std::size_t count = 1;
};

} // namespace
#endif

std::span<const QuantisedSet* const> quantisedSets()
{
#if defined(__x86_64__)
    static const RunnableSets runnable;
    return std::span(runnable.sets).first(runnable.count);
#else
    static constexpr std::array<const QuantisedSet*, 1> all{&plainQuantisedSet};
    return all;
#endif
}

} // namespace rxwatt::kernels
