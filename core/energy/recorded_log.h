// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/recorded_time.h"
#include "core/energy/recorded_trace.h"

#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::energy
{

/// A trace while it is read: places its times, counts what is left out, and puts its samples in order.
class RecordedLog
{
public:
    RecordedLog(std::string format, const RecordedOptions& options) : m_time(options)
    {
        m_trace.format = std::move(format);
    }

    [[nodiscard]] RecordedTime& time() { return m_time; }

    /// Zones come before samples. The source is the format's name.
    std::size_t addZone(Zone zone);

    [[nodiscard]] std::vector<Zone>& zones() { return m_trace.zones; }

    /// The time of a row; none leaves the row out, and says so in the end. An error where such times cannot be placed.
    [[nodiscard]] Result<std::optional<std::int64_t>> timeOf(std::string_view text, std::size_t line,
                                                             std::string_view column);
    /// A row that is left out for another reason.
    void leaveOut(std::size_t line, std::string_view why);
    /// A reading that is none: a gap.
    void noReading(std::size_t line, std::string_view column, std::string_view found);

    void warn(std::string text) { m_trace.warnings.push_back(std::move(text)); }

    /// One reading a zone; `line` is the sample's for messages.
    [[nodiscard]] Status add(std::int64_t wallNs, std::size_t line, std::vector<Reading> readings);

    [[nodiscard]] bool empty() const { return m_trace.samples.empty(); }

    [[nodiscard]] std::int64_t lastWallNs() const { return m_trace.samples.back().wallNs; }

    /// Sorts, drops what says nothing, decides what counts. `torn`: the last line was cut off and left out.
    [[nodiscard]] Result<RecordedTrace> finish(bool torn);

private:
    /// What happened so often, and where first.
    struct Note {
        std::string what;
        std::size_t count = 0;
        std::string first;
    };

    void note(std::string_view what, std::size_t line, std::string_view column, std::string_view found);
    [[nodiscard]] Status putInOrder();
    void joinSameTimes();
    void dropSilentZones();
    void believeLargeMachines();
    void warnOfWhatCounts();

    RecordedTrace m_trace;
    RecordedTime m_time;
    std::vector<Note> m_notes;
    std::size_t m_rows = 0;
    std::size_t m_withoutTime = 0;
    std::string m_firstWithoutTime;
    /// How often and how far time went back.
    std::size_t m_backSteps = 0;
    std::int64_t m_farthestBack = 0;
    std::size_t m_farthestBackLine = 0;
};

} // namespace rxwatt::energy
