// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/run_figures.h"

#include "core/base/si_text.h"
#include "core/run/state.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace rxwatt::figure
{

namespace
{

/// Figures of the command reference that wait for a later version.
const std::vector<std::string> laterFigures = {"power", "sweep", "pareto", "fig3", "fig4", "fig5", "fig6", "table3"};

bool isBaseline(const BerCurve& curve)
{
    return curve.receiver != "model";
}

/// Whether curves of different runs are one and the same measurement.
bool sameCurve(const BerCurve& a, const BerCurve& b)
{
    return a.receiver == b.receiver && a.modulation == b.modulation && a.dmrsSymbols == b.dmrsSymbols &&
           a.points == b.points;
}

/// What must be said in a legend to tell the curves of these runs apart.
struct Distinctions {
    bool modulation = false;
    bool dmrsSymbols = false;
};

Distinctions distinctionsOf(std::span<const RunData> runs)
{
    std::set<std::string> modulations;
    std::set<int> dmrsSymbols;
    for (const RunData& run : runs) {
        for (const BerCurve& curve : run.berCurves) {
            modulations.insert(curve.modulation);
            dmrsSymbols.insert(curve.dmrsSymbols);
        }
    }
    return {modulations.size() > 1, dmrsSymbols.size() > 1};
}

/// "student, 16QAM, 2 DM-RS".
std::string labelOf(const std::string& who, const BerCurve& curve, const Distinctions& distinctions)
{
    std::string label = who;
    if (distinctions.modulation) {
        label += ", " + curve.modulation;
    }
    if (distinctions.dmrsSymbols) {
        label += fmt::format(", {} DM-RS", curve.dmrsSymbols);
    }
    return label;
}

Point pointOf(const run::BerPoint& point)
{
    if (point.bitErrors == 0) {
        return {point.sinrDb, point.high, std::nullopt, std::nullopt, true};
    }
    return {point.sinrDb, point.ber, point.low, point.high, false};
}

Series seriesOf(const BerCurve& curve, std::string name)
{
    Series series{std::move(name), SeriesKind::markers, {}};
    for (const run::BerPoint& point : curve.points) {
        series.points.push_back(pointOf(point));
    }
    std::sort(series.points.begin(), series.points.end(), [](const Point& a, const Point& b) { return a.x < b.x; });
    return series;
}

/// Which curve of which run.
struct CurvePlace {
    std::size_t run = 0;
    std::size_t curve = 0;
};

const BerCurve& curveAt(std::span<const RunData> runs, const CurvePlace& place)
{
    return runs[place.run].berCurves[place.curve];
}

/// The curves of baselines, each measurement once.
std::vector<CurvePlace> distinctBaselines(std::span<const RunData> runs)
{
    std::vector<CurvePlace> kept;
    for (std::size_t run = 0; run < runs.size(); ++run) {
        for (std::size_t i = 0; i < runs[run].berCurves.size(); ++i) {
            const BerCurve& curve = runs[run].berCurves[i];
            const auto isSame = [&](const CurvePlace& other) { return sameCurve(curveAt(runs, other), curve); };
            if (isBaseline(curve) && std::none_of(kept.begin(), kept.end(), isSame)) {
                kept.push_back({run, i});
            }
        }
    }
    return kept;
}

/// A run's name; its id's first letters are added where another run has the same name.
std::string nameAmong(std::span<const RunData> runs, const RunData& run)
{
    constexpr std::size_t letters = 4;
    const auto namesakes =
        std::count_if(runs.begin(), runs.end(), [&](const RunData& other) { return other.name == run.name; });
    return namesakes > 1 ? fmt::format("{} ({})", run.name, run.id.substr(0, letters)) : run.name;
}

/// "GM-BER −1.42"; empty where the curve has no points with bits.
std::string geometricMeanText(const BerCurve& curve)
{
    double sum = 0;
    int points = 0;
    for (const run::BerPoint& point : curve.points) {
        if (point.bits > 0) {
            sum += run::log10Ber(point.bits, point.bitErrors);
            ++points;
        }
    }
    if (points == 0) {
        return {};
    }
    const double mean = sum / points;
    return fmt::format("GM-BER {}{:.2f}", mean < 0 ? "\u2212" : "", std::abs(mean));
}

/// "11 mJ an inference (estimate)"; empty where nothing was measured, and of weights of other runs.
std::string energyNote(const RunData& run, const BerCurve& curve)
{
    if (!run.inferenceEnergyJ || !curve.weights.empty()) {
        return {};
    }
    const bool isMeasured = run.energyQuality && run::isMeasured(*run.energyQuality);
    return fmt::format("{}{} an inference{}", *run.inferenceEnergyJ < 0 ? "\u2212" : "",
                       base::siText(std::abs(*run.inferenceEnergyJ), "J"), isMeasured ? "" : " (estimate)");
}

/// Whether no points are still to come.
bool isWhole(const RunData& data)
{
    const Result<run::RunState> state = run::stateFromName(data.state);
    return data.geometricMeanBer || (state && run::isFinished(*state));
}

void addModels(std::span<const RunData> runs, const Distinctions& distinctions, std::vector<LabelledCurve>& labelled)
{
    for (std::size_t run = 0; run < runs.size(); ++run) {
        const std::string name = nameAmong(runs, runs[run]);
        for (std::size_t i = 0; i < runs[run].berCurves.size(); ++i) {
            const BerCurve& curve = runs[run].berCurves[i];
            if (!isBaseline(curve)) {
                const std::string who = curve.weights.empty() ? name : name + ": " + curve.weights;
                labelled.push_back({run, i, SeriesRole::model, who, labelOf(who, curve, distinctions)});
            }
        }
    }
}

void addBaselines(std::span<const RunData> runs, const Distinctions& distinctions, std::vector<LabelledCurve>& labelled)
{
    const auto baselines = distinctBaselines(runs);
    for (const CurvePlace& place : baselines) {
        const BerCurve& curve = curveAt(runs, place);
        const auto rivals = std::count_if(baselines.begin(), baselines.end(), [&](const CurvePlace& other) {
            const BerCurve& rival = curveAt(runs, other);
            return labelOf(rival.receiver, rival, distinctions) == labelOf(curve.receiver, curve, distinctions);
        });
        const std::string who =
            rivals > 1 ? fmt::format("{} ({})", curve.receiver, nameAmong(runs, runs[place.run])) : curve.receiver;
        labelled.push_back({place.run, place.curve, SeriesRole::reference, who, labelOf(who, curve, distinctions)});
    }
}

template <typename T>
Cell cellOrNothing(const std::optional<T>& value)
{
    return value ? Cell(*value) : Cell();
}

} // namespace

const std::vector<std::string>& figureNames()
{
    static const std::vector<std::string> names = {"ber", "loss", "runs"};
    return names;
}

std::vector<LabelledCurve> labelledCurves(std::span<const RunData> runs)
{
    const Distinctions distinctions = distinctionsOf(runs);
    std::vector<LabelledCurve> labelled;
    addModels(runs, distinctions, labelled);
    addBaselines(runs, distinctions, labelled);
    return labelled;
}

Plot berFigure(std::span<const RunData> runs)
{
    Plot plot;
    plot.name = "ber";
    plot.title = "Bit error rate";
    plot.x = {"sinr_db", "SINR", "dB", Scale::linear};
    plot.y = {"ber", "BER", "", Scale::logarithmic};
    for (const LabelledCurve& labelled : labelledCurves(runs)) {
        const RunData& run = runs[labelled.run];
        const BerCurve& curve = run.berCurves[labelled.curve];
        Series& series = plot.series.emplace_back(seriesOf(curve, labelled.name));
        series.role = labelled.role;
        if (labelled.role == SeriesRole::model) {
            const std::string mean = isWhole(run) ? geometricMeanText(curve) : "";
            const std::string energy = energyNote(run, curve);
            series.note = mean + (mean.empty() || energy.empty() ? "" : ", ") + energy;
        }
    }
    return plot;
}

Plot lossFigure(std::span<const RunData> runs)
{
    Plot plot;
    plot.name = "loss";
    plot.title = "Training loss";
    plot.x = {"step", "Step", "", Scale::linear};
    plot.y = {"train_loss", "Loss", "", Scale::logarithmic};
    for (const RunData& run : runs) {
        if (run.trainLoss.empty()) {
            continue;
        }
        Series series{nameAmong(runs, run), SeriesKind::line, {}};
        for (const StepValue& value : run.trainLoss) {
            series.points.push_back({static_cast<double>(value.step), value.value, std::nullopt, std::nullopt, false});
        }
        plot.series.push_back(std::move(series));
    }
    return plot;
}

Table runsFigure(std::span<const RunData> runs)
{
    Table table;
    table.name = "runs";
    table.title = "Runs";
    table.columns = {{"id", "Run"},
                     {"name", "Name"},
                     {"kind", "Kind"},
                     {"state", "State"},
                     {"steps_done", "Steps"},
                     {"duration_s", "Duration (s)"},
                     {"geometric_mean_ber", "GM-BER (log10)"},
                     {"zero_error_points", "Points without errors"},
                     {"evaluation_digest", "Evaluation"},
                     {"parameters", "Parameters"},
                     {"macs_per_slot", "MACs/slot"}};
    for (const RunData& run : runs) {
        table.rows.push_back({run.id, run.name, run.kind, run.state, run.stepsDone, cellOrNothing(run.durationS),
                              cellOrNothing(run.geometricMeanBer), cellOrNothing(run.zeroErrorPoints),
                              run.evaluationDigest, cellOrNothing(run.parameters), cellOrNothing(run.macsPerSlot)});
    }
    return table;
}

Result<Figure> makeFigure(std::string_view name, std::span<const RunData> runs)
{
    if (name == "ber") {
        return Figure(berFigure(runs));
    }
    if (name == "loss") {
        return Figure(lossFigure(runs));
    }
    if (name == "runs") {
        return Figure(runsFigure(runs));
    }
    const std::string known = fmt::format("{}", fmt::join(figureNames(), ", "));
    if (std::find(laterFigures.begin(), laterFigures.end(), name) != laterFigures.end()) {
        return fail(ErrorKind::unsupported,
                    fmt::format("figure \"{}\" is not in this version; it draws {}", name, known));
    }
    return fail(ErrorKind::badInput, fmt::format("there is no figure \"{}\"; {} are allowed", name, known));
}

} // namespace rxwatt::figure
