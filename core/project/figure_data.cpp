// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/figure_data.h"

namespace rxwatt::project
{

namespace
{

Result<std::vector<store::RunOverview>> overviewsOf(const store::RunReader& reader, std::span<const RunId> runs)
{
    if (runs.empty()) {
        store::RunQuery query;
        query.sort = store::RunSort::queue;
        return reader.overviews(query, store::CurveParts::points);
    }
    std::vector<store::RunOverview> overviews;
    for (const RunId& id : runs) {
        RXWATT_ASSIGN(store::RunOverview run, reader.read(id));
        overviews.push_back(std::move(run));
    }
    return overviews;
}

} // namespace

figure::RunData figureDataOf(const store::RunOverview& run)
{
    const store::RunSummary& summary = run.summary;
    figure::RunData data;
    data.id = summary.id.text;
    data.name = summary.name;
    data.kind = run::nameOf(summary.kind);
    data.state = run::nameOf(summary.state);
    data.stepsDone = summary.stepsDone;
    data.durationS = summary.durationS;
    data.geometricMeanBer = summary.geometricMeanBer;
    if (summary.geometricMeanBer) {
        data.zeroErrorPoints = summary.zeroErrorPoints;
    }
    data.evaluationDigest = summary.evaluationDigest;
    data.parameters = summary.parameters;
    data.macsPerSlot = summary.macsPerSlot;
    data.inferenceEnergyJ = summary.inferenceEnergyJ;
    data.energyQuality = summary.energyQuality;
    for (const store::BerCurve& curve : run.berCurves) {
        data.berCurves.push_back({curve.receiver, curve.modulation, curve.dmrsSymbols, curve.weights, curve.points});
    }
    return data;
}

Result<std::vector<figure::RunData>> figureData(const store::RunReader& reader, std::span<const RunId> runs,
                                                std::string_view figureName)
{
    RXWATT_ASSIGN(const std::vector<store::RunOverview> overviews, overviewsOf(reader, runs));
    std::vector<figure::RunData> data;
    for (const store::RunOverview& run : overviews) {
        data.push_back(figureDataOf(run));
        // Long, and of no use to other figures.
        if (figureName == "loss") {
            RXWATT_ASSIGN(const std::vector<store::SeriesPoint> loss, reader.series(run.summary.id, "train_loss"));
            for (const store::SeriesPoint& point : loss) {
                data.back().trainLoss.push_back({point.step, point.value});
            }
        }
    }
    return data;
}

} // namespace rxwatt::project
