// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <new>
#include <vector>

namespace rxwatt::training
{

/// Allocates on cache lines, so that vectorised kernels take the same path on every batch and every attempt.
template <typename T>
struct AlignedAllocator {
    using value_type = T;
    static constexpr std::align_val_t alignment{64};

    AlignedAllocator() = default;

    template <typename U>
    AlignedAllocator(const AlignedAllocator<U>&) // NOLINT(google-explicit-constructor): allocators rebind
    {
    }

    T* allocate(std::size_t count) { return static_cast<T*>(::operator new(count * sizeof(T), alignment)); }

    void deallocate(T* memory, std::size_t) { ::operator delete(memory, alignment); }

    bool operator==(const AlignedAllocator&) const = default;
};

template <typename T>
using AlignedBuffer = std::vector<T, AlignedAllocator<T>>;

} // namespace rxwatt::training
