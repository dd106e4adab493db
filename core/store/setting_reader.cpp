// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/setting_reader.h"

#include "core/store/setting_list.h"
#include "core/store/statement.h"

#include <algorithm>

namespace rxwatt::store
{

namespace
{

/// Truth as a word: as a number it would be one among numbers.
constexpr const char* valueSql =
    "iif(json_type(value) IN ('true', 'false'), json_type(value), json_extract(value, '$'))";

SettingValue valueFrom(Row& row)
{
    const SortValue value = row.sortValue();
    if (const auto* number = std::get_if<double>(&value)) {
        return *number;
    }
    const auto* text = std::get_if<std::string_view>(&value);
    return text != nullptr ? SettingValue(std::string(*text)) : SettingValue();
}

} // namespace

SettingReader::SettingReader(SQLite::Database& database, std::span<const std::string> paths, Reads reads)
    : m_paths(paths.begin(), paths.end()),
      m_find(database, std::string("SELECT path, ") + valueSql + " FROM SettingValues WHERE setting = ?")
{
    if (reads == Reads::all) {
        readAhead(database);
    }
}

void SettingReader::readAhead(SQLite::Database& database)
{
    const Prepared rows(database, std::string("SELECT setting, ") + valueSql + " FROM SettingValues WHERE path = ?");
    for (std::size_t place = 0; place < m_paths.size(); ++place) {
        rows.restart(m_paths[place]);
        while (rows.step()) {
            Row row(rows.get());
            const std::int64_t setting = row.integer();
            if (setting < 0 || setting > maxSetting) {
                refuse("a setting with a key that is none");
            }
            if (m_known.size() <= static_cast<std::size_t>(setting)) {
                m_known.resize(static_cast<std::size_t>(setting) + 1);
            }
            m_known[static_cast<std::size_t>(setting)] = {true, static_cast<int>(place), valueFrom(row)};
        }
    }
    m_isRead = true;
}

const SettingReader::Known& SettingReader::know(std::uint32_t setting)
{
    if (m_isRead) {
        return setting < m_known.size() ? m_known[setting] : m_other;
    }
    if (setting > maxSetting) {
        refuse("a setting with a key that is none");
    }
    if (m_known.size() <= setting) {
        m_known.resize(setting + std::size_t{1});
    }
    Known& known = m_known[setting];
    if (!known.isKnown) {
        known.isKnown = true;
        m_find.restart(std::int64_t{setting});
        if (m_find.step()) {
            Row row(m_find.get());
            const auto found = std::find(m_paths.begin(), m_paths.end(), row.text());
            known.place = found != m_paths.end() ? static_cast<int>(found - m_paths.begin()) : -1;
            known.value = valueFrom(row);
        }
    }
    return known;
}

void SettingReader::read(std::string_view settings, std::span<SettingValue> values)
{
    for (std::size_t i = 0; i < settingCount(settings); ++i) {
        if (const Known& known = know(settingAt(settings, i)); known.place >= 0) {
            values[static_cast<std::size_t>(known.place)] = known.value;
        }
    }
}

const SettingValue* SettingReader::first(std::string_view settings)
{
    for (std::size_t i = 0; i < settingCount(settings); ++i) {
        if (const Known& known = know(settingAt(settings, i)); known.place == 0) {
            return &known.value;
        }
    }
    return nullptr;
}

SortValue sortValueOf(const SettingValue* value)
{
    if (value == nullptr) {
        return {};
    }
    if (const auto* number = std::get_if<double>(value)) {
        return *number;
    }
    const auto* text = std::get_if<std::string>(value);
    return text != nullptr ? SortValue(std::string_view(*text)) : SortValue();
}

} // namespace rxwatt::store
