// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>

namespace rxwatt::base
{

namespace
{

/// Longer keys are no typing errors of ours.
constexpr std::size_t maxComparedBytes = 64;

/// Levenshtein's distance: letters to add, drop or change.
std::size_t distanceOf(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t change = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({change, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

/// The known key that the writer may have meant, or nothing where none is near.
std::string nearestTo(const std::string& key, const std::set<std::string>& known)
{
    std::string nearest;
    std::size_t best = std::max<std::size_t>(1, key.size() / 3) + 1;
    if (key.size() > maxComparedBytes) {
        return nearest;
    }
    for (const std::string& candidate : known) {
        if (const std::size_t distance = distanceOf(key, candidate); distance < best) {
            best = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

Error unknownKey(const std::string& path, const std::string& key, const std::set<std::string>& known)
{
    std::string message = fmt::format("{}: the key {} is not known", path, inQuotes(key));
    if (const std::string nearest = nearestTo(key, known); !nearest.empty()) {
        message += fmt::format("; did you mean \"{}\"?", nearest);
    }
    message += known.empty() ? "; no key is allowed" : fmt::format("; allowed are {}", fmt::join(known, ", "));
    return {ErrorKind::badInput, std::move(message)};
}

} // namespace

ObjectReader::ObjectReader(const Json& value, std::string path) : m_value(value), m_path(std::move(path))
{
    if (!m_value.is_object()) {
        m_error = wrongValue(m_path, m_value, "an object");
    }
}

const Json* ObjectReader::find(const char* key)
{
    m_known.insert(key);
    if (!m_value.is_object()) {
        return nullptr;
    }
    const auto found = m_value.find(key);
    return found == m_value.end() ? nullptr : &*found;
}

const Json* ObjectReader::require(const char* key)
{
    const Json* value = find(key);
    if (value == nullptr) {
        keep(fail(ErrorKind::badInput, pathOf(key) + ": is missing"));
    }
    return value;
}

std::string ObjectReader::pathOf(const char* key) const
{
    return m_path + "." + key;
}

void ObjectReader::keep(Status status)
{
    if (!status && !m_error) {
        m_error = std::move(status).error();
    }
}

Status ObjectReader::finish()
{
    if (m_error) {
        return tl::unexpected<Error>(*m_error);
    }
    for (const auto& member : m_value.items()) {
        if (!m_known.contains(member.key())) {
            return tl::unexpected<Error>(unknownKey(m_path, member.key(), m_known));
        }
    }
    return {};
}

} // namespace rxwatt::base
