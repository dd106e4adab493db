// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/csv_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rxwatt::energy
{

namespace
{

constexpr std::size_t maxRowBytes = std::size_t{64} << 10;
constexpr std::size_t maxFields = 4096;

constexpr bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

} // namespace

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isBlank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && isBlank(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

Result<bool> CsvRows::next()
{
    while (m_at < m_text.size()) {
        m_line = m_nextLine;
        m_rowBegin = m_at;
        RXWATT_TRY(split());
        if (m_fields.size() > 1 || !m_fields.front().empty()) {
            return true;
        }
    }
    m_fields.clear();
    return false;
}

Status CsvRows::split()
{
    m_fields.clear();
    m_unquoted.clear();
    while (true) {
        RXWATT_ASSIGN(const std::string_view text, field());
        if (m_fields.size() == maxFields) {
            return fail(ErrorKind::badInput, fmt::format("line {}: more than {} columns", m_line, maxFields));
        }
        m_fields.push_back(text);
        if (m_at >= m_text.size()) {
            m_unended = true;
            return {};
        }
        if (m_text[m_at++] == '\n') {
            ++m_nextLine;
            return {};
        }
    }
}

/// Leaves m_at on the separator or line end behind the field.
Result<std::string_view> CsvRows::field()
{
    std::size_t begin = m_at;
    while (begin < m_text.size() && m_text[begin] == ' ') {
        ++begin;
    }
    if (begin < m_text.size() && m_text[begin] == '"') {
        m_at = begin + 1;
        return quoted();
    }
    const std::array<char, 3> ends = {m_separator, '\n', '\0'};
    m_at = std::min(m_text.find_first_of(std::string_view(ends.data(), ends.size()), m_at), m_text.size());
    RXWATT_TRY(limit(m_at));
    return trimmed(m_text.substr(begin, m_at > begin ? m_at - begin : 0));
}

Result<std::string_view> CsvRows::quoted()
{
    const std::size_t begin = m_at;
    std::string* unquoted = nullptr;
    std::size_t from = begin;
    while (true) {
        const std::size_t quote = m_text.find_first_of(std::string_view("\"\n\0", 3), m_at);
        m_at = std::min(quote, m_text.size());
        RXWATT_TRY(limit(m_at));
        if (m_at == m_text.size()) {
            break;
        }
        if (m_text[m_at] == '\n') {
            ++m_nextLine;
            ++m_at;
            continue;
        }
        if (m_at + 1 >= m_text.size() || m_text[m_at + 1] != '"') {
            break;
        }
        unquoted = unquoted != nullptr ? unquoted : &m_unquoted.emplace_back();
        unquoted->append(m_text.substr(from, m_at + 1 - from));
        m_at += 2;
        from = m_at;
    }
    std::string_view text = m_text.substr(begin, m_at - begin);
    if (unquoted != nullptr) {
        unquoted->append(m_text.substr(from, m_at - from));
        text = *unquoted;
    }
    // What stands between the closing quote and the separator belongs to nobody.
    const std::array<char, 3> ends = {m_separator, '\n', '\0'};
    m_at = std::min(m_text.find_first_of(std::string_view(ends.data(), ends.size()), m_at), m_text.size());
    RXWATT_TRY(limit(m_at));
    return trimmed(text);
}

/// Of the row up to `at`, which is looked at next.
Status CsvRows::limit(std::size_t at) const
{
    if (at < m_text.size() && m_text[at] == '\0') {
        return fail(ErrorKind::badInput, fmt::format("line {}: a NUL byte: this is no text", m_nextLine));
    }
    if (at - m_rowBegin > maxRowBytes) {
        return fail(ErrorKind::badInput, fmt::format("line {}: longer than {} bytes", m_line, maxRowBytes));
    }
    return {};
}

char separatorOf(std::string_view text)
{
    std::size_t commas = 0;
    std::size_t semicolons = 0;
    std::size_t tabs = 0;
    bool inQuotes = false;
    for (const char c : text.substr(0, maxRowBytes)) {
        inQuotes = inQuotes != (c == '"');
        commas += !inQuotes && c == ',' ? 1 : 0;
        semicolons += !inQuotes && c == ';' ? 1 : 0;
        tabs += !inQuotes && c == '\t' ? 1 : 0;
        if (c == '\n' && !inQuotes && commas + semicolons + tabs > 0) {
            break;
        }
    }
    return commas >= semicolons && commas >= tabs ? ',' : (semicolons >= tabs ? ';' : '\t');
}

} // namespace rxwatt::energy
