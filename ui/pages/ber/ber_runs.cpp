// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ber/ber_runs.h"

#include "core/project/figure_data.h"

#include <algorithm>

namespace rxwatt::pages
{

namespace
{

bool isShown(const figure::BerCurve& curve, const CurveChoice& choice)
{
    return !choice.hiddenModulations.contains(curve.modulation) &&
           !choice.hiddenDmrsSymbols.contains(curve.dmrsSymbols) && (choice.baselines || curve.receiver == "model");
}

std::vector<figure::RunData> chosenOf(const BerRuns& all, const CurveChoice& choice)
{
    std::vector<figure::RunData> runs = all.runs;
    for (figure::RunData& run : runs) {
        std::erase_if(run.berCurves, [&](const figure::BerCurve& curve) { return !isShown(curve, choice); });
    }
    return runs;
}

store::BerCurve storedOf(const figure::BerCurve& curve)
{
    return {curve.receiver, curve.modulation, curve.dmrsSymbols, curve.weights, curve.points};
}

} // namespace

bool BerRuns::hasPoints() const
{
    return std::any_of(runs.begin(), runs.end(), [](const figure::RunData& run) {
        return std::any_of(run.berCurves.begin(), run.berCurves.end(),
                           [](const figure::BerCurve& curve) { return !curve.points.empty(); });
    });
}

Result<BerRuns> readBerRuns(const project::OpenProject& project, std::span<const RunId> ids)
{
    BerRuns runs;
    runs.leftOut = ids.size() - std::min(ids.size(), mostBerRuns);
    RXWATT_ASSIGN(std::vector<store::RunSummary> summaries,
                  project.reader.summaries(ids.first(std::min(ids.size(), mostBerRuns))));
    for (store::RunSummary& summary : summaries) {
        store::RunOverview overview;
        overview.summary = std::move(summary);
        RXWATT_ASSIGN(overview.berCurves, project.reader.berCurves(overview.summary.id));
        runs.runs.push_back(project::figureDataOf(overview));
        runs.states.push_back(overview.summary.state);
        if (runs.failure.empty() && overview.summary.state == run::RunState::failed) {
            runs.failure = overview.summary.reason.value_or("");
        }
    }
    return runs;
}

BerView viewOf(const BerRuns& all, const CurveChoice& choice)
{
    const std::vector<figure::RunData> runs = chosenOf(all, choice);
    BerView view{figure::berFigure(runs), {}};
    for (const figure::LabelledCurve& labelled : figure::labelledCurves(runs)) {
        const figure::RunData& run = runs[labelled.run];
        view.curves.push_back({labelled.name, labelled.who, RunId{run.id}, run.evaluationDigest,
                               storedOf(run.berCurves[labelled.curve])});
    }
    return view;
}

} // namespace rxwatt::pages
