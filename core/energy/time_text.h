// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rxwatt::energy
{

/// Reads a text from its front.
struct TextCursor {
    std::string_view text;

    bool take(char c)
    {
        const bool there = !text.empty() && text.front() == c;
        text.remove_prefix(there ? 1 : 0);
        return there;
    }

    bool takeAny(std::string_view characters)
    {
        const bool there = !text.empty() && characters.find(text.front()) != std::string_view::npos;
        text.remove_prefix(there ? 1 : 0);
        return there;
    }

    /// A whole number of so many digits.
    std::optional<int> number(std::size_t least, std::size_t most)
    {
        std::size_t digits = 0;
        int value = 0;
        while (digits < text.size() && digits < most && text[digits] >= '0' && text[digits] <= '9') {
            value = value * 10 + (text[digits++] - '0');
        }
        if (digits < least) {
            return std::nullopt;
        }
        text.remove_prefix(digits);
        return value;
    }
};

/// ISO 8601 in UTC to the second.
[[nodiscard]] std::string isoOf(std::int64_t wallNs);

/// "11:23", "11:23:43", "11:23:43.578" in nanoseconds since midnight.
[[nodiscard]] std::optional<std::int64_t> takeTimeOfDay(TextCursor& cursor);

/// "2026-03-07", "2026/03/07", "07.03.2026" as days since 1970. "03/07/2026" may be March or July: it is none.
[[nodiscard]] std::optional<std::int64_t> takeDate(TextCursor& cursor);

/// "Z", " UTC", "+02:00", "-0530" in seconds; nothing where there is none, `valid` false where something else is there.
[[nodiscard]] std::optional<std::int64_t> takeZone(TextCursor cursor, bool& valid);

} // namespace rxwatt::energy
