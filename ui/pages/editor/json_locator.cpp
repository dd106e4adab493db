// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/editor/json_locator.h"

#include "core/base/json.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace rxwatt::pages::editor
{

namespace
{

/// Walks over a JSON text that is known to be valid.
class Walker
{
public:
    explicit Walker(std::string_view text) : m_text(text) {}

    [[nodiscard]] std::optional<std::size_t> find(std::string_view path)
    {
        skipSpace();
        const std::size_t begin = m_at;
        if (path.empty() || m_at >= m_text.size()) {
            return begin;
        }
        const bool isIndex = path.front() == '[';
        const std::size_t end = isIndex ? path.find(']') : path.find_first_of(".[");
        const std::string_view step = isIndex ? path.substr(1, end - 1) : path.substr(0, end);
        path.remove_prefix(
            std::min(end == std::string_view::npos ? path.size() : end + (isIndex ? 1 : 0), path.size()));
        if (path.starts_with('.')) {
            path.remove_prefix(1);
        }
        const bool found = isIndex ? enterItem(step) : enterMember(step);
        return found ? find(path) : begin;
    }

private:
    void skipSpace() { m_at = std::min(m_text.find_first_not_of(" \t\r\n", m_at), m_text.size()); }

    [[nodiscard]] char here() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    std::string_view takeString()
    {
        const std::size_t begin = m_at++;
        while (m_at < m_text.size() && m_text[m_at] != '"') {
            m_at += m_text[m_at] == '\\' ? 2 : 1;
        }
        m_at = std::min(m_at + 1, m_text.size());
        return m_text.substr(begin, m_at - begin);
    }

    void skipValue()
    {
        int depth = 0;
        do {
            skipSpace();
            const char c = here();
            if (c == '"') {
                takeString();
            } else if (c == '{' || c == '[') {
                ++depth;
                ++m_at;
            } else if (c == '}' || c == ']') {
                --depth;
                ++m_at;
            } else if (c == ',' || c == ':') {
                ++m_at;
            } else {
                m_at = std::min(m_text.find_first_of(",:]} \t\r\n", m_at), m_text.size());
            }
        } while (depth > 0 && m_at < m_text.size());
    }

    bool enterMember(std::string_view key)
    {
        if (here() != '{') {
            return false;
        }
        ++m_at;
        while (m_at < m_text.size()) {
            skipSpace();
            if (here() != '"') {
                return false;
            }
            const std::string_view name = takeString();
            skipSpace();
            ++m_at; // the colon
            if (name == base::toText(base::Json(std::string(key)))) {
                return true;
            }
            skipValue();
            skipSpace();
            if (here() != ',') {
                return false;
            }
            ++m_at;
        }
        return false;
    }

    bool enterItem(std::string_view index)
    {
        std::size_t place = 0;
        std::from_chars(index.data(), index.data() + index.size(), place);
        if (here() != '[') {
            return false;
        }
        ++m_at;
        for (; place > 0; --place) {
            skipValue();
            skipSpace();
            if (here() != ',') {
                return false;
            }
            ++m_at;
        }
        return true;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

} // namespace

std::optional<std::size_t> positionOf(std::string_view json, std::string_view path)
{
    return Walker(json).find(path);
}

int lineOf(std::string_view text, std::size_t position)
{
    return 1 + static_cast<int>(std::count(
                   text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(position, text.size())), '\n'));
}

} // namespace rxwatt::pages::editor
