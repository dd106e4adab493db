// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/live_feed.h"

#include <algorithm>

namespace rxwatt::bridge
{

LiveFeed::LiveFeed(Workspace& workspace, QObject* parent) : QObject(parent), m_workspace(workspace)
{
    connect(&workspace, &Workspace::opened, this, &LiveFeed::ask);
    connect(&workspace, &Workspace::runsChanged, this, &LiveFeed::ask);
    connect(&workspace, &Workspace::closed, this, &LiveFeed::forgetAll);
}

void LiveFeed::follow(const std::vector<RunId>& runs, const std::vector<std::string>& series)
{
    std::map<RunId, Followed> followed;
    for (const RunId& id : runs) {
        Followed& run = followed[id];
        const auto known = m_runs.find(id);
        const bool isSame = known != m_runs.end() && known->second.series.size() == series.size() &&
                            std::all_of(series.begin(), series.end(),
                                        [&](const std::string& name) { return known->second.series.contains(name); });
        if (isSame) {
            run = std::move(known->second);
            continue;
        }
        for (const std::string& name : series) {
            run.series.emplace(name, LiveSeries());
        }
    }
    m_runs = std::move(followed);
    ++m_choice;
    m_isAsking = false;
    ask();
}

void LiveFeed::setActive(bool active)
{
    m_active = active;
    ask();
}

const std::vector<store::SeriesPoint>& LiveFeed::points(const RunId& run, const std::string& series) const
{
    static const std::vector<store::SeriesPoint> none;
    const auto followed = m_runs.find(run);
    if (followed == m_runs.end()) {
        return none;
    }
    const auto found = followed->second.series.find(series);
    return found != followed->second.series.end() ? found->second.points() : none;
}

void LiveFeed::ask()
{
    if (!m_active || m_runs.empty() || !m_workspace.isOpen()) {
        return;
    }
    if (m_isAsking) {
        m_askAgain = true;
        return;
    }
    Positions positions;
    for (const auto& [id, run] : m_runs) {
        Position& position = positions[id];
        position.attempt = run.attempt;
        for (const auto& [name, series] : run.series) {
            position.lastSteps[name] = series.lastStep();
        }
    }
    m_isAsking = true;
    m_askAgain = false;
    m_workspace.ask<Batches>(
        this, QStringLiteral("live"),
        [positions = std::move(positions)](const project::OpenProject& project) {
            return read(project.reader, positions);
        },
        [this, choice = m_choice](const Result<Batches>& batches) {
            if (choice != m_choice) {
                return;
            }
            m_isAsking = false;
            // Without an answer the next change, or the end of the trouble, asks again.
            if (batches) {
                takeIn(*batches);
            }
            if (m_askAgain) {
                ask();
            }
        });
}

Result<LiveFeed::Batches> LiveFeed::read(const store::RunReader& reader, const Positions& positions)
{
    std::vector<RunId> ids;
    for (const auto& [id, position] : positions) {
        ids.push_back(id);
    }
    RXWATT_ASSIGN(const std::vector<store::RunSummary> runs, reader.summaries(ids));
    Batches batches;
    for (const store::RunSummary& run : runs) {
        Result<Batch> batch = readRun(reader, run, positions.at(run.id));
        if (batch) {
            batches.emplace(run.id, std::move(*batch));
        } else if (batch.error().kind != ErrorKind::notFound) { // removed at this very moment
            return tl::unexpected<Error>(std::move(batch).error());
        }
    }
    return batches;
}

Result<LiveFeed::Batch> LiveFeed::readRun(const store::RunReader& reader, const store::RunSummary& run,
                                          const Position& position)
{
    Batch batch;
    batch.attempt = run.attempt;
    batch.isWhole =
        run.attempt != position.attempt || std::any_of(position.lastSteps.begin(), position.lastSteps.end(),
                                                       [&](const auto& last) { return last.second > run.stepsDone; });
    for (const auto& [name, last] : position.lastSteps) {
        const std::vector<std::string> names = {name};
        RXWATT_ASSIGN(store::SeriesPoints found, reader.seriesAfter(run.id, names, batch.isWhole ? -1 : last));
        std::vector<store::SeriesPoint>& points = found[name];
        // Behind the step that the present attempt has reached lies what earlier ones left.
        std::erase_if(points, [&](const store::SeriesPoint& point) { return point.step > run.stepsDone; });
        if (!points.empty()) {
            batch.points.emplace(name, std::move(points));
        }
    }
    return batch;
}

void LiveFeed::takeIn(const Batches& batches)
{
    for (auto& [id, run] : m_runs) {
        const auto batch = batches.find(id);
        if (batch != batches.end()) {
            takeIn(id, batch->second);
        } else if (run.attempt >= 0) { // it is gone
            takeIn(id, Batch{-1, true, {}});
        }
    }
}

void LiveFeed::takeIn(const RunId& id, const Batch& batch)
{
    Followed& run = m_runs.at(id);
    run.attempt = batch.attempt;
    bool isReset = batch.isWhole;
    for (auto& [name, series] : run.series) {
        if (batch.isWhole) {
            series.clear();
        }
        if (const auto points = batch.points.find(name); points != batch.points.end()) {
            isReset = series.append(points->second) || isReset;
        }
    }
    if (isReset) {
        Q_EMIT reset(id);
    } else if (!batch.points.empty()) {
        Q_EMIT added(id, batch.points);
    }
}

void LiveFeed::forgetAll()
{
    m_runs.clear();
    ++m_choice;
    m_isAsking = false;
}

} // namespace rxwatt::bridge
