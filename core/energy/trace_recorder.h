// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/trace_writer.h"

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <variant>
#include <vector>

namespace rxwatt::energy
{

/// Writes samples as they are taken, five times a second, on a thread of its own: a disk that stands still holds up no
/// sampler. What was taken in the last 0.2 s is lost when the program is killed.
class TraceRecorder
{
public:
    TraceRecorder(std::filesystem::path folder, TraceHead head);
    TraceRecorder(const TraceRecorder&) = delete;
    TraceRecorder& operator=(const TraceRecorder&) = delete;
    /// Writes what there is and closes the trace.
    ~TraceRecorder();

    // By any thread.

    void take(const Sample& sample);
    void mark(TraceMark mark);
    /// What went wrong, in a sentence; empty where nothing did.
    [[nodiscard]] std::string problem() const;

private:
    void run(const std::stop_token& stop);
    void write(bool last);

    TraceWriter m_writer;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::vector<std::variant<Sample, TraceMark>> m_waiting;
    std::int64_t m_dropped = 0;
    std::string m_problem;
    std::jthread m_thread;
};

} // namespace rxwatt::energy
