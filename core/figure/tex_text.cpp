// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/writer.h"

#include <array>
#include <cstdint>
#include <utility>

namespace rxwatt::figure
{

namespace
{

constexpr std::array<std::pair<char, std::string_view>, 13> replacements = {{{'\\', "\\textbackslash{}"},
                                                                             {'{', "\\{"},
                                                                             {'}', "\\}"},
                                                                             {'$', "\\$"},
                                                                             {'&', "\\&"},
                                                                             {'#', "\\#"},
                                                                             {'%', "\\%"},
                                                                             {'_', "\\_"},
                                                                             {'^', "\\textasciicircum{}"},
                                                                             {'~', "\\textasciitilde{}"},
                                                                             {'<', "\\ensuremath{<}"},
                                                                             {'>', "\\ensuremath{>}"},
                                                                             {'|', "\\ensuremath{|}"}}};

std::string escaped(char letter)
{
    for (const auto& [special, replacement] : replacements) {
        if (letter == special) {
            return std::string(replacement);
        }
    }
    const auto code = static_cast<unsigned char>(letter);
    return code < 0x20 || code == 0x7F ? " " : std::string(1, letter);
}

/// Length of the UTF-8 sequence that begins here; 1 for what is no beginning.
std::size_t sequenceLength(unsigned char first)
{
    if (first >= 0xF0) {
        return 4;
    }
    if (first >= 0xE0) {
        return 3;
    }
    return first >= 0xC0 ? 2 : 1;
}

/// Whether LaTeX's default fonts have the letter: Latin-1 from À to ÿ without ×, ÷, Ð, ð, Þ and þ.
bool inDefaultFonts(std::string_view sequence)
{
    if (sequence.size() != 2 || static_cast<unsigned char>(sequence[0]) != 0xC3) {
        return false;
    }
    const auto second = static_cast<unsigned char>(sequence[1]);
    constexpr std::array<unsigned char, 6> missing = {0x90, 0x97, 0x9E, 0xB0, 0xB7, 0xBE};
    for (const unsigned char code : missing) {
        if (second == code) {
            return false;
        }
    }
    return second >= 0x80 && second <= 0xBF;
}

} // namespace

std::string escapeTex(std::string_view text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        const auto first = static_cast<unsigned char>(text[i]);
        if (first < 0x80) {
            result += escaped(text[i]);
            ++i;
            continue;
        }
        const std::string_view sequence = text.substr(i, sequenceLength(first));
        if (sequence == "\u2212") {
            result += "\\ensuremath{-}";
        } else {
            result += inDefaultFonts(sequence) ? std::string(sequence) : "?";
        }
        i += sequence.size();
    }
    return result;
}

} // namespace rxwatt::figure
