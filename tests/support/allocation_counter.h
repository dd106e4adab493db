// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace rxwatt::test
{

/// Calls of operator new on this thread so far. A program that links allocation_counter.cpp counts them.
[[nodiscard]] std::uint64_t allocations();

} // namespace rxwatt::test
