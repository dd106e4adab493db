// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <compare>
#include <cstdint>

namespace rxwatt::base
{

inline constexpr std::int64_t nsInSecond = 1'000'000'000;

/// A number with a unit: only like adds to like, and only plain numbers scale it.
template <typename Unit>
struct Quantity {
    double value = 0;

    auto operator<=>(const Quantity&) const = default;

    friend constexpr Quantity operator+(Quantity a, Quantity b) { return {a.value + b.value}; }

    friend constexpr Quantity operator-(Quantity a, Quantity b) { return {a.value - b.value}; }

    friend constexpr Quantity operator*(Quantity a, double scale) { return {a.value * scale}; }

    friend constexpr Quantity operator*(double scale, Quantity a) { return {a.value * scale}; }

    friend constexpr Quantity operator/(Quantity a, double scale) { return {a.value / scale}; }

    friend constexpr double operator/(Quantity a, Quantity b) { return a.value / b.value; }
};

using Decibels = Quantity<struct DecibelUnit>;
using Joules = Quantity<struct JouleUnit>;
using Watts = Quantity<struct WattUnit>;
using Seconds = Quantity<struct SecondUnit>;

constexpr Joules operator*(Watts power, Seconds time)
{
    return {power.value * time.value};
}

constexpr Watts operator/(Joules energy, Seconds time)
{
    return {energy.value / time.value};
}

/// A power ratio as a plain number: 10^(x/10).
inline double toLinear(Decibels ratio)
{
    return std::pow(10.0, ratio.value / 10.0);
}

/// A power ratio in decibels: 10·log10(x).
inline Decibels toDecibels(double ratio)
{
    return {10.0 * std::log10(ratio)};
}

} // namespace rxwatt::base
