// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::energy
{

/// Splits a CSV text into rows after RFC 4180: quoted fields with separators, quotes ("") and line ends in them; lines
/// end with LF or CRLF. Blanks around a field are no part of it (nvidia-smi writes ", "), also before a quote. Empty
/// rows are passed over.
class CsvRows
{
public:
    CsvRows(std::string_view text, char separator) : m_text(text), m_separator(separator) {}

    /// Goes to the next row: false at the end. Errors: a NUL byte, a row over 64 KiB, more than 4096 fields.
    [[nodiscard]] Result<bool> next();

    [[nodiscard]] const std::vector<std::string_view>& fields() const { return m_fields; }

    /// Where the row begins, from 1.
    [[nodiscard]] std::size_t line() const { return m_line; }

    /// The row ended with the text, without a line end or inside of quotes: whoever wrote it may have been killed.
    [[nodiscard]] bool unended() const { return m_unended; }

private:
    [[nodiscard]] Status split();
    [[nodiscard]] Result<std::string_view> field();
    [[nodiscard]] Result<std::string_view> quoted();
    [[nodiscard]] Status limit(std::size_t begin) const;

    std::string_view m_text;
    char m_separator;
    std::size_t m_at = 0;
    std::size_t m_nextLine = 1;
    std::size_t m_line = 0;
    std::size_t m_rowBegin = 0;
    bool m_unended = false;
    std::vector<std::string_view> m_fields;
    /// Fields whose doubled quotes were taken out; a deque keeps them where they are.
    std::deque<std::string> m_unquoted;
};

/// The separator of a CSV text by its first line that is not empty: the most frequent of , ; and tab outside of quotes.
[[nodiscard]] char separatorOf(std::string_view text);

[[nodiscard]] std::string_view trimmed(std::string_view text);

} // namespace rxwatt::energy
