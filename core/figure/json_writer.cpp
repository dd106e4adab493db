// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/figure/chart_tables.h"
#include "core/figure/writer.h"

namespace rxwatt::figure
{

namespace
{

Json jsonOf(const std::optional<double>& value)
{
    return value ? Json(*value) : Json(nullptr);
}

Json jsonOf(const Axis& axis)
{
    return {{"key", axis.key},
            {"label", axis.label},
            {"unit", axis.unit},
            {"scale", axis.scale == Scale::logarithmic ? "log" : "linear"}};
}

Json jsonOf(const Series& series)
{
    Json points = Json::array();
    for (const Point& point : series.points) {
        points.push_back({{"x", point.x},
                          {"y", point.y},
                          {"low", jsonOf(point.low)},
                          {"high", jsonOf(point.high)},
                          {"upper_bound", point.upperBound}});
    }
    Json json{{"name", series.name},
              {"kind", series.kind == SeriesKind::line ? "line" : "markers"},
              {"role", series.role == SeriesRole::reference ? "reference" : "model"},
              {"points", std::move(points)}};
    if (!series.note.empty()) {
        json["note"] = series.note;
    }
    return json;
}

Json jsonOf(const Cell& cell)
{
    return std::visit(
        [](const auto& value) -> Json {
            if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::monostate>) {
                return nullptr;
            } else {
                return value;
            }
        },
        cell);
}

Json jsonOf(const Plot& plot)
{
    Json series = Json::array();
    for (const Series& one : plot.series) {
        series.push_back(jsonOf(one));
    }
    return {{"schema", "rxwatt.figure/1"}, {"figure", plot.name}, {"title", plot.title},
            {"x", jsonOf(plot.x)},         {"y", jsonOf(plot.y)}, {"series", std::move(series)}};
}

Json jsonOf(const Table& table)
{
    Json rows = Json::array();
    for (const auto& row : table.rows) {
        Json object = Json::object();
        for (std::size_t i = 0; i < row.size(); ++i) {
            object[table.columns[i].key] = jsonOf(row[i]);
        }
        rows.push_back(std::move(object));
    }
    return {{"schema", "rxwatt.figure/1"}, {"figure", table.name}, {"title", table.title}, {"rows", std::move(rows)}};
}

template <typename Chart>
Json jsonOf(const Chart& chart)
{
    return jsonOf(tableOf(chart));
}

} // namespace

std::string toJsonText(const Figure& figure)
{
    return base::toText(std::visit([](const auto& content) { return jsonOf(content); }, figure), 2) + "\n";
}

} // namespace rxwatt::figure
