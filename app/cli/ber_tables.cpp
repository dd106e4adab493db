// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_tables.h"
#include "app/cli/text.h"
#include "core/project/curve_gain.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace rxwatt::cli
{

namespace
{

/// Curves of one modulation and number of DM-RS symbols: what stands in one table.
using CurveGroup = std::vector<const store::BerCurve*>;

std::map<std::pair<std::string, int>, CurveGroup> groupsOf(const std::vector<store::BerCurve>& curves)
{
    std::map<std::pair<std::string, int>, CurveGroup> groups;
    for (const store::BerCurve& curve : curves) {
        groups[{curve.modulation, curve.dmrsSymbols}].push_back(&curve);
    }
    return groups;
}

std::string headingOf(const store::BerCurve& curve)
{
    return curve.weights.empty() ? curve.receiver : curve.receiver + " " + curve.weights;
}

std::string cellAt(const store::BerCurve& curve, double sinrDb)
{
    for (const run::BerPoint& point : curve.points) {
        if (point.sinrDb == sinrDb) {
            return berCell(point);
        }
    }
    return "–";
}

std::string tableOf(const CurveGroup& group)
{
    std::set<double> sinrs;
    std::vector<TableColumn> columns = {{"SINR (dB)", Align::right}};
    for (const store::BerCurve* curve : group) {
        columns.push_back({shortened(printable(headingOf(*curve)), 32)});
        for (const run::BerPoint& point : curve->points) {
            sinrs.insert(point.sinrDb);
        }
    }
    std::vector<std::vector<std::string>> rows;
    for (const double sinr : sinrs) {
        std::vector<std::string> row = {fmt::format("{:g}", sinr)};
        for (const store::BerCurve* curve : group) {
            row.push_back(cellAt(*curve, sinr));
        }
        rows.push_back(std::move(row));
    }
    return renderTable(columns, rows);
}

/// An interval with one side so much wider than the other is told by its ends.
constexpr double lopsided = 1.5;

/// Where curves are compared: above the floors that classical receivers run into.
constexpr double comparedBer = 0.1;

std::string crossingText(analysis::Crossing crossing)
{
    return crossing == analysis::Crossing::fromTheFirst ? fmt::format("below {} from the first point on", comparedBer)
                                                        : std::string("not reached");
}

std::string intervalText(const project::CurveGain& gap)
{
    if (gap.lowDb && gap.highDb) {
        return fmt::format(" ({:.1f} to {:.1f})", *gap.lowDb, *gap.highDb);
    }
    if (gap.lowDb) {
        return fmt::format(" ({:.1f} or more)", *gap.lowDb);
    }
    return gap.highDb ? fmt::format(" (at most {:.1f})", *gap.highDb) : " (may be anything)";
}

/// How far a receiver is from the known channel, with a 95 % interval where the slots of both are there.
std::string gapText(const store::BerCurve& known, const store::BerCurve& curve,
                    const std::vector<run::PointSlots>& files)
{
    const project::CurveGain gap = project::resampledGain(known, files, curve, files, comparedBer);
    if (!gap.gainDb) {
        return crossingText(gap.reference.kind);
    }
    if (!gap.resampled) {
        return fmt::format("≈ {:.1f} dB", *gap.gainDb);
    }
    return fmt::format("{:.1f} dB", *gap.gainDb) + intervalText(gap);
}

std::string gapsOf(const CurveGroup& group, const std::vector<run::PointSlots>& files)
{
    const auto known = std::find_if(group.begin(), group.end(),
                                    [](const store::BerCurve* curve) { return curve->receiver == "perfect-csi"; });
    if (known == group.end()) {
        return {};
    }
    std::string text = fmt::format("gap to the known channel at BER {}:", comparedBer);
    const analysis::Crossing bound = project::crossingOf(**known, comparedBer).kind;
    if (bound != analysis::Crossing::found) {
        return text + " none, the known channel's curve is " +
               (bound == analysis::Crossing::notReached ? "above it" : crossingText(bound)) + "\n";
    }
    const char* separator = " ";
    for (const store::BerCurve* curve : group) {
        if (curve != *known) {
            text += separator + printable(headingOf(*curve)) + " " + gapText(**known, *curve, files);
            separator = ", ";
        }
    }
    return text + "\n";
}

} // namespace

std::string berCell(const run::BerPoint& point)
{
    if (point.bitErrors == 0) {
        return "< " + scientific(point.high);
    }
    const double below = point.ber - point.low;
    const double above = point.high - point.ber;
    if (std::max(below, above) > lopsided * std::min(below, above)) {
        return fmt::format("{} ({} to {})", scientific(point.ber), scientific(point.low), scientific(point.high));
    }
    const std::string rounded = fmt::format("{:.1e}", point.ber);
    const int exponent = std::stoi(rounded.substr(rounded.find('e') + 1));
    const double scale = std::pow(10.0, exponent);
    return fmt::format("{:.1f}e{} ±{:.1f}e{}", point.ber / scale, exponent, (above + below) / 2 / scale, exponent);
}

std::string berText(const store::RunDetails& details, const std::vector<run::PointSlots>& points)
{
    std::string text;
    for (const auto& [key, group] : groupsOf(details.berCurves)) {
        text += fmt::format("BER, {} with {} (95 % intervals by slot)\n", printable(key.first),
                            counted(key.second, "DM-RS symbol"));
        text += tableOf(group) + gapsOf(group, points);
    }
    return text;
}

} // namespace rxwatt::cli
