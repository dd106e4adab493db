// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/run_power.h"

#include "core/energy/trace_report.h"

#include <fmt/format.h>

#include <algorithm>

namespace rxwatt::project
{

namespace
{

constexpr std::int64_t allTime = std::int64_t{1} << 62;

std::uint64_t samplesOf(const energy::Trace& trace, bool imported)
{
    std::uint64_t samples = 0;
    for (const energy::Recording& recording : trace.recordings()) {
        samples += recording.head().origin.empty() != imported ? recording.samples() : 0;
    }
    return samples;
}

/// Appends a recording, behind a gap where something was before it.
Status append(const energy::Trace& trace, const energy::Recording& recording, std::size_t most, figure::PowerLine& line)
{
    RXWATT_ASSIGN(std::vector<energy::PowerSpan> spans, trace.spans(recording, 0, 0, allTime, most));
    if (!line.spans.empty() && !spans.empty()) {
        if (spans.front().beginNs <= line.spans.back().endNs) {
            return {}; // a clock was set back between two attempts: time cannot run twice
        }
        line.spans.push_back(energy::spanOf(std::nullopt, line.spans.back().endNs, spans.front().beginNs));
    }
    line.spans.insert(line.spans.end(), spans.begin(), spans.end());
    return {};
}

Status addRun(const energy::Trace& trace, const std::string& name, std::vector<figure::PowerLine>& lines)
{
    RXWATT_ASSIGN(const std::vector<energy::TracedRecording> traced, energy::reportOf(trace));
    const std::uint64_t own = std::max<std::uint64_t>(samplesOf(trace, false), 1);
    figure::PowerLine line;
    line.name = name;
    std::vector<figure::PowerLine> imported;
    for (std::size_t i = 0; i < traced.size(); ++i) {
        const energy::Recording& recording = trace.recordings()[i];
        if (!traced[i].origin.empty()) {
            figure::PowerLine other{fmt::format("{}, {}", name, traced[i].origin), traced[i].quality, {}, {}};
            RXWATT_TRY(append(trace, recording, powerPoints, other));
            imported.push_back(std::move(other));
            continue;
        }
        // Attempts share the points by how many samples they have.
        const std::uint64_t most = std::max<std::uint64_t>(powerPoints * recording.samples() / own, 16);
        RXWATT_TRY(append(trace, recording, static_cast<std::size_t>(most), line));
        line.quality = i == 0 ? traced[i].quality : run::worseOf(line.quality, traced[i].quality);
        if (traced[i].baseBefore) {
            line.baseW = traced[i].baseBefore->medianW;
        }
    }
    if (!line.spans.empty()) {
        lines.push_back(std::move(line));
    }
    std::move(imported.begin(), imported.end(), std::back_inserter(lines));
    return {};
}

} // namespace

Result<std::vector<figure::PowerLine>> powerLines(const OpenProject& project, std::span<const RunId> runs)
{
    std::vector<figure::PowerLine> lines;
    for (const RunId& id : runs) {
        RXWATT_ASSIGN(const energy::Trace trace, energy::Trace::open(project.folder.runFolder(id).powerFolder()));
        if (trace.recordings().empty()) {
            continue;
        }
        RXWATT_ASSIGN(const store::RunDetails run, project.reader.read(id));
        const bool isTold = std::any_of(lines.begin(), lines.end(),
                                        [&](const figure::PowerLine& line) { return line.name == run.summary.name; });
        RXWATT_TRY(addRun(trace, isTold ? fmt::format("{} ({})", run.summary.name, id.text) : run.summary.name, lines));
    }
    return lines;
}

} // namespace rxwatt::project
