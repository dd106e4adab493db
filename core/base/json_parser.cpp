// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace rxwatt::base
{

namespace
{

/// Longest reason or path in a message.
constexpr std::size_t maxShownBytes = 200;

std::string clipped(std::string text)
{
    if (text.size() > maxShownBytes) {
        std::size_t end = maxShownBytes;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
            --end; // inside a character
        }
        text.resize(end);
        text += "…";
    }
    return text;
}

/// "line 3, column 7" of a byte position (counted from 1, as the parser does).
std::string placeOf(std::string_view text, std::size_t position)
{
    const std::string_view before = text.substr(0, position > 0 ? position - 1 : 0);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t lineStart = before.rfind('\n') + 1; // npos + 1 is 0: the first line
    return fmt::format("line {}, column {}", line, before.size() - lineStart + 1);
}

/// The reason alone of the parser's "[json.exception.parse_error.101] parse error at line 1, column 2: …".
std::string reasonOf(std::string message)
{
    if (const std::size_t end = message.find("] "); end != std::string::npos) {
        message.erase(0, end + 2);
    }
    if (message.starts_with("parse error at line")) {
        if (const std::size_t end = message.find(": "); end != std::string::npos) {
            message.erase(0, end + 2);
        }
    }
    return clipped(std::move(message));
}

/// Builds a value from the parser's calls and stops at the first thing that is not allowed.
class StrictBuilder final : public nlohmann::json_sax<Json>
{
public:
    StrictBuilder(std::string_view text, int maxDepth) : m_text(text), m_maxDepth(maxDepth) {}

    [[nodiscard]] Json take() { return std::move(m_result); }

    [[nodiscard]] const std::string& problem() const { return m_problem; }

    bool null() override { return add(nullptr); }

    bool boolean(bool value) override { return add(value); }

    bool number_integer(number_integer_t value) override { return add(value); }

    bool number_unsigned(number_unsigned_t value) override { return add(value); }

    bool number_float(number_float_t value, const string_t& /*text*/) override { return add(value); }

    bool string(string_t& value) override { return add(std::move(value)); }

    bool binary(binary_t& /*value*/) override { return refuse(path(), "binary values are not allowed"); }

    bool start_object(std::size_t /*size*/) override { return begin(true); }

    bool start_array(std::size_t /*size*/) override { return begin(false); }

    bool key(string_t& key) override
    {
        Level& level = m_levels.back();
        if (!level.seen.insert(key).second) {
            return refuse(path(), fmt::format("the key {} is repeated", inQuotes(key)));
        }
        level.key = std::move(key);
        return true;
    }

    bool end_object() override
    {
        Level level = std::move(m_levels.back());
        m_levels.pop_back();
        Json::object_t object;
        // The base class of ordered_map takes members without looking for an equal key among all others, which would
        // make large objects quadratic; `seen` has done that.
        std::vector<std::pair<const std::string, Json>>& members = object;
        members.reserve(level.members.size());
        for (auto& [key, value] : level.members) {
            members.emplace_back(std::move(key), std::move(value));
        }
        return add(std::move(object));
    }

    bool end_array() override
    {
        Level level = std::move(m_levels.back());
        m_levels.pop_back();
        return add(std::move(level.items));
    }

    bool parse_error(std::size_t position, const std::string& /*token*/,
                     const nlohmann::detail::exception& error) override
    {
        return refuse(placeOf(m_text, position), reasonOf(error.what()));
    }

private:
    /// An object or list that is still open.
    struct Level {
        bool isObject = false;
        std::string key;
        std::unordered_set<std::string> seen;
        std::vector<std::pair<std::string, Json>> members;
        Json::array_t items;
    };

    bool begin(bool isObject)
    {
        if (std::cmp_greater_equal(m_levels.size(), m_maxDepth)) {
            return refuse(path(), fmt::format("is nested deeper than the {} levels that are allowed", m_maxDepth));
        }
        m_levels.push_back({.isObject = isObject, .key = {}, .seen = {}, .members = {}, .items = {}});
        return true;
    }

    template <typename T>
    bool add(T&& value)
    {
        if (m_levels.empty()) {
            m_result = std::forward<T>(value);
        } else if (Level& level = m_levels.back(); level.isObject) {
            level.members.emplace_back(std::move(level.key), std::forward<T>(value));
        } else {
            level.items.emplace_back(std::forward<T>(value));
        }
        return true;
    }

    bool refuse(const std::string& place, const std::string& reason)
    {
        m_problem = place + ": " + reason;
        return false;
    }

    /// Of the innermost open object or list.
    [[nodiscard]] std::string path() const
    {
        std::string path = "$";
        for (std::size_t i = 0; i + 1 < m_levels.size(); ++i) {
            const Level& level = m_levels[i];
            path = level.isObject ? memberPath(path, level.key) : fmt::format("{}[{}]", path, level.items.size());
        }
        return clipped(std::move(path));
    }

    std::string_view m_text;
    int m_maxDepth;
    std::vector<Level> m_levels;
    Json m_result;
    std::string m_problem;
};

} // namespace

Result<Json> parseJson(std::string_view text, const std::string& source, JsonLimits limits)
{
    if (text.size() > limits.maxBytes) {
        return fail(ErrorKind::badInput,
                    fmt::format("{}: has {} bytes, at most {} are allowed", source, text.size(), limits.maxBytes));
    }
    // The parser takes a zero byte for the end of the text and would not look at what is behind it.
    if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos) {
        return fail(ErrorKind::badInput, fmt::format("{}: {}: found a zero byte", source, placeOf(text, zero + 1)));
    }
    StrictBuilder builder(text, limits.maxDepth);
    if (!Json::sax_parse(text.begin(), text.end(), &builder)) {
        return fail(ErrorKind::badInput, source + ": " + builder.problem());
    }
    return builder.take();
}

} // namespace rxwatt::base
