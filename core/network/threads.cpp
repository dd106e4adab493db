// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/threads.h"

#include <ATen/Parallel.h>

#include <exception>
#include <thread>

#if defined(_OPENMP)
#include <omp.h>
#endif

namespace rxwatt::network
{

namespace
{

void relax()
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

} // namespace

int threadCount()
{
    return at::get_num_threads();
}

void onTeam(const std::function<void(int thread, int team)>& work)
{
#if defined(_OPENMP)
    std::exception_ptr thrown;
    const int count = threadCount();
#pragma omp parallel num_threads(count)
    {
        try {
            work(omp_get_thread_num(), omp_get_num_threads());
        } catch (...) {
#pragma omp critical
            thrown = std::current_exception();
        }
    }
    if (thrown) {
        std::rethrow_exception(thrown);
    }
#else
    work(0, 1);
#endif
}

void Barrier::wait(int team)
{
    // Some tens of microseconds: longer than threads with equal shares wait for each other, shorter than a time slice.
    constexpr int spins = 2000;
    const unsigned turn = m_turn.load(std::memory_order_relaxed);
    if (m_arrived.fetch_add(1, std::memory_order_acq_rel) + 1 == team) {
        m_arrived.store(0, std::memory_order_relaxed);
        m_turn.store(turn + 1, std::memory_order_release);
        return;
    }
    for (int spin = 0; m_turn.load(std::memory_order_acquire) == turn; ++spin) {
        if (spin < spins) {
            relax();
        } else {
            std::this_thread::yield();
        }
    }
}

} // namespace rxwatt::network
