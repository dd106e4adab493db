// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/trace_writer.h"
#include "tests/support/temporary_folder.h"

#include <cstdlib>
#include <iostream>
#include <memory>
#include <random>

namespace rxwatt::test
{

inline constexpr std::int64_t longTraceSamples = 10'000'000;
inline constexpr std::int64_t longTracePeriodNs = 100'000'000;
inline constexpr std::int64_t longTraceBeginNs = 1'000'000'000'000'000'000;

/// Eleven and a half days at 10 Hz, of four zones; it may go on.
class LongTrace
{
public:
    explicit LongTrace(std::int64_t samples = longTraceSamples) : m_writer(m_folder.path(), head())
    {
        m_sample.readings.assign(4, {0, true});
        for (std::int64_t i = 0; i < samples; ++i) {
            grow();
            if (i % 10'000 == 0) {
                flush();
            }
        }
        flush();
    }

    /// By a sample.
    void grow()
    {
        m_sample.monotonicNs = longTraceBeginNs + m_samples++ * longTracePeriodNs;
        m_sample.wallNs = m_sample.monotonicNs;
        for (energy::Reading& reading : m_sample.readings) {
            reading.raw = (reading.raw + 4'000'000 + m_random() % 2'000'000) % 262'143'328'850;
        }
        m_writer.append(m_sample);
    }

    void flush()
    {
        if (const Status status = m_writer.flush(); !status) {
            std::cerr << status.error().message << '\n';
            std::exit(1);
        }
    }

    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder.path(); }

    [[nodiscard]] double bytes() const
    {
        double sum = 0;
        for (const auto& entry : std::filesystem::directory_iterator(m_folder.path())) {
            sum += static_cast<double>(entry.file_size());
        }
        return sum;
    }

private:
    static energy::TraceHead head()
    {
        energy::TraceHead head;
        for (std::size_t i = 0; i < 4; ++i) {
            energy::Zone zone;
            zone.source = "powercap";
            zone.path = "intel-rapl:" + std::to_string(i);
            zone.range = 262'143'328'850;
            head.zones.push_back(std::move(zone));
        }
        return head;
    }

    TemporaryFolder m_folder;
    energy::TraceWriter m_writer;
    std::mt19937_64 m_random{1};
    energy::Sample m_sample;
    std::int64_t m_samples = 0;
};

} // namespace rxwatt::test
