// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/run/spec_fields.h"

#include <array>
#include <initializer_list>
#include <iterator>
#include <vector>

namespace rxwatt::run
{

// What the files of specFieldTable() share.

using Fields = std::vector<SpecField>;

inline constexpr double maxSeed = 18446744073709551615.0;

template <typename Enum, std::size_t count>
std::vector<Json> namesOf(const std::array<Enum, count>& values)
{
    std::vector<Json> names;
    for (const Enum value : values) {
        names.emplace_back(nameOf(value));
    }
    return names;
}

template <typename List>
std::vector<Json> valuesOf(const List& values)
{
    return {std::begin(values), std::end(values)};
}

/// How a model is trained.
[[nodiscard]] Fields trainingFields();
/// How it is judged, while it is trained and after.
[[nodiscard]] Fields judgingFields();

/// What is measured of the energy.
[[nodiscard]] Fields powerFields();

[[nodiscard]] inline Fields joined(std::initializer_list<Fields> parts)
{
    Fields all;
    for (const Fields& part : parts) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

} // namespace rxwatt::run
