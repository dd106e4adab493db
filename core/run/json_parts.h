// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <fmt/format.h>

#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace rxwatt::run
{

// What the JSON readers of this module share.

/// "a", "a or b", "a, b or c" for messages, of what nameOf() calls the values.
template <typename Enum>
[[nodiscard]] std::string listNames(std::span<const Enum> all)
{
    std::string text;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const bool last = i + 1 == all.size();
        text += i == 0 ? "" : (last ? " or " : ", ");
        text += nameOf(all[i]);
    }
    return text;
}

/// Reads an enumerator by the name that nameOf() gives it; `all` lists the names that are allowed.
template <typename Enum>
[[nodiscard]] Status readName(const Json& json, const std::string& path, std::span<const Enum> all, Enum& out)
{
    if (json.is_string()) {
        for (const Enum value : all) {
            if (json.get_ref<const std::string&>() == nameOf(value)) {
                out = value;
                return {};
            }
        }
    }
    return tl::unexpected<Error>(base::wrongValue(path, json, listNames(all)));
}

/// Reads a list of at least one item, or one item without a list around it, by `read(json, path, item)`.
template <typename T, typename Read>
[[nodiscard]] Status readOneOrMany(const Json& json, const std::string& path, std::vector<T>& out, Read read)
{
    std::vector<T> items;
    if (!json.is_array()) {
        RXWATT_TRY(read(json, path, items.emplace_back()));
    } else {
        for (std::size_t i = 0; i < json.size(); ++i) {
            RXWATT_TRY(read(json[i], path + "[" + std::to_string(i) + "]", items.emplace_back()));
        }
    }
    if (items.empty()) {
        return tl::unexpected<Error>(base::wrongValue(path, json, "a list of at least one item"));
    }
    out = std::move(items);
    return {};
}

/// The counterpart of readOneOrMany: one item stands without a list.
template <typename T, typename Write>
[[nodiscard]] Json oneOrMany(const std::vector<T>& items, Write write)
{
    if (items.size() == 1) {
        return write(items.front());
    }
    Json list = Json::array();
    for (const T& item : items) {
        list.push_back(write(item));
    }
    return list;
}

/// Reads the key by `read(json, path)` where it is there.
template <typename Read>
void readKey(base::ObjectReader& reader, const char* key, Read read)
{
    if (const Json* json = reader.find(key)) {
        reader.keep(read(*json, reader.pathOf(key)));
    }
}

/// The same for a key that must be there.
template <typename Read>
void readRequired(base::ObjectReader& reader, const char* key, Read read)
{
    if (const Json* json = reader.require(key)) {
        reader.keep(read(*json, reader.pathOf(key)));
    }
}

/// Thirty years: no run takes longer.
inline constexpr double maxSeconds = 1e9;

/// The same for a number that must lie in a range.
template <typename T>
void readBetween(base::ObjectReader& reader, const char* key, T low, T high, T& out)
{
    readRequired(reader, key, [&](const Json& value, const std::string& path) -> Status {
        T number{};
        RXWATT_TRY(base::fromJson(value, path, number));
        if (number < low || number > high) {
            return tl::unexpected<Error>(base::wrongValue(path, value, fmt::format("{} to {}", low, high)));
        }
        out = number;
        return {};
    });
}

template <typename T>
void readCount(base::ObjectReader& reader, const char* key, T& out)
{
    readBetween(reader, key, T{0}, std::numeric_limits<T>::max(), out);
}

/// The same for a name of readName().
template <typename Enum>
void readEnumerator(base::ObjectReader& reader, const char* key, std::span<const Enum> all, Enum& out)
{
    readRequired(reader, key,
                 [&](const Json& value, const std::string& path) { return readName<Enum>(value, path, all, out); });
}

/// The enumerator that nameOf() gives this name.
template <typename Enum>
[[nodiscard]] Result<Enum> fromName(std::string_view name, std::span<const Enum> all)
{
    for (const Enum value : all) {
        if (name == nameOf(value)) {
            return value;
        }
    }
    return fail(ErrorKind::badInput, fmt::format("found {}, {} is allowed", base::inQuotes(name), listNames(all)));
}

} // namespace rxwatt::run
