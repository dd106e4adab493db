// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <sqlite3.h>
#include <string>
#include <string_view>

namespace rxwatt::store
{

// RunSettings.settings: keys of SettingValues, 4 bytes each, low byte first. A filter over 100,000 runs then reads some
// 200 bytes a run and looks bits up instead of parsing JSON.

inline constexpr std::size_t settingBytes = 4;
/// Keys above this are no work of ours: a set of them would take more memory than it is worth.
inline constexpr std::int64_t maxSetting = std::int64_t{1} << 28;

void appendSetting(std::string& settings, std::int64_t setting);

inline std::size_t settingCount(std::string_view settings)
{
    return settings.size() / settingBytes;
}

inline std::uint32_t settingAt(std::string_view settings, std::size_t place)
{
    std::uint32_t setting = 0;
    for (std::size_t i = 0; i < settingBytes; ++i) {
        setting |= std::uint32_t{static_cast<unsigned char>(settings[place * settingBytes + i])} << 8 * i;
    }
    return setting;
}

/// Makes two functions known to a connection: the aggregate `setting_set(setting)`, a set of keys as a bit for each,
/// and `has_setting(settings, set)`, whether any of a run's settings is in a set.
void addSettingFunctions(sqlite3* database);

} // namespace rxwatt::store
