// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/recorded_table.h"

#include "core/base/json.h"
#include "core/energy/recorded_value.h"

#include <fmt/format.h>

#include <algorithm>

namespace rxwatt::energy
{

namespace
{

/// Of the columns' names in a message.
constexpr std::size_t maxNamed = 40;

} // namespace

Result<RecordedTable> RecordedTable::open(std::string_view text)
{
    RecordedTable table(text, separatorOf(text));
    while (true) {
        RXWATT_ASSIGN(const bool there, table.m_rows.next());
        if (!there) {
            return fail(ErrorKind::badInput, "no header: the file is empty");
        }
        const auto& fields = table.m_rows.fields();
        const bool comment = fields.size() == 1 && fields.front().starts_with('#');
        if (!comment && fields.front() != "sep=") {
            break;
        }
    }
    table.m_header.assign(table.m_rows.fields().begin(), table.m_rows.fields().end());
    if (std::string& first = table.m_header.front(); first.starts_with('#')) {
        first = trimmed(std::string_view(first).substr(1));
    }
    return table;
}

std::optional<std::size_t> RecordedTable::find(std::string_view name) const
{
    const std::string wanted = lowered(name);
    const auto found = std::find_if(m_header.begin(), m_header.end(),
                                    [&](const std::string& column) { return lowered(column) == wanted; });
    return found == m_header.end() ? std::nullopt : std::optional<std::size_t>(found - m_header.begin());
}

Result<std::size_t> RecordedTable::require(std::string_view name) const
{
    const auto column = find(name);
    if (!column) {
        return fail(ErrorKind::badInput, fmt::format("no column {}: there are {}", base::inQuotes(name), names()));
    }
    return *column;
}

std::string RecordedTable::names() const
{
    std::string names;
    for (std::size_t i = 0; i < std::min(m_header.size(), maxNamed); ++i) {
        names += (i > 0 ? ", " : "") + base::inQuotes(m_header[i]);
    }
    return m_header.size() > maxNamed ? names + fmt::format(" and {} more", m_header.size() - maxNamed) : names;
}

Result<bool> RecordedTable::next()
{
    while (true) {
        RXWATT_ASSIGN(const bool there, m_rows.next());
        if (!there) {
            return false;
        }
        const auto& fields = m_rows.fields();
        if (m_rows.unended() && (fields.size() < m_header.size() || m_usesLast)) {
            m_torn = true;
            return false;
        }
        if (!std::equal(fields.begin(), fields.end(), m_header.begin(), m_header.end())) {
            return true;
        }
    }
}

std::string_view RecordedTable::cell(std::size_t column) const
{
    return column < m_rows.fields().size() ? m_rows.fields()[column] : std::string_view();
}

} // namespace rxwatt::energy
