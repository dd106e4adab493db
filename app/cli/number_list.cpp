// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/number_list.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <optional>

namespace rxwatt::cli
{

namespace
{

constexpr std::size_t maxNumbers = 1000;

tl::unexpected<Error> wrongList(const std::string& option, const std::string& text)
{
    return fail(
        ErrorKind::badInput,
        fmt::format(
            "{}: found \"{}\"; a list like 0,4,8 or first:step:last like -4:2:32 is allowed, of at most {} numbers",
            option, text.substr(0, 80), maxNumbers));
}

std::optional<double> numberOf(std::string_view text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) {
        return std::nullopt;
    }
    return number;
}

/// The numbers between separators, or nothing where one is none.
std::optional<std::vector<double>> split(std::string_view text, char separator)
{
    std::vector<double> numbers;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(separator, begin), text.size());
        const auto number = numberOf(text.substr(begin, end - begin));
        if (!number || numbers.size() == maxNumbers) {
            return std::nullopt;
        }
        numbers.push_back(*number);
        begin = end + 1;
    }
    return numbers;
}

} // namespace

Result<std::vector<double>> numberListFromText(const std::string& option, const std::string& text)
{
    if (text.find(':') == std::string::npos) {
        auto numbers = split(text, ',');
        return numbers ? Result<std::vector<double>>(std::move(*numbers)) : wrongList(option, text);
    }
    const auto parts = split(text, ':');
    if (!parts || parts->size() != 3) {
        return wrongList(option, text);
    }
    const double first = (*parts)[0];
    const double step = (*parts)[1];
    const double last = (*parts)[2];
    // A last value that rounding puts a hair beyond the range is in.
    const double steps = std::floor((last - first) / step + 1e-9);
    if (step == 0 || !(steps >= 0) || steps >= static_cast<double>(maxNumbers)) {
        return wrongList(option, text);
    }
    std::vector<double> numbers;
    for (int i = 0; i <= static_cast<int>(steps); ++i) {
        numbers.push_back(first + i * step);
    }
    return numbers;
}

} // namespace rxwatt::cli
