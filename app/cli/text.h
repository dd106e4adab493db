// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::cli
{

/// A text that a terminal shows and does not obey: control characters become '?'.
[[nodiscard]] std::string printable(std::string_view text);
/// Columns of a UTF-8 text, each code point one.
[[nodiscard]] std::size_t widthOf(std::string_view text);
/// At most so many columns; what is cut off ends in "…".
[[nodiscard]] std::string shortened(std::string_view text, std::size_t columns);

enum class Align { left, right };

struct TableColumn {
    std::string heading;
    Align align = Align::left;
};

/// A table of plain text, columns two blanks apart, each line ended.
[[nodiscard]] std::string renderTable(const std::vector<TableColumn>& columns,
                                      const std::vector<std::vector<std::string>>& rows);

/// "3 min 12 s", "1 h 02 min", "12 s".
[[nodiscard]] std::string durationText(double seconds);
/// 1234567 as "1,234,567".
[[nodiscard]] std::string groupedDigits(long long number);
/// "1 slot", "1,200 slots"; the noun in the singular, its plural with an s.
[[nodiscard]] std::string counted(long long number, std::string_view noun);
/// "8.4e-3", or "–" where there is none.
[[nodiscard]] std::string scientific(std::optional<double> value);

} // namespace rxwatt::cli
