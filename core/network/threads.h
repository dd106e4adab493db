// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>

namespace rxwatt::network
{

/// As many as LibTorch's operators share (setThreads()).
[[nodiscard]] int threadCount();

/// Calls work(thread, team) on each thread of a team, thread 0 … team − 1, and waits for all; what one throws is thrown
/// here. The team has threadCount() threads where OpenMP gives as many, fewer otherwise: in a build without, and where
/// the caller is in a team itself, one. (at::parallel_for is a header's: OpenMP only where its caller is compiled for
/// it, and with the threads of its caller's OpenMP, which need not be LibTorch's.)
void onTeam(const std::function<void(int thread, int team)>& work);

/// Where the threads of a team wait for each other, many times in a row and shortly: they spin first, then let others
/// run. Must not be left by a thread that others wait for, as by what it throws.
class Barrier
{
public:
    /// Returns once `team` threads wait.
    void wait(int team);

private:
    std::atomic<int> m_arrived = 0;
    std::atomic<unsigned> m_turn = 0;
};

} // namespace rxwatt::network
