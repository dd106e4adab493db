// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_order.h"

#include <algorithm>
#include <array>
#include <bit>
#include <compare>
#include <string_view>
#include <utility>

namespace rxwatt::store
{

namespace
{

/// A run's place in the order, small enough that sorting stays in the cache: rows are wide and their texts lie
/// elsewhere.
struct Place {
    /// The value's first bytes such that they compare as the value does: times fit whole.
    std::array<std::uint64_t, 3> value{};
    /// The same of the run's id, which decides between equals.
    std::uint64_t id = 0;
    std::uint32_t row = 0;
    bool hasValue = true;
    /// Whether the value has more bytes than fit.
    bool isLonger = false;
};

std::uint64_t firstBytes(std::string_view text)
{
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < 8; ++i) {
        bytes = bytes << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
    }
    return bytes;
}

void setValue(Place& place, std::string_view text)
{
    for (std::size_t i = 0; i < place.value.size(); ++i) {
        place.value[i] = firstBytes(text.substr(std::min(text.size(), 8 * i)));
    }
    place.isLonger = text.size() > 8 * place.value.size();
}

/// The bits of a double compare like integers once negative ones are turned round.
void setValue(Place& place, double number)
{
    const auto bits = std::bit_cast<std::uint64_t>(number + 0.0); // −0 is 0
    constexpr std::uint64_t sign = std::uint64_t{1} << 63;
    place.value[0] = (bits & sign) != 0 ? ~bits : bits | sign;
}

template <typename T>
void setValue(Place& place, const std::optional<T>& value)
{
    place.hasValue = value.has_value();
    if (value) {
        setValue(place, *value);
    }
}

/// What the first bytes may leave open: only texts are longer.
std::string_view wholeText(const RunSummary& run, RunSort sort)
{
    switch (sort) {
    case RunSort::name:
        return run.name;
    case RunSort::created:
        return run.createdAt;
    case RunSort::started:
        return run.startedAt ? std::string_view(*run.startedAt) : std::string_view();
    case RunSort::finished:
        return run.finishedAt ? std::string_view(*run.finishedAt) : std::string_view();
    default:
        return {};
    }
}

Place placeOf(const RunSummary& run, RunSort sort)
{
    Place place;
    switch (sort) {
    case RunSort::queue:
        setValue(place, run.order);
        break;
    case RunSort::created:
    case RunSort::name:
        setValue(place, wholeText(run, sort));
        break;
    case RunSort::state:
        setValue(place, nameOf(run.state));
        break;
    case RunSort::started:
        setValue(place, run.startedAt);
        break;
    case RunSort::finished:
        setValue(place, run.finishedAt);
        break;
    case RunSort::duration:
        setValue(place, run.durationS);
        break;
    case RunSort::steps:
        setValue(place, static_cast<double>(run.stepsDone));
        break;
    case RunSort::geometricMeanBer:
        setValue(place, run.geometricMeanBer);
        break;
    }
    return place;
}

} // namespace

void sortRuns(std::vector<RunSummary>& runs, RunSort sort, bool descending)
{
    std::vector<Place> places;
    places.reserve(runs.size());
    for (const RunSummary& run : runs) {
        places.push_back(placeOf(run, sort));
        places.back().id = firstBytes(run.id.text);
        places.back().row = static_cast<std::uint32_t>(places.size() - 1);
    }
    std::sort(places.begin(), places.end(), [&](const Place& a, const Place& b) {
        if (a.hasValue != b.hasValue) {
            return a.hasValue;
        }
        auto order = a.value <=> b.value;
        if (order == 0 && (a.isLonger || b.isLonger)) {
            order = wholeText(runs[a.row], sort) <=> wholeText(runs[b.row], sort);
        }
        if (order != 0) {
            return (order < 0) != descending;
        }
        return a.id != b.id ? a.id < b.id : runs[a.row].id < runs[b.row].id;
    });
    std::vector<RunSummary> sorted;
    sorted.reserve(runs.size());
    for (const Place& place : places) {
        sorted.push_back(std::move(runs[place.row]));
    }
    runs = std::move(sorted);
}

} // namespace rxwatt::store
