// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/core/energy/fake_powercap.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <map>
#include <mutex>
#include <string>
#include <thread>

namespace rxwatt::test
{

inline constexpr double restW = 40;
inline constexpr double trainingW = 90;
inline constexpr double otherW = 60;

/// Two packages and the memory beside one, with a part of a package and the platform's counter, which must not be
/// counted twice. Their sum is `restW` while nothing is at work.
class FakeMachine
{
public:
    FakeMachine()
    {
        // Wraps when the first joule is over.
        m_tree.add("intel-rapl:0", "package-0", range - 1'000'000);
        m_tree.add("intel-rapl:0:0", "core", 0);
        m_tree.add("intel-rapl:0:1", "dram", 0);
        m_tree.add("intel-rapl:1", "package-1", 0);
        m_tree.add("intel-rapl:2", "psys", 0);
        m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
    }

    /// Follows a run's events from now on.
    void watch(const std::filesystem::path& eventsFile)
    {
        const std::lock_guard lock(m_mutex);
        m_events = eventsFile;
    }

    /// All that the packages and the memory have taken.
    [[nodiscard]] double joules() const { return m_joules; }

    [[nodiscard]] std::map<std::string, std::string> environment() const
    {
        return {{"RXWATT_SYSFS_ROOT", m_tree.root().string()}};
    }

private:
    static constexpr std::uint64_t range = 262'143'328'850;

    void run(const std::stop_token& stop)
    {
        using Clock = std::chrono::steady_clock;
        auto last = Clock::now();
        while (!stop.stop_requested()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
            const auto now = Clock::now();
            m_joules = m_joules + powerNow() * std::chrono::duration<double>(now - last).count();
            last = now;
            const auto microjoules = static_cast<std::uint64_t>(m_joules * 1e6);
            m_tree.set("intel-rapl:0", (range - 1'000'000 + microjoules / 2) % range);
            m_tree.set("intel-rapl:0:0", microjoules / 4);
            m_tree.set("intel-rapl:0:1", microjoules / 4);
            m_tree.set("intel-rapl:1", microjoules / 4);
            m_tree.set("intel-rapl:2", 2 * microjoules);
        }
    }

    /// By the last phase that the run told of; it rests before the first, and where the energy is the last thing told.
    double powerNow()
    {
        const std::lock_guard lock(m_mutex);
        constexpr std::size_t tailBytes = 16384;
        std::ifstream file(m_events, std::ios::binary | std::ios::ate);
        const auto size = file ? static_cast<std::size_t>(file.tellg()) : 0;
        std::string tail(std::min(size, tailBytes), ' ');
        file.seekg(static_cast<std::streamoff>(size - tail.size()));
        file.read(tail.data(), static_cast<std::streamsize>(tail.size()));
        if (const std::size_t at = tail.rfind(R"("type":"phase","phase":")"); at != std::string::npos) {
            m_power = tail.compare(at, 34, R"("type":"phase","phase":"training"})") == 0 ? trainingW : otherW;
        }
        const std::size_t last = tail.size() > 1 ? tail.rfind('\n', tail.size() - 2) + 1 : 0;
        return tail.find(R"("type":"energy")", last) != std::string::npos ? restW : m_power;
    }

    FakePowercap m_tree;
    std::mutex m_mutex;
    std::filesystem::path m_events;
    double m_power = restW;
    std::atomic<double> m_joules = 0;
    std::jthread m_thread;
};

} // namespace rxwatt::test
