// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/power_span.h"

#include <cmath>

namespace rxwatt::energy
{

PowerSpan spanOf(std::optional<Joules> energy, std::int64_t beginNs, std::int64_t endNs)
{
    PowerSpan span;
    span.beginNs = beginNs;
    span.endNs = endNs;
    if (energy && endNs > beginNs) {
        span.joules = energy->value;
        span.coveredS = span.durationS();
        span.minW = span.maxW = span.meanW();
    }
    return span;
}

PowerSpan joined(const PowerSpan& first, const PowerSpan& second)
{
    PowerSpan both;
    both.beginNs = first.beginNs;
    both.endNs = second.endNs;
    both.minW = std::fmin(first.minW, second.minW); // of a number and NaN, the number
    both.maxW = std::fmax(first.maxW, second.maxW);
    both.joules = first.joules + second.joules;
    both.coveredS = first.coveredS + second.coveredS;
    return both;
}

std::vector<PowerSpan> grouped(std::span<const PowerSpan> spans, std::size_t group)
{
    std::vector<PowerSpan> groups;
    groups.reserve(spans.size() / group + 1);
    for (std::size_t i = 0; i < spans.size(); ++i) {
        if (i % group == 0) {
            groups.push_back(spans[i]);
        } else {
            groups.back() = joined(groups.back(), spans[i]);
        }
    }
    return groups;
}

} // namespace rxwatt::energy
