// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/run_folder.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

namespace rxwatt::worker
{

/// Shows that the worker lives: rewrites `heartbeat` every 2 s from a thread of its own, and on the same occasion keeps
/// the worker's output file from growing without end.
class HeartbeatThread
{
public:
    HeartbeatThread(const run::RunFolder& folder, int attempt, const std::atomic<std::int64_t>& step);
    HeartbeatThread(const HeartbeatThread&) = delete;
    HeartbeatThread& operator=(const HeartbeatThread&) = delete;
    /// Ends the thread; no beat comes after.
    ~HeartbeatThread();

private:
    void beat();
    void writeBeat() const;

    std::filesystem::path m_file;
    run::Heartbeat m_heartbeat;
    const std::atomic<std::int64_t>& m_step;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stop = false;
    std::thread m_thread;
};

/// Sends standard output and error to nowhere once the regular file behind standard error is over `maxBytes`, with a
/// last line that says so.
void capOutput(std::int64_t maxBytes);

} // namespace rxwatt::worker
