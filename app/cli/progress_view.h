// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/run_progress.h"
#include "core/base/clock.h"
#include "core/run/project.h"
#include "core/schedule/supervisor.h"

#include <map>
#include <string>
#include <vector>

namespace rxwatt::cli
{

/// Shows on standard error what the scheduler does: on a terminal two lines for each run at work, redrawn in place;
/// elsewhere plain lines at changes and every 10 s.
class ProgressView final : public schedule::SupervisorObserver
{
public:
    ProgressView(const run::ProjectFolder& project, const base::Clock& clock, bool terminal)
        : m_project(project), m_clock(clock), m_terminal(terminal), m_begunAt(base::toIsoTime(clock.wallClock()))
    {
    }

    ~ProgressView() override;

    void runChanged(const RunId& id, const run::StateRecord& record) override;
    void runRemoved(const RunId& id) override;
    void eventsArrived(const RunId& id, std::span<const run::RunEvent> events) override;
    void queueChanged(const run::QueueRecord& record) override;
    void warned(std::string_view text) override;

    /// Runs that ended while this looked on, in the order of their ends.
    [[nodiscard]] const std::vector<RunId>& ended() const { return m_ended; }

private:
    struct Entry {
        RunProgress progress;
        /// When its last plain line was printed.
        base::Seconds lineAt;
    };

    Entry& entryOf(const RunId& id);
    /// A line above the bars.
    void say(std::string_view text);
    void sayProgress(Entry& entry);
    void redraw();
    void erase();
    [[nodiscard]] std::string eraseText() const;

    const run::ProjectFolder& m_project;
    const base::Clock& m_clock;
    bool m_terminal;
    std::string m_begunAt;
    std::map<RunId, Entry> m_entries;
    std::vector<RunId> m_ended;
    int m_drawnLines = 0;
    base::Seconds m_drawnAt;
};

} // namespace rxwatt::cli
