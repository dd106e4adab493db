// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/csv_rows.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::energy
{

/// The rows of a CSV log below its header, by column.
class RecordedTable
{
public:
    /// Reads the header: the first row that is no comment ("# …") and not Excel's "sep=;".
    [[nodiscard]] static Result<RecordedTable> open(std::string_view text);

    [[nodiscard]] const std::vector<std::string>& header() const { return m_header; }

    /// Upper and lower case are one.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
    /// The same; the error names the columns that there are.
    [[nodiscard]] Result<std::size_t> require(std::string_view name) const;
    /// The columns' names for messages.
    [[nodiscard]] std::string names() const;

    /// That this column is read: where it is the last one and the file ends within it, it may be cut off.
    void use(std::size_t column) { m_usesLast = m_usesLast || column + 1 == m_header.size(); }

    /// Goes to the next row: false at the end. A header in the midst (logs written one after another) is passed over.
    /// A last row that may be cut off is left out, see torn().
    [[nodiscard]] Result<bool> next();

    /// Empty where the row is too short.
    [[nodiscard]] std::string_view cell(std::size_t column) const;

    [[nodiscard]] const std::vector<std::string_view>& fields() const { return m_rows.fields(); }

    [[nodiscard]] std::size_t line() const { return m_rows.line(); }

    [[nodiscard]] bool torn() const { return m_torn; }

    /// Where decimal commas can be: where something else separates.
    [[nodiscard]] bool decimalComma() const { return m_separator != ','; }

private:
    RecordedTable(std::string_view text, char separator) : m_rows(text, separator), m_separator(separator) {}

    CsvRows m_rows;
    char m_separator;
    std::vector<std::string> m_header;
    bool m_usesLast = false;
    bool m_torn = false;
};

} // namespace rxwatt::energy
