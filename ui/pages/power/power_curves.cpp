// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/power/power_curves.h"

#include "core/figure/power_figure.h"
#include "core/run/phase.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <QCoreApplication>

namespace rxwatt::pages
{

namespace
{

constexpr double nanosecond = 1e-9;
constexpr double none = std::numeric_limits<double>::quiet_NaN();
/// Shorter ones are a reading that came late.
constexpr double shownGapS = 0.05;

std::string translated(const char* text)
{
    return QCoreApplication::translate("PowerPage", text).toStdString();
}

double secondsIn(const bridge::RunPower& run, std::int64_t wallNs)
{
    return nanosecond * static_cast<double>(wallNs - run.beginNs);
}

figure::Series curveOf(const bridge::RunPower& run, const bridge::PowerCurve& curve, const std::string& name)
{
    figure::Series series{
        name, figure::SeriesKind::line, {}, figure::SeriesRole::model, figure::qualityNote(curve.quality)};
    series.points.reserve(curve.spans.size());
    for (const energy::PowerSpan& span : curve.spans) {
        figure::Point point;
        point.x = (secondsIn(run, span.beginNs) + secondsIn(run, span.endNs)) / 2;
        point.y = span.isGap() ? none : span.meanW();
        if (!span.isGap() && span.minW < span.maxW) {
            point.low = span.minW;
            point.high = span.maxW;
        }
        series.points.push_back(point);
    }
    return series;
}

figure::Series lineOf(const std::string& name, double watts, double endS)
{
    figure::Series series{name, figure::SeriesKind::line, {}, figure::SeriesRole::reference, {}};
    series.points = {{0, watts, {}, {}, false}, {endS, watts, {}, {}, false}};
    return series;
}

figure::Axis timeAxis()
{
    return {"time_s", translated("Time since the beginning"), "s", figure::Scale::linear};
}

/// Phases that are alike look alike, whatever is between them.
int kindOf(const std::string& what)
{
    const auto phase = run::phaseFromName(what);
    return phase ? static_cast<int>(*phase) : static_cast<int>(run::allPhases.size());
}

QString labelOf(const std::string& what)
{
    if (what.starts_with("base power")) {
        return QCoreApplication::translate("PowerPage", "Base power");
    }
    QString text = QString::fromStdString(what);
    text[0] = text[0].toUpper();
    return text;
}

} // namespace

figure::Plot powerPlot(const std::vector<bridge::RunPower>& runs, bool lines)
{
    figure::Plot plot;
    plot.name = "power";
    plot.title = translated("Power");
    plot.x = timeAxis();
    plot.y = {"power_w", translated("Power"), "W", figure::Scale::linear};
    const bool several = runs.size() > 1;
    for (const bridge::RunPower& run : runs) {
        for (const bridge::PowerCurve& curve : run.curves) {
            const bool isSum = &curve == run.curves.data();
            const std::string zone = isSum ? translated("sum of what counts") : curve.name;
            std::string name = run.curves.size() == 1 ? run.label : several ? run.label + ", " + zone : zone;
            // Dies and modules share names.
            const auto taken = std::count_if(plot.series.begin(), plot.series.end(), [&](const figure::Series& series) {
                return series.name == name || series.name.starts_with(name + " #");
            });
            name += taken > 0 ? " #" + std::to_string(taken + 1) : "";
            plot.series.push_back(curveOf(run, curve, name));
        }
    }
    // Behind all runs, so that a run has the same colour in both plots.
    for (const bridge::RunPower& run : runs) {
        if (!lines || run.curves.empty() || run.curves.front().spans.empty()) {
            continue;
        }
        const double endS = secondsIn(run, run.curves.front().spans.back().endNs);
        if (run.baseW) {
            plot.series.push_back(
                lineOf((several ? run.label + ", " : "") + translated("base power"), *run.baseW, endS));
        }
        // The limit of one machine, once; where it is far above all it would press the curves to the ground.
        double most = 0;
        for (const energy::PowerSpan& span : run.curves.front().spans) {
            most = std::fmax(most, span.maxW);
        }
        if (run.limitW && !several && *run.limitW < 3 * most) {
            plot.series.push_back(lineOf(translated("limit"), *run.limitW, endS));
        }
    }
    return plot;
}

figure::Plot energyPlot(const std::vector<bridge::RunPower>& runs)
{
    figure::Plot plot;
    plot.name = "energy";
    plot.title = translated("Energy");
    plot.x = timeAxis();
    plot.y = {"energy_j", translated("Energy"), "J", figure::Scale::linear};
    for (const bridge::RunPower& run : runs) {
        if (run.curves.empty()) {
            continue;
        }
        const bridge::PowerCurve& sum = run.curves.front();
        figure::Series series{
            run.label, figure::SeriesKind::line, {}, figure::SeriesRole::model, figure::qualityNote(sum.quality)};
        double joules = 0;
        for (const energy::PowerSpan& span : sum.spans) {
            series.points.push_back({secondsIn(run, span.beginNs), joules, {}, {}, false});
            joules += span.joules;
        }
        if (!sum.spans.empty()) {
            series.points.push_back({secondsIn(run, sum.spans.back().endNs), joules, {}, {}, false});
        }
        plot.series.push_back(std::move(series));
    }
    return plot;
}

std::vector<plots::Band> bandsOf(const std::vector<bridge::RunPower>& runs, bool phases)
{
    std::vector<plots::Band> bands;
    if (runs.size() != 1) {
        return bands; // several would lie over one another
    }
    const bridge::RunPower& run = runs.front();
    for (const bridge::PowerStretch& stretch : phases ? run.stretches : std::vector<bridge::PowerStretch>()) {
        bands.push_back({secondsIn(run, stretch.beginNs), secondsIn(run, stretch.endNs), labelOf(stretch.what),
                         kindOf(stretch.what), false});
    }
    std::vector<plots::Band> gaps;
    for (const energy::PowerSpan& span :
         run.curves.empty() ? std::vector<energy::PowerSpan>() : run.curves.front().spans) {
        if (!span.isGap()) {
            continue;
        }
        const double begin = secondsIn(run, span.beginNs);
        const double end = secondsIn(run, span.endNs);
        if (!gaps.empty() && begin <= gaps.back().end) {
            gaps.back().end = end; // the same gap goes on
        } else {
            gaps.push_back({begin, end, {}, 0, true});
        }
    }
    std::erase_if(gaps, [](const plots::Band& gap) { return gap.end - gap.begin < shownGapS; });
    bands.insert(bands.end(), gaps.begin(), gaps.end());
    return bands;
}

} // namespace rxwatt::pages
