// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::base
{

/// JSON whose keys keep the order in which they were written.
using Json = nlohmann::ordered_json;

/// What a JSON text may cost us. Files come from anywhere.
struct JsonLimits {
    std::size_t maxBytes = std::size_t{16} << 20;
    int maxDepth = 64;
};

/// Parses strictly: repeated keys, invalid UTF-8, NaN and infinities (also 1e999), depth and size over the limits and
/// anything behind the value are errors. `source` names the text in messages (a file's name).
[[nodiscard]] Result<Json> parseJson(std::string_view text, const std::string& source, JsonLimits limits = {});

/// Reads and parses a file, never more than the limit of it.
[[nodiscard]] Result<Json> readJsonFile(const std::filesystem::path& path, JsonLimits limits = {});

/// JSON text: one line, or indented for people. Invalid UTF-8 in strings (file names) is replaced, never thrown on; NaN
/// and infinities become null.
[[nodiscard]] std::string toText(const Json& value, int indent = -1);

/// null for none: no reading is not 0.
template <typename T>
[[nodiscard]] Json orNull(const std::optional<T>& value)
{
    return value ? Json(*value) : Json();
}

/// A text from anywhere in quotes for a message: cut after `maxBytes`, control characters and invalid UTF-8 made
/// harmless.
[[nodiscard]] std::string inQuotes(std::string_view text, std::size_t maxBytes = 60);

/// "$.training.steps", or $["odd key"] where the key is no plain word: it may come from anywhere.
[[nodiscard]] std::string memberPath(const std::string& path, const std::string& key);

/// "a number", "a text", "null" … for messages.
[[nodiscard]] std::string kindOf(const Json& value);

/// "$.training.steps: found a text ("many"), a whole number is allowed".
[[nodiscard]] Error wrongValue(const std::string& path, const Json& found, const std::string& allowed);

// Conversions of single values; a type of ours adds its own overload in its namespace. Each leaves `out` alone on
// failure.
[[nodiscard]] Status fromJson(const Json& value, const std::string& path, bool& out);
[[nodiscard]] Status fromJson(const Json& value, const std::string& path, int& out);
[[nodiscard]] Status fromJson(const Json& value, const std::string& path, std::int64_t& out);
[[nodiscard]] Status fromJson(const Json& value, const std::string& path, std::uint64_t& out);
[[nodiscard]] Status fromJson(const Json& value, const std::string& path, double& out);
[[nodiscard]] Status fromJson(const Json& value, const std::string& path, std::string& out);

template <typename T>
[[nodiscard]] Status fromJson(const Json& value, const std::string& path, std::vector<T>& out)
{
    if (!value.is_array()) {
        return tl::unexpected<Error>(wrongValue(path, value, "a list"));
    }
    std::vector<T> items;
    for (std::size_t i = 0; i < value.size(); ++i) {
        T item{};
        RXWATT_TRY(fromJson(value[i], path + "[" + std::to_string(i) + "]", item));
        items.push_back(std::move(item));
    }
    out = std::move(items);
    return {};
}

/// null means "none".
template <typename T>
[[nodiscard]] Status fromJson(const Json& value, const std::string& path, std::optional<T>& out)
{
    if (value.is_null()) {
        out.reset();
        return {};
    }
    T item{};
    RXWATT_TRY(fromJson(value, path, item));
    out = std::move(item);
    return {};
}

/// Reads one JSON object key by key, remembers the first error, and in finish() reports keys that nobody asked for.
class ObjectReader
{
public:
    ObjectReader(const Json& value, std::string path);

    /// Reads the key into `out` where it is there; `out` keeps its default where it is not.
    template <typename T>
    ObjectReader& optional(const char* key, T& out)
    {
        if (const Json* value = find(key)) {
            keep(fromJson(*value, pathOf(key), out));
        }
        return *this;
    }

    template <typename T>
    ObjectReader& required(const char* key, T& out)
    {
        if (const Json* value = require(key)) {
            keep(fromJson(*value, pathOf(key), out));
        }
        return *this;
    }

    /// The value of a key for a reader of one's own, or null; counts as asked for.
    [[nodiscard]] const Json* find(const char* key);
    /// The same; where it is null, that the key is missing is remembered.
    [[nodiscard]] const Json* require(const char* key);
    [[nodiscard]] std::string pathOf(const char* key) const;
    /// Remembers the first error.
    void keep(Status status);
    /// The first error, or what keys are unknown and which are allowed.
    [[nodiscard]] Status finish();

private:
    const Json& m_value;
    std::string m_path;
    std::set<std::string> m_known;
    std::optional<Error> m_error;
};

} // namespace rxwatt::base

namespace rxwatt
{
using base::Json;
} // namespace rxwatt
