// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/sinr_list.h"

#include "core/phy/link_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace rxwatt::run
{

namespace
{

struct Steps {
    double first = 0;
    double step = 1;
    double last = 0;
};

/// first, first + step, … up to last, which counts where it lies on the grid but for rounding.
Result<std::vector<double>> expand(const Steps& steps, const std::string& path)
{
    if (steps.step == 0 || (steps.last - steps.first) / steps.step < 0) {
        return fail(ErrorKind::badInput,
                    fmt::format("{}: found first {}, step {}, last {}; the step must be above 0 and the last no "
                                "smaller than the first, or both the other way round",
                                path, steps.first, steps.step, steps.last));
    }
    const double count = std::floor((steps.last - steps.first) / steps.step + 1e-6) + 1;
    if (!(count <= static_cast<double>(maxSinrPoints))) {
        return fail(ErrorKind::badInput, fmt::format("{}: first {}, step {}, last {} make {} points, at most {} are "
                                                     "allowed",
                                                     path, steps.first, steps.step, steps.last, count, maxSinrPoints));
    }
    std::vector<double> points(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double point = steps.first + static_cast<double>(i) * steps.step;
        points[i] = steps.step > 0 ? std::min(point, steps.last) : std::max(point, steps.last);
    }
    return points;
}

std::optional<double> numberFromText(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
        return std::nullopt;
    }
    return value;
}

/// The numbers between separators; none where a part is no number.
std::optional<std::vector<double>> numbersFromText(std::string_view text, char separator)
{
    std::vector<double> numbers;
    while (true) {
        const std::size_t end = std::min(text.find(separator), text.size());
        const std::optional<double> number = numberFromText(text.substr(0, end));
        if (!number || numbers.size() > maxSinrPoints) {
            return std::nullopt;
        }
        numbers.push_back(*number);
        if (end == text.size()) {
            return numbers;
        }
        text.remove_prefix(end + 1);
    }
}

} // namespace

Status readSinrList(const Json& json, const std::string& path, std::vector<double>& out)
{
    if (json.is_object()) {
        Steps steps;
        base::ObjectReader reader(json, path);
        reader.required("first", steps.first).required("step", steps.step).required("last", steps.last);
        RXWATT_TRY(reader.finish());
        RXWATT_ASSIGN(out, expand(steps, path));
        return {};
    }
    if (!json.is_array()) {
        return tl::unexpected<Error>(base::wrongValue(path, json, R"(a list of numbers or {"first", "step", "last"})"));
    }
    return base::fromJson(json, path, out);
}

Result<std::vector<double>> sinrListFromText(std::string_view option, std::string_view text)
{
    const bool steps = text.find(':') != std::string_view::npos;
    auto points = numbersFromText(text, steps ? ':' : ',');
    if (points && steps) {
        const auto expanded = points->size() == 3 ? expand({(*points)[0], (*points)[1], (*points)[2]}, "")
                                                  : Result<std::vector<double>>(fail(ErrorKind::badInput, ""));
        points = expanded ? std::optional(*expanded) : std::nullopt;
    }
    if (!points) {
        return fail(ErrorKind::badInput,
                    fmt::format("{}: found {}; a list like 0,4,8 or first:step:last like -4:2:32 is allowed, of at "
                                "most {} numbers",
                                option, base::inQuotes(text, 80), maxSinrPoints));
    }
    RXWATT_TRY(checkSinrList(*points, std::string(option)));
    return std::move(*points);
}

Status checkSinrList(const std::vector<double>& sinrDb, const std::string& path)
{
    if (sinrDb.empty() || sinrDb.size() > maxSinrPoints) {
        return fail(ErrorKind::badInput,
                    fmt::format("{}: found {} points, 1 to {} are allowed", path, sinrDb.size(), maxSinrPoints));
    }
    for (std::size_t i = 0; i < sinrDb.size(); ++i) {
        if (!(sinrDb[i] >= phy::minSinrDb && sinrDb[i] <= phy::maxSinrDb)) {
            return fail(ErrorKind::badInput, fmt::format("{}[{}]: found {}, {} to {} dB is allowed", path, i, sinrDb[i],
                                                         phy::minSinrDb, phy::maxSinrDb));
        }
        if (std::find(sinrDb.begin(), sinrDb.begin() + static_cast<std::ptrdiff_t>(i), sinrDb[i]) !=
            sinrDb.begin() + static_cast<std::ptrdiff_t>(i)) {
            return fail(ErrorKind::badInput,
                        fmt::format("{}[{}]: found {} a second time, each point is allowed once", path, i, sinrDb[i]));
        }
    }
    return {};
}

} // namespace rxwatt::run
