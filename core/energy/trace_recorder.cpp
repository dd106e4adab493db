// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/trace_recorder.h"

#include <fmt/format.h>

#include <chrono>

namespace rxwatt::energy
{

namespace
{

constexpr std::chrono::milliseconds between{200};
/// An hour at 100 Hz that a disk may stand still; what comes then is dropped.
constexpr std::size_t mostWaitingSamples = 360'000;

} // namespace

TraceRecorder::TraceRecorder(std::filesystem::path folder, TraceHead head)
    : m_writer(std::move(folder), std::move(head))
{
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

TraceRecorder::~TraceRecorder()
{
    m_thread.request_stop();
    m_thread.join();
    write(true);
}

void TraceRecorder::take(const Sample& sample)
{
    const std::lock_guard lock(m_mutex);
    if (m_waiting.size() < mostWaitingSamples) {
        m_waiting.emplace_back(sample);
    } else {
        ++m_dropped;
    }
}

void TraceRecorder::mark(TraceMark mark)
{
    const std::lock_guard lock(m_mutex);
    m_waiting.emplace_back(std::move(mark));
}

std::string TraceRecorder::problem() const
{
    const std::lock_guard lock(m_mutex);
    return m_problem;
}

void TraceRecorder::run(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait_for(lock, stop, between, [] { return false; });
        }
        write(false);
    }
}

void TraceRecorder::write(bool last)
{
    std::vector<std::variant<Sample, TraceMark>> taken;
    {
        const std::lock_guard lock(m_mutex);
        taken.swap(m_waiting);
    }
    for (const auto& one : taken) {
        if (const auto* sample = std::get_if<Sample>(&one)) {
            m_writer.append(*sample);
        } else {
            m_writer.mark(std::get<TraceMark>(one));
        }
    }
    const Status written = last ? m_writer.finish() : m_writer.flush();
    const std::lock_guard lock(m_mutex);
    const std::int64_t lost = m_writer.lost() + m_dropped;
    if (!written) {
        m_problem = fmt::format("the power trace could not be written: {}", written.error().message);
    }
    if (lost > 0) {
        m_problem = fmt::format("{} samples of the power trace are lost: nothing could be written for too long", lost);
    }
}

} // namespace rxwatt::energy
