// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/live_series.h"
#include "ui/bridge/workspace.h"

#include <map>
#include <QObject>
#include <set>
#include <string>
#include <vector>

namespace rxwatt::bridge
{

/// Follows chosen series of chosen runs while they grow: what came since the last time, at most five times a second and
/// only where the index has changed. Keeps at most LiveSeries::defaultMaxPoints of each series, however long it runs.
/// Points that an earlier attempt left behind the step that the present one has reached are not among them.
class LiveFeed : public QObject
{
    Q_OBJECT

public:
    explicit LiveFeed(Workspace& workspace, QObject* parent = nullptr);

    /// What to follow; the points of others are forgotten.
    void follow(const std::vector<RunId>& runs, const std::vector<std::string>& series);
    /// Reads nothing while nobody looks; then takes up what was missed.
    void setActive(bool active);

    [[nodiscard]] bool isActive() const { return m_active; }

    /// By rising step; empty where there are none (yet).
    [[nodiscard]] const std::vector<store::SeriesPoint>& points(const RunId& run, const std::string& series) const;

Q_SIGNALS:
    /// New points of a run, each behind those before.
    void added(const rxwatt::base::RunId& run, const rxwatt::store::SeriesPoints& points);
    /// All points of a run are other ones (it began to be followed, a new attempt does steps again, or older points had
    /// to go): read them anew with points().
    void reset(const rxwatt::base::RunId& run);

private:
    struct Position {
        int attempt = -1;
        /// By series, −1 for none.
        std::map<std::string, std::int64_t> lastSteps;
    };

    struct Batch {
        int attempt = -1;
        bool isWhole = false;
        store::SeriesPoints points;
    };

    using Positions = std::map<RunId, Position>;
    using Batches = std::map<RunId, Batch>;

    struct Followed {
        int attempt = -1;
        std::map<std::string, LiveSeries> series;
    };

    [[nodiscard]] static Result<Batches> read(const store::RunReader& reader, const Positions& positions);
    [[nodiscard]] static Result<Batch> readRun(const store::RunReader& reader, const store::RunSummary& run,
                                               const Position& position);
    void ask();
    void takeIn(const Batches& batches);
    void takeIn(const RunId& id, const Batch& batch);
    void forgetAll();

    Workspace& m_workspace;
    std::map<RunId, Followed> m_runs;
    bool m_active = false;
    bool m_isAsking = false;
    /// Whether something has changed since the question that is under way.
    bool m_askAgain = false;
    /// Counts changes of what is followed: answers of those before are let go.
    int m_choice = 0;
};

} // namespace rxwatt::bridge
