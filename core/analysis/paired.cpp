// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/paired.h"

#include "core/analysis/student.h"

#include <fmt/format.h>

#include <cmath>

namespace rxwatt::analysis
{

namespace
{

double errorsMore(const SlotErrors& first, const SlotErrors& second)
{
    return static_cast<double>(first.errors) - static_cast<double>(second.errors);
}

} // namespace

Result<PairedDifference> comparePaired(std::span<const SlotErrors> first, std::span<const SlotErrors> second)
{
    if (first.size() != second.size()) {
        return fail(ErrorKind::badInput,
                    fmt::format("cannot compare in pairs: {} slots and {}", first.size(), second.size()));
    }
    double bits = 0;
    double errors = 0;
    for (std::size_t i = 0; i < first.size(); ++i) {
        if (first[i].bits != second[i].bits) {
            return fail(ErrorKind::badInput, fmt::format("cannot compare in pairs: slot {} has {} bits and {}", i,
                                                         first[i].bits, second[i].bits));
        }
        bits += static_cast<double>(first[i].bits);
        errors += errorsMore(first[i], second[i]);
    }
    PairedDifference result;
    result.slots = static_cast<std::int64_t>(first.size());
    result.difference = bits > 0 ? errors / bits : 0;
    if (first.size() < 2 || bits <= 0) {
        return result;
    }
    double squares = 0;
    for (std::size_t i = 0; i < first.size(); ++i) {
        const double residual =
            errorsMore(first[i], second[i]) - result.difference * static_cast<double>(first[i].bits);
        squares += residual * residual;
    }
    const double count = static_cast<double>(first.size());
    const double half = studentQuantile(count - 1) * std::sqrt(squares * count / (count - 1)) / bits;
    result.low = result.difference - half;
    result.high = result.difference + half;
    return result;
}

} // namespace rxwatt::analysis
