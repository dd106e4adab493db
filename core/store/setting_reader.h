// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/fast_rows.h"
#include "core/store/run_query.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::store
{

/// The rows of some runs' lists of settings as values. Everything throws SQLite::Exception.
class SettingReader
{
public:
    /// For a few runs values are looked up as they come; for a list of all, those of the paths are read first.
    enum class Reads { few, all };

    SettingReader(SQLite::Database& database, std::span<const std::string> paths, Reads reads);

    /// A value for each path of the run whose list of settings this is; none where it has none.
    void read(std::string_view settings, std::span<SettingValue> values);
    /// The same of the first path alone, without a copy; null where there is none.
    [[nodiscard]] const SettingValue* first(std::string_view settings);

private:
    struct Known {
        bool isKnown = false;
        /// Among the paths; −1: of another one.
        int place = -1;
        SettingValue value;
    };

    [[nodiscard]] const Known& know(std::uint32_t setting);
    void readAhead(SQLite::Database& database);

    std::vector<std::string> m_paths;
    bool m_isRead = false;
    Known m_other = {true, -1, {}};
    std::vector<Known> m_known;
    Prepared m_find;
};

/// As an order is kept of it.
[[nodiscard]] SortValue sortValueOf(const SettingValue* value);

} // namespace rxwatt::store
