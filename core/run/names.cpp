// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/names.h"

#include <fmt/format.h>

#include <optional>

namespace rxwatt::run
{

namespace
{

struct LeadByte {
    std::size_t length = 1;
    char32_t bits = 0;
    /// Smallest code point that may be written with so many bytes.
    char32_t smallest = 0;
};

std::optional<LeadByte> leadByte(unsigned char byte)
{
    if (byte < 0x80) {
        return LeadByte{1, byte, 0};
    }
    if (byte >= 0xC2 && byte < 0xE0) {
        return LeadByte{2, byte & 0x1FU, 0x80};
    }
    if (byte >= 0xE0 && byte < 0xF0) {
        return LeadByte{3, byte & 0x0FU, 0x800};
    }
    if (byte >= 0xF0 && byte < 0xF5) {
        return LeadByte{4, byte & 0x07U, 0x10000};
    }
    return std::nullopt;
}

/// Takes one character off the text's front; none where it is no valid UTF-8.
std::optional<char32_t> takeCharacter(std::string_view& text)
{
    const std::optional<LeadByte> lead = leadByte(static_cast<unsigned char>(text.front()));
    if (!lead || text.size() < lead->length) {
        return std::nullopt;
    }
    char32_t character = lead->bits;
    for (std::size_t i = 1; i < lead->length; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xC0U) != 0x80U) {
            return std::nullopt;
        }
        character = (character << 6) | (byte & 0x3FU);
    }
    const bool surrogate = character >= 0xD800 && character < 0xE000;
    if (character < lead->smallest || character > 0x10FFFF || surrogate) {
        return std::nullopt;
    }
    text.remove_prefix(lead->length);
    return character;
}

bool isControl(char32_t character)
{
    return character < 0x20 || (character >= 0x7F && character < 0xA0);
}

} // namespace

Status checkName(std::string_view text, const std::string& path, std::size_t maxLength)
{
    std::size_t length = 0;
    while (!text.empty()) {
        const std::optional<char32_t> character = takeCharacter(text);
        if (!character) {
            return fail(ErrorKind::badInput, fmt::format("{}: is not valid UTF-8 after character {}", path, length));
        }
        ++length;
        if (isControl(*character)) {
            return fail(ErrorKind::badInput,
                        fmt::format("{}: found the control character U+{:04X} at place {}, none is allowed", path,
                                    static_cast<std::uint32_t>(*character), length));
        }
    }
    if (length < 1 || length > maxLength) {
        return fail(ErrorKind::badInput,
                    fmt::format("{}: found {} characters, 1 to {} are allowed", path, length, maxLength));
    }
    return {};
}

} // namespace rxwatt::run
