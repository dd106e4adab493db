// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/recorded_value.h"

#include "core/energy/csv_rows.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace rxwatt::energy
{

namespace
{

/// A megawatt: more is a broken reading. Drivers are known to give terawatts.
constexpr double mostMicrowatts = 1e12;
/// What a std::int64_t holds.
constexpr double mostMicrojoules = 9e18;

constexpr double wattHour = 3600;

constexpr std::array<std::pair<std::string_view, double>, 6> prefixes = {
    {{"micro", 1e-6}, {"milli", 1e-3}, {"kilo", 1e3}, {"mega", 1e6}, {"", 1}, {"giga", 1e9}}};

/// Written out, in any case: "Watts", "millijoule", "kilowatthours".
std::optional<PowerUnit> wordUnit(std::string name)
{
    name = lowered(name);
    if (name.ends_with('s')) {
        name.pop_back();
    }
    for (const auto& [prefix, scale] : prefixes) {
        if (name == std::string(prefix) + "watt") {
            return PowerUnit{ReadingKind::power, scale * 1e6};
        }
        if (name == std::string(prefix) + "joule") {
            return PowerUnit{ReadingKind::energyCounter, scale * 1e6};
        }
        if (name == std::string(prefix) + "watthour") {
            return PowerUnit{ReadingKind::energyCounter, scale * wattHour * 1e6};
        }
    }
    return std::nullopt;
}

bool isWordByte(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// As they are written.
std::vector<std::string_view> splitWords(std::string_view text)
{
    std::vector<std::string_view> words;
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        if (at == text.size() || !isWordByte(text[at])) {
            if (at > begin) {
                words.push_back(text.substr(begin, at - begin));
            }
            begin = at + 1;
        }
    }
    return words;
}

} // namespace

std::string lowered(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

std::vector<std::string> wordsOf(std::string_view column)
{
    std::vector<std::string> words;
    for (const std::string_view word : splitWords(column)) {
        words.push_back(lowered(word));
    }
    return words;
}

std::optional<Amount> amountOf(std::string_view text, bool decimalComma)
{
    text = trimmed(text);
    if (text.starts_with('+')) {
        text.remove_prefix(1);
    }
    std::string withPoint;
    std::string_view number = text;
    if (decimalComma && text.find(',') != std::string_view::npos) {
        withPoint = text;
        std::replace(withPoint.begin(), withPoint.end(), ',', '.');
        number = withPoint;
    }
    Amount amount;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), amount.value);
    if (error != std::errc() || !std::isfinite(amount.value)) {
        return std::nullopt;
    }
    const auto length = static_cast<std::size_t>(end - number.data());
    amount.unit = trimmed(text.substr(length));
    const bool goesOn = length < text.size() && (text[length] == ',' || text[length] == '.');
    return goesOn ? std::nullopt : std::optional(amount);
}

std::optional<PowerUnit> powerUnitOf(std::string_view name)
{
    constexpr double micro = 1e6;
    constexpr std::array<std::pair<std::string_view, double>, 8> scales = {
        {{"", 1}, {"m", 1e-3}, {"k", 1e3}, {"K", 1e3}, {"u", 1e-6}, {"µ", 1e-6}, {"M", 1e6}, {"G", 1e9}}};
    for (const auto& [prefix, scale] : scales) {
        if (!name.starts_with(prefix)) {
            continue;
        }
        const std::string_view rest = name.substr(prefix.size());
        if (rest == "W" || rest == "w") {
            return PowerUnit{ReadingKind::power, scale * micro};
        }
        if (rest == "J" || rest == "j") {
            return PowerUnit{ReadingKind::energyCounter, scale * micro};
        }
        if (rest == "Wh" || rest == "wh" || rest == "WH") {
            return PowerUnit{ReadingKind::energyCounter, scale * wattHour * micro};
        }
        if (rest == "Ws") {
            return PowerUnit{ReadingKind::energyCounter, scale * micro};
        }
    }
    return wordUnit(std::string(name));
}

std::optional<PowerUnit> powerUnitInName(std::string_view column)
{
    const std::vector<std::string_view> words = splitWords(column);
    for (std::size_t i = words.size(); i-- > 0;) {
        const bool mayBeShort = i + 1 == words.size();
        if (words[i].size() > 1 || mayBeShort) {
            if (const auto unit = powerUnitOf(words[i])) {
                return unit;
            }
        }
    }
    return std::nullopt;
}

std::optional<double> timeUnitInName(std::string_view column)
{
    constexpr std::array<std::pair<std::string_view, double>, 19> units = {{{"s", 1},
                                                                            {"sec", 1},
                                                                            {"secs", 1},
                                                                            {"second", 1},
                                                                            {"seconds", 1},
                                                                            {"ms", 1e-3},
                                                                            {"msec", 1e-3},
                                                                            {"millis", 1e-3},
                                                                            {"milliseconds", 1e-3},
                                                                            {"us", 1e-6},
                                                                            {"µs", 1e-6},
                                                                            {"usec", 1e-6},
                                                                            {"microseconds", 1e-6},
                                                                            {"ns", 1e-9},
                                                                            {"nanoseconds", 1e-9},
                                                                            {"min", 60},
                                                                            {"minutes", 60},
                                                                            {"h", 3600},
                                                                            {"hours", 3600}}};
    const std::vector<std::string> words = wordsOf(column);
    const auto* const found =
        words.empty()
            ? units.end()
            : std::find_if(units.begin(), units.end(), [&](const auto& unit) { return unit.first == words.back(); });
    return found == units.end() ? std::nullopt : std::optional(found->second);
}

Reading readingOf(ReadingKind kind, std::optional<double> micro)
{
    const double most = kind == ReadingKind::power ? mostMicrowatts : mostMicrojoules;
    const bool is = micro && std::isfinite(*micro) && *micro >= 0 && *micro <= most;
    return is ? Reading{static_cast<std::uint64_t>(std::llround(*micro)), true} : Reading{};
}

} // namespace rxwatt::energy
