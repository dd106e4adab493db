// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rxwatt::store
{

/// What a run is sorted by; none is last whatever the direction.
using SortValue = std::variant<std::monostate, double, std::string_view>;

/// Puts runs in order as the database does, without moving the runs themselves: rows are wide and their texts lie
/// elsewhere, what is sorted here is small enough to stay in the cache.
class RunOrder
{
public:
    void reserve(std::size_t runs) { m_places.reserve(runs); }

    void add(std::string_view id, const SortValue& value);

    [[nodiscard]] std::size_t size() const { return m_places.size(); }

    /// Numbers of the runs (0 is the first that was added) in their order, equals by their ids: `limit` of them (all
    /// where negative) behind the first `offset`.
    [[nodiscard]] std::vector<std::uint32_t> take(bool descending, std::int64_t limit = -1, std::int64_t offset = 0);

private:
    struct Place {
        /// The value's first bytes such that they compare as the value does: times fit whole.
        std::array<std::uint64_t, 3> value{};
        /// The same of the run's id, which decides between equals.
        std::array<std::uint64_t, 2> id{};
        /// Where a text that is longer than fits lies in m_texts; its size is 0 for others.
        std::uint32_t textBegin = 0;
        std::uint32_t textSize = 0;
        std::uint32_t number = 0;
        bool hasValue = true;
    };

    [[nodiscard]] std::string_view longText(const Place& place) const
    {
        return std::string_view(m_texts).substr(place.textBegin, place.textSize);
    }

    [[nodiscard]] bool comesBefore(const Place& a, const Place& b, bool descending) const;

    std::vector<Place> m_places;
    std::string m_texts;
};

} // namespace rxwatt::store
