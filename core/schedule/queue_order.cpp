// SPDX-License-Identifier: GPL-3.0-or-later
// Places in the queue.
#include "core/schedule/queue.h"

#include <fmt/format.h>

#include <algorithm>

namespace rxwatt::schedule
{

namespace
{

/// Between runs that are put at an end of the queue; new runs come later by their time of day.
constexpr double placeStep = 1e-3;
/// Places nearer than this run out of digits: then all are numbered anew.
constexpr double nearestPlaces = 1e-5;

using Place = std::pair<double, RunId>;

/// Places for `count` runs between two that may be absent; empty where there is no room.
std::vector<double> placesBetween(const Place* lower, const Place* upper, std::size_t count)
{
    const auto number = static_cast<double>(count);
    double step = placeStep;
    double first = 0;
    if (lower != nullptr && upper != nullptr) {
        step = (upper->first - lower->first) / (number + 1);
        first = lower->first + step;
        if (!(step >= nearestPlaces)) {
            return {};
        }
    } else if (lower != nullptr) {
        first = lower->first + step;
    } else if (upper != nullptr) {
        first = upper->first - number * step;
    }
    std::vector<double> places(count);
    for (std::size_t i = 0; i < count; ++i) {
        places[i] = first + static_cast<double>(i) * step;
    }
    return places;
}

} // namespace

Status Queue::mayReorder(const RunId& id) const
{
    const run::StateRecord* record = find(id);
    if (record == nullptr) {
        return fail(ErrorKind::notFound, fmt::format("there is no run {}", id.text));
    }
    if (run::isFinished(record->state)) {
        return fail(ErrorKind::badInput,
                    fmt::format("run {} is {}: it has no place in the queue", id.text, nameOf(record->state)));
    }
    return {};
}

void Queue::reorder(const std::vector<RunId>& runs, const RunId& before)
{
    const std::set<RunId> moved(runs.begin(), runs.end());
    std::vector<Place> others;
    for (const auto& [id, entry] : m_entries) {
        if (!run::isFinished(entry.record.state) && !moved.contains(id)) {
            others.emplace_back(entry.record.order, id);
        }
    }
    std::sort(others.begin(), others.end());
    const auto upper = std::find_if(others.begin(), others.end(), [&](const Place& p) { return p.second == before; });
    const std::vector<double> places = others.empty()
                                           ? std::vector<double>()
                                           : placesBetween(upper == others.begin() ? nullptr : &*std::prev(upper),
                                                           upper == others.end() ? nullptr : &*upper, runs.size());
    if (!places.empty()) {
        for (std::size_t i = 0; i < runs.size(); ++i) {
            setOrder(runs[i], places[i]);
        }
        return;
    }
    std::vector<RunId> all;
    double last = 0;
    for (auto place = others.begin(); place != upper; ++place) {
        all.push_back(place->second);
    }
    all.insert(all.end(), runs.begin(), runs.end());
    for (auto place = upper; place != others.end(); ++place) {
        all.push_back(place->second);
    }
    for (const RunId& id : all) {
        last = std::max(last, m_entries.at(id).record.order);
    }
    // Backwards from the last, so that new runs still come behind it.
    for (std::size_t i = 0; i < all.size(); ++i) {
        setOrder(all[i], last - static_cast<double>(all.size() - 1 - i) * placeStep);
    }
}

void Queue::setOrder(const RunId& id, double order)
{
    Entry& entry = m_entries.at(id);
    if (entry.record.order != order) {
        delist(id, entry);
        entry.record.order = order;
        enlist(id, entry);
        save(id, entry);
    }
}

} // namespace rxwatt::schedule
