// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace rxwatt::cli
{

namespace
{

bool continuesCodePoint(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

std::string padded(const std::string& text, std::size_t columns, Align align)
{
    const std::string blanks(columns - std::min(columns, widthOf(text)), ' ');
    return align == Align::left ? text + blanks : blanks + text;
}

std::string lineOf(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths,
                   const std::vector<TableColumn>& columns)
{
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        line += (i == 0 ? "" : "  ") + padded(cells[i], widths[i], columns[i].align);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    return line + "\n";
}

} // namespace

std::string printable(std::string_view text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto code = static_cast<unsigned char>(text[i]);
        // 0xC2 0x80 to 0xC2 0x9F are the control characters of Latin-1.
        const bool latinControl = code == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
        if (latinControl) {
            ++i;
        }
        result += code < 0x20 || code == 0x7F || latinControl ? '?' : text[i];
    }
    return result;
}

std::size_t widthOf(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char byte) { return !continuesCodePoint(byte); }));
}

std::string shortened(std::string_view text, std::size_t columns)
{
    if (widthOf(text) <= columns) {
        return std::string(text);
    }
    std::string result;
    for (const char byte : text) {
        if (!continuesCodePoint(byte) && widthOf(result) + 1 >= columns) {
            break;
        }
        result += byte;
    }
    return result + "…";
}

std::string renderTable(const std::vector<TableColumn>& columns, const std::vector<std::vector<std::string>>& rows)
{
    std::vector<std::size_t> widths;
    std::vector<std::string> headings;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        std::size_t width = widthOf(columns[i].heading);
        for (const auto& row : rows) {
            width = std::max(width, widthOf(row[i]));
        }
        widths.push_back(width);
        headings.push_back(columns[i].heading);
    }
    std::string text = lineOf(headings, widths, columns);
    for (const auto& row : rows) {
        text += lineOf(row, widths, columns);
    }
    return text;
}

std::string durationText(double seconds)
{
    const auto whole = static_cast<long long>(std::llround(std::clamp(seconds, 0.0, 1e12)));
    if (whole >= 3600) {
        return fmt::format("{} h {:02} min", whole / 3600, whole % 3600 / 60);
    }
    if (whole >= 60) {
        return fmt::format("{} min {:02} s", whole / 60, whole % 60);
    }
    return fmt::format("{} s", whole);
}

std::string groupedDigits(long long number)
{
    std::string digits = std::to_string(number);
    const int first = number < 0 ? 1 : 0;
    for (int i = static_cast<int>(digits.size()) - 3; i > first; i -= 3) {
        digits.insert(static_cast<std::size_t>(i), ",");
    }
    return digits;
}

std::string counted(long long number, std::string_view noun)
{
    return fmt::format("{} {}{}", groupedDigits(number), noun, number == 1 ? "" : "s");
}

std::string scientific(std::optional<double> value)
{
    if (!value || !std::isfinite(*value)) {
        return "–";
    }
    if (*value == 0) {
        return "0";
    }
    const std::string text = fmt::format("{:.1e}", *value);
    const std::size_t split = text.find('e');
    return fmt::format("{}e{}", text.substr(0, split), std::stoi(text.substr(split + 1)));
}

} // namespace rxwatt::cli
