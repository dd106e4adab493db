// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/threads.h"

#include <ATen/Parallel.h>

#include <exception>

namespace rxwatt::network
{

int threadCount()
{
    return at::get_num_threads();
}

void onThreads(const std::function<void(int thread)>& work)
{
    const int count = threadCount();
    std::exception_ptr thrown;
    // OpenMP may give fewer threads than are asked for: each iteration is one of ours.
#pragma omp parallel for num_threads(count) schedule(static, 1)
    for (int thread = 0; thread < count; ++thread) {
        try {
            work(thread);
        } catch (...) {
#pragma omp critical
            thrown = std::current_exception();
        }
    }
    if (thrown) {
        std::rethrow_exception(thrown);
    }
}

} // namespace rxwatt::network
