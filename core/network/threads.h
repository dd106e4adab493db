// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace rxwatt::network
{

/// As many as LibTorch's operators share (setThreads()).
[[nodiscard]] int threadCount();

/// Calls work(0) … work(threadCount() − 1), each on a thread of its own, and waits for all; what one throws is thrown
/// here. Where this build has no OpenMP, one after the other. (at::parallel_for is a header's: OpenMP only where its
/// caller is compiled for it, and with the threads of its caller's OpenMP, which need not be LibTorch's.)
void onThreads(const std::function<void(int thread)>& work);

} // namespace rxwatt::network
