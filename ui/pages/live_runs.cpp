// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/live_runs.h"

#include "core/run/log_tail.h"

#include <algorithm>
#include <set>

namespace rxwatt::pages
{

namespace
{

using run::RunState;

constexpr int lastLineCount = 4;
constexpr std::size_t lastLineBytes = 2048;

bool hasFailed(RunState state)
{
    return state == RunState::failed || state == RunState::timedOut;
}

std::string lastLinesOf(const project::OpenProject& project, const RunId& id)
{
    const auto part = run::readLogTail(project.folder.runFolder(id).logFile(), {}, lastLineBytes);
    if (!part) {
        return {};
    }
    std::string text = part->text;
    while (!text.empty() && text.back() == '\n') {
        text.pop_back();
    }
    std::size_t begin = text.size();
    for (int line = 0; line < lastLineCount && begin != std::string::npos && begin > 0; ++line) {
        begin = text.rfind('\n', begin - 1);
    }
    return begin == std::string::npos || begin == 0 ? text : text.substr(begin + 1);
}

Result<std::vector<store::RunSummary>> summariesOf(const store::RunReader& reader, const std::vector<RunId>& ids)
{
    return reader.summaries(std::span(ids).first(std::min(ids.size(), mostLiveRuns)));
}

Result<std::vector<store::RunSummary>> atWork(const store::RunReader& reader, std::vector<RunId>& watched)
{
    store::RunQuery query;
    query.states = {RunState::starting, RunState::running, RunState::stale, RunState::pausing};
    query.sort = store::RunSort::queue;
    RXWATT_ASSIGN(std::vector<store::RunSummary> found, reader.list(query));
    if (found.empty()) {
        return summariesOf(reader, watched);
    }
    watched.clear();
    for (const store::RunSummary& run : found) {
        watched.push_back(run.id);
    }
    return found;
}

} // namespace

Result<LiveRuns> readLiveRuns(const project::OpenProject& project, const std::vector<RunId>& ids,
                              std::vector<RunId>& watched)
{
    if (!ids.empty()) {
        watched.clear();
    }
    RXWATT_ASSIGN(std::vector<store::RunSummary> found,
                  ids.empty() ? atWork(project.reader, watched) : summariesOf(project.reader, ids));
    LiveRuns live;
    const std::size_t all = std::max(found.size(), ids.size());
    live.leftOut = all > mostLiveRuns ? all - mostLiveRuns : 0;
    found.resize(std::min(found.size(), mostLiveRuns));
    std::multiset<std::string> names;
    for (const store::RunSummary& run : found) {
        names.insert(run.name);
    }
    for (store::RunSummary& run : found) {
        constexpr std::size_t letters = 4;
        LiveRun one;
        one.label = names.count(run.name) > 1 ? run.name + " (" + run.id.text.substr(0, letters) + ")" : run.name;
        if (hasFailed(run.state)) {
            one.lastLines = lastLinesOf(project, run.id);
        }
        one.summary = std::move(run);
        live.runs.push_back(std::move(one));
    }
    return live;
}

} // namespace rxwatt::pages
