// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/setting_table.h"

#include "core/store/setting_list.h"
#include "core/store/statement.h"

namespace rxwatt::store
{

SettingTable::SettingTable(SQLite::Database& database)
    : m_find(database, "SELECT setting FROM SettingValues WHERE path = ? AND value = ?"),
      m_add(database, "INSERT INTO SettingValues (path, value) VALUES (?, ?) ON CONFLICT DO NOTHING"),
      m_put(database,
            "INSERT INTO RunSettings (run, settings) VALUES (?, ?) "
            "ON CONFLICT (run) DO UPDATE SET settings = excluded.settings WHERE settings <> excluded.settings")
{
}

void SettingTable::put(std::int64_t run, const Json& spec)
{
    std::string settings;
    collect(spec, "", settings);
    const Rewind rewind(m_put);
    m_put.bind(1, run);
    m_put.bind(2, settings.data(), static_cast<int>(settings.size()));
    m_put.exec();
}

void SettingTable::collect(const Json& json, const std::string& path, std::string& settings)
{
    for (const auto& member : json.items()) {
        const std::string name = path.empty() ? member.key() : path + "." + member.key();
        if (member.value().is_object() && !member.value().empty()) {
            collect(member.value(), name, settings);
        } else {
            appendSetting(settings, keyOf(name, base::toText(member.value())));
        }
    }
}

std::int64_t SettingTable::keyOf(const std::string& path, const std::string& value)
{
    const auto [known, isNew] = m_known.try_emplace(path + "\n" + value, 0);
    if (isNew) {
        execute(m_add, path, value);
        const Rewind rewind(m_find);
        m_find.bind(1, path);
        m_find.bind(2, value);
        m_find.executeStep();
        known->second = m_find.getColumn(0).getInt64();
    }
    return known->second;
}

void fillSettings(SQLite::Database& database)
{
    SettingTable table(database);
    SQLite::Statement query(database, "SELECT run, spec FROM RunDetails");
    while (query.executeStep()) {
        const auto spec = base::parseJson(query.getColumn(1).getString(), "spec");
        if (!spec || !spec->is_object()) {
            refuse("a specification that cannot be read");
        }
        table.put(query.getColumn(0).getInt64(), *spec);
    }
}

} // namespace rxwatt::store
