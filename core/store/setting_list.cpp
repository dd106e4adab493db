// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/setting_list.h"

#include <memory>
#include <new>

namespace rxwatt::store
{

namespace
{

constexpr std::size_t bitsPerByte = 8;

std::string_view blobOf(sqlite3_value* value)
{
    const auto* begin = static_cast<const char*>(sqlite3_value_blob(value));
    return {begin != nullptr ? begin : "", static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

/// SQLite keeps no more of an aggregate than plain memory, zero at first: a pointer to its bits. Null where there is
/// no memory, or, for no bytes, where nothing was added.
std::string** bitsOf(sqlite3_context* context, int bytes)
{
    return static_cast<std::string**>(sqlite3_aggregate_context(context, bytes));
}

void addToSet(sqlite3_context* context, int /*count*/, sqlite3_value** values)
{
    const std::int64_t setting = sqlite3_value_int64(values[0]);
    if (setting < 0 || setting > maxSetting) {
        sqlite3_result_error(context, "a setting with a key that is none", -1);
        return;
    }
    try {
        std::string** kept = bitsOf(context, sizeof(std::string*));
        if (kept == nullptr) {
            throw std::bad_alloc();
        }
        if (*kept == nullptr) {
            *kept = std::make_unique<std::string>().release();
        }
        std::string& bits = **kept;
        const auto place = static_cast<std::size_t>(setting);
        if (bits.size() <= place / bitsPerByte) {
            bits.resize(place / bitsPerByte + 1);
        }
        bits[place / bitsPerByte] |= static_cast<char>(1U << place % bitsPerByte);
    } catch (const std::bad_alloc&) {
        sqlite3_result_error_nomem(context);
    }
}

void finishSet(sqlite3_context* context)
{
    std::string** kept = bitsOf(context, 0);
    const std::unique_ptr<std::string> bits(kept != nullptr ? *kept : nullptr);
    if (bits != nullptr) {
        sqlite3_result_blob64(context, bits->data(), bits->size(), SQLITE_TRANSIENT);
    }
}

void hasSetting(sqlite3_context* context, int /*count*/, sqlite3_value** values)
{
    const std::string_view settings = blobOf(values[0]);
    const std::string_view set = blobOf(values[1]);
    bool found = false;
    for (std::size_t i = 0; i < settingCount(settings) && !found; ++i) {
        const std::size_t setting = settingAt(settings, i);
        found = setting / bitsPerByte < set.size() &&
                (static_cast<unsigned char>(set[setting / bitsPerByte]) >> setting % bitsPerByte & 1U) != 0;
    }
    sqlite3_result_int(context, found ? 1 : 0);
}

} // namespace

void appendSetting(std::string& settings, std::int64_t setting)
{
    for (std::size_t i = 0; i < settingBytes; ++i) {
        settings += static_cast<char>(setting >> 8 * i & 0xff);
    }
}

void addSettingFunctions(sqlite3* database)
{
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    sqlite3_create_function_v2(database, "setting_set", 1, flags, nullptr, nullptr, addToSet, finishSet, nullptr);
    sqlite3_create_function_v2(database, "has_setting", 2, flags, nullptr, hasSetting, nullptr, nullptr, nullptr);
}

} // namespace rxwatt::store
