// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/earlier_energy.h"

#include "core/run/run_folder.h"
#include "core/training/phase_sum.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>

namespace rxwatt::training
{

namespace
{

/// Follows events to the last energy and adds up how long each phase went on behind it.
class Follower
{
public:
    void take(const run::RunEvent& event)
    {
        if (event.attempt != m_attempt) { // a kill, and time at rest
            closePhase(m_last);
            m_phase.reset();
            m_attempt = event.attempt;
        }
        if (const auto* phase = std::get_if<run::PhaseEvent>(&event.payload)) {
            closePhase(event.t);
            m_phase = phase->phase;
            m_begin = event.t;
        } else if (const auto* energy = std::get_if<run::EnergyEvent>(&event.payload)) {
            m_record = energy->energy;
            m_untold.clear();
            m_begin = event.t;
            m_isWhole = m_isWhole || m_phase;
        }
        m_last = event.t;
    }

    /// Whether events before those that were taken could tell nothing more: an energy was among them, and the phase in
    /// which it came.
    [[nodiscard]] bool isWhole() const { return m_isWhole; }

    [[nodiscard]] run::EnergyRecord record()
    {
        // A moment may lie between the last reading and the event that tells it.
        constexpr double shortest = 0.1;
        closePhase(m_last);
        m_phase.reset();
        double seconds = 0;
        for (const auto& [phase, untold] : m_untold) {
            if (untold < shortest) {
                continue;
            }
            seconds += untold;
            run::PhaseEnergy gap;
            gap.phase = phase;
            gap.durationS = untold;
            gap.gapS = untold;
            gap.gaps = 1;
            const auto known = std::find_if(m_record.phases.begin(), m_record.phases.end(),
                                            [&](const auto& one) { return one.phase == phase; });
            if (known == m_record.phases.end()) {
                m_record.phases.push_back(gap);
            } else {
                *known = sumOf(*known, gap);
            }
        }
        if (seconds > 0) {
            m_record.warnings.push_back(fmt::format("an earlier attempt ended without a word of the energy of its last "
                                                    "{:.3g} s: they are a gap",
                                                    seconds));
        }
        return m_record;
    }

private:
    void closePhase(double now)
    {
        if (m_phase && now > m_begin) {
            m_untold[*m_phase] += now - m_begin;
        }
        m_begin = now;
    }

    run::EnergyRecord m_record;
    std::map<run::Phase, double> m_untold;
    std::optional<run::Phase> m_phase;
    double m_begin = 0;
    double m_last = 0;
    int m_attempt = 0;
    bool m_isWhole = false;
};

/// The first line's beginning in the last `bytes` of a file; 0 where it is shorter.
std::uint64_t lineIn(const std::filesystem::path& file, std::uint64_t bytes)
{
    std::error_code missing;
    const std::uintmax_t size = std::filesystem::file_size(file, missing);
    if (missing || size <= bytes) {
        return 0;
    }
    std::ifstream stream(file, std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(size - bytes));
    std::string rest;
    std::getline(stream, rest);
    return stream ? size - bytes + rest.size() + 1 : 0;
}

Follower followFrom(const std::filesystem::path& eventsFile, std::uint64_t offset)
{
    Follower follower;
    while (true) {
        const auto batch = run::readEvents(eventsFile, offset);
        if (!batch || batch->nextOffset == offset) {
            return follower;
        }
        for (const run::RunEvent& event : batch->events) {
            follower.take(event);
        }
        offset = batch->nextOffset;
    }
}

} // namespace

run::EnergyRecord earlierEnergy(const std::filesystem::path& eventsFile)
{
    // A long run has a hundred megabytes of events, and what counts is at their end.
    for (const std::uint64_t bytes : {std::uint64_t{1} << 18, std::uint64_t{1} << 23}) {
        const std::uint64_t line = lineIn(eventsFile, bytes);
        if (line == 0) {
            break;
        }
        if (Follower follower = followFrom(eventsFile, line); follower.isWhole()) {
            return follower.record();
        }
    }
    return followFrom(eventsFile, 0).record();
}

} // namespace rxwatt::training
