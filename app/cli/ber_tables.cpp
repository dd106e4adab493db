// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_tables.h"
#include "app/cli/text.h"
#include "core/analysis/gain.h"

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

std::optional<double> sinrAtComparedBer(const store::BerCurve& curve)
{
    std::vector<analysis::BerAt> points;
    for (const run::BerPoint& point : curve.points) {
        points.push_back({point.sinrDb, point.ber});
    }
    return analysis::sinrAtBer(points, comparedBer);
}

/// How far each receiver is from the known channel.
std::string gapsOf(const CurveGroup& group)
{
    const auto known = std::find_if(group.begin(), group.end(),
                                    [](const store::BerCurve* curve) { return curve->receiver == "perfect-csi"; });
    const std::optional<double> bound = known == group.end() ? std::nullopt : sinrAtComparedBer(**known);
    if (!bound) {
        return {};
    }
    std::string text = fmt::format("gap to the known channel at BER {}:", comparedBer);
    const char* separator = " ";
    for (const store::BerCurve* curve : group) {
        if (curve == *known) {
            continue;
        }
        const std::optional<double> sinr = sinrAtComparedBer(*curve);
        text += separator + printable(headingOf(*curve)) +
                (sinr ? fmt::format(" {:.1f} dB", *sinr - *bound) : " not reached");
        separator = ", ";
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

std::string berText(const store::RunDetails& details)
{
    std::string text;
    for (const auto& [key, group] : groupsOf(details.berCurves)) {
        text += fmt::format("BER, {} with {} DM-RS symbol{} (95 % intervals by slot)\n", printable(key.first),
                            key.second, key.second == 1 ? "" : "s");
        text += tableOf(group) + gapsOf(group);
    }
    return text;
}

} // namespace rxwatt::cli
