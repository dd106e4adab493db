// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/allocation_counter.h"

#include <cstdlib>
#include <new>

namespace
{

thread_local std::uint64_t count = 0;

void* counted(std::size_t size)
{
    ++count;
    if (void* memory = std::malloc(size == 0 ? 1 : size)) {
        return memory;
    }
    throw std::bad_alloc();
}

void* countedAligned(std::size_t size, std::align_val_t alignment)
{
    ++count;
    const auto step = static_cast<std::size_t>(alignment);
    if (void* memory = std::aligned_alloc(step, (size + step - 1) / step * step)) {
        return memory;
    }
    throw std::bad_alloc();
}

} // namespace

std::uint64_t rxwatt::test::allocations()
{
    return count;
}

void* operator new(std::size_t size)
{
    return counted(size);
}

void* operator new[](std::size_t size)
{
    return counted(size);
}

// AddressSanitizer has operators of its own for these, but what frees them is ours.
void* operator new(std::size_t size, const std::nothrow_t& /*tag*/) noexcept
{
    ++count;
    return std::malloc(size == 0 ? 1 : size);
}

void* operator new[](std::size_t size, const std::nothrow_t& tag) noexcept
{
    return operator new(size, tag);
}

void* operator new(std::size_t size, std::align_val_t alignment)
{
    return countedAligned(size, alignment);
}

void* operator new[](std::size_t size, std::align_val_t alignment)
{
    return countedAligned(size, alignment);
}

void operator delete(void* memory) noexcept
{
    std::free(memory);
}

void operator delete[](void* memory) noexcept
{
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}

void operator delete[](void* memory, std::size_t) noexcept
{
    std::free(memory);
}

void operator delete(void* memory, std::align_val_t) noexcept
{
    std::free(memory);
}

void operator delete[](void* memory, std::align_val_t) noexcept
{
    std::free(memory);
}

void operator delete(void* memory, std::size_t, std::align_val_t) noexcept
{
    std::free(memory);
}

void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept
{
    std::free(memory);
}
