// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/chart_tables.h"
#include "core/figure/writer.h"

#include <fmt/format.h>

#include <cmath>

namespace rxwatt::figure
{

namespace
{

/// Spreadsheets run a cell that begins with one of these as a formula (OWASP, "CSV injection").
constexpr std::string_view formulaStarts = "=+-@\t\r\n";

std::string textCell(std::string_view text)
{
    const bool guarded = !text.empty() && formulaStarts.find(text.front()) != std::string_view::npos;
    const bool quoted = text.find_first_of(",\"\r\n") != std::string_view::npos;
    std::string cell = guarded ? "'" : "";
    for (const char letter : text) {
        cell += letter;
        if (letter == '"') {
            cell += '"';
        }
    }
    return quoted ? '"' + cell + '"' : cell;
}

std::string numberCell(double value)
{
    return std::isfinite(value) ? fmt::format("{}", value) : std::string();
}

std::string csvOf(const Cell& cell)
{
    if (const auto* number = std::get_if<double>(&cell)) {
        return numberCell(*number);
    }
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) {
        return fmt::format("{}", *whole);
    }
    if (const auto* text = std::get_if<std::string>(&cell)) {
        return textCell(*text);
    }
    return {};
}

std::string csvOf(const Plot& plot)
{
    std::string text = fmt::format("series,{},{},low,high,upper_bound\n", textCell(plot.x.key), textCell(plot.y.key));
    for (const Series& series : plot.series) {
        for (const Point& point : series.points) {
            text += fmt::format("{},{},{},{},{},{}\n", textCell(series.name), numberCell(point.x), numberCell(point.y),
                                point.low ? numberCell(*point.low) : "", point.high ? numberCell(*point.high) : "",
                                point.upperBound ? 1 : 0);
        }
    }
    return text;
}

std::string csvOf(const Table& table)
{
    std::string text;
    for (const Column& column : table.columns) {
        text += (&column == table.columns.data() ? "" : ",") + textCell(column.key);
    }
    text += '\n';
    for (const auto& row : table.rows) {
        for (const Cell& cell : row) {
            text += (&cell == row.data() ? "" : ",") + csvOf(cell);
        }
        text += '\n';
    }
    return text;
}

template <typename Chart>
std::string csvOf(const Chart& chart)
{
    return csvOf(tableOf(chart));
}

} // namespace

std::string toCsv(const Figure& figure)
{
    return std::visit([](const auto& content) { return csvOf(content); }, figure);
}

} // namespace rxwatt::figure
