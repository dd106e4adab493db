// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"

#include "core/base/files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <limits>
#include <utility>

namespace rxwatt::base
{

namespace
{

std::string shown(const Json& value)
{
    if (value.is_null() || value.is_structured()) {
        return kindOf(value);
    }
    if (value.is_string()) {
        return fmt::format("{} ({})", kindOf(value), inQuotes(value.get_ref<const std::string&>()));
    }
    return fmt::format("{} ({})", kindOf(value), toText(value));
}

/// The value as a whole number where it is one: 20000, and also 2e4, which JSON does not tell apart from 20000.
template <std::integral T>
std::optional<T> wholeNumber(const Json& value)
{
    constexpr double exact = 0x1p53;
    if (value.is_number_unsigned()) {
        const auto number = value.get<std::uint64_t>();
        return std::in_range<T>(number) ? std::optional<T>(static_cast<T>(number)) : std::nullopt;
    }
    if (value.is_number_float()) {
        const auto number = value.get<double>();
        if (!(std::abs(number) <= exact) || number != std::trunc(number)) {
            return std::nullopt;
        }
        const auto whole = static_cast<std::int64_t>(number);
        return std::in_range<T>(whole) ? std::optional<T>(static_cast<T>(whole)) : std::nullopt;
    }
    if (value.is_number_integer()) {
        const auto number = value.get<std::int64_t>();
        return std::in_range<T>(number) ? std::optional<T>(static_cast<T>(number)) : std::nullopt;
    }
    return std::nullopt;
}

template <std::integral T>
Status readWhole(const Json& value, const std::string& path, T& out)
{
    const std::optional<T> number = wholeNumber<T>(value);
    if (!number) {
        const std::string allowed =
            fmt::format("a whole number from {} to {}", std::numeric_limits<T>::min(), std::numeric_limits<T>::max());
        return tl::unexpected<Error>(wrongValue(path, value, allowed));
    }
    out = *number;
    return {};
}

} // namespace

Result<Json> readJsonFile(const std::filesystem::path& path, JsonLimits limits)
{
    RXWATT_ASSIGN(const std::string text, readFile(path, limits.maxBytes));
    return parseJson(text, path.string(), limits);
}

std::string toText(const Json& value, int indent)
{
    return value.dump(indent, ' ', false, Json::error_handler_t::replace);
}

std::string inQuotes(std::string_view text, std::size_t maxBytes)
{
    // Cut before it is copied: it may have megabytes.
    return toText(Json(text.substr(0, maxBytes))) + (text.size() > maxBytes ? "…" : "");
}

std::string memberPath(const std::string& path, const std::string& key)
{
    constexpr std::size_t longestWord = 60;
    const bool plain = !key.empty() && key.size() <= longestWord && std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
    return plain ? path + "." + key : fmt::format("{}[{}]", path, inQuotes(key));
}

std::string kindOf(const Json& value)
{
    switch (value.type()) {
    case Json::value_t::null:
        return "null";
    case Json::value_t::object:
        return "an object";
    case Json::value_t::array:
        return "a list";
    case Json::value_t::string:
        return "a text";
    case Json::value_t::boolean:
        return "a truth value";
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned:
    case Json::value_t::number_float:
        return "a number";
    case Json::value_t::binary:
    case Json::value_t::discarded:
        break;
    }
    return "nothing";
}

Error wrongValue(const std::string& path, const Json& found, const std::string& allowed)
{
    return {ErrorKind::badInput, fmt::format("{}: found {}, {} is allowed", path, shown(found), allowed)};
}

Status fromJson(const Json& value, const std::string& path, bool& out)
{
    if (!value.is_boolean()) {
        return tl::unexpected<Error>(wrongValue(path, value, "true or false"));
    }
    out = value.get<bool>();
    return {};
}

Status fromJson(const Json& value, const std::string& path, int& out)
{
    return readWhole(value, path, out);
}

Status fromJson(const Json& value, const std::string& path, std::int64_t& out)
{
    return readWhole(value, path, out);
}

Status fromJson(const Json& value, const std::string& path, std::uint64_t& out)
{
    return readWhole(value, path, out);
}

Status fromJson(const Json& value, const std::string& path, double& out)
{
    if (!value.is_number() || !std::isfinite(value.get<double>())) {
        return tl::unexpected<Error>(wrongValue(path, value, "a number"));
    }
    out = value.get<double>();
    return {};
}

Status fromJson(const Json& value, const std::string& path, std::string& out)
{
    if (!value.is_string()) {
        return tl::unexpected<Error>(wrongValue(path, value, "a text"));
    }
    out = value.get_ref<const std::string&>();
    return {};
}

} // namespace rxwatt::base
