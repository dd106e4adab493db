// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/sinr_points.h"

#include "core/phy/link_config.h"

#include <fmt/format.h>

namespace rxwatt::phy
{

Status checkPoints(const std::vector<double>& sinrDb, std::uint64_t slotsEach, std::uint64_t maxSlots)
{
    if (sinrDb.empty()) {
        return fail(ErrorKind::badInput, "sinr: found an empty list, at least one SINR is needed");
    }
    for (const double sinr : sinrDb) {
        // The negated comparison also refuses NaN.
        if (!(sinr >= minSinrDb && sinr <= maxSinrDb)) {
            return fail(ErrorKind::badInput,
                        fmt::format("sinr: found {} dB, {} to {} is allowed", sinr, minSinrDb, maxSinrDb));
        }
    }
    const std::uint64_t limit = maxSlots / sinrDb.size();
    if (slotsEach < 1 || slotsEach > limit) {
        return fail(ErrorKind::badInput, fmt::format("slots: found {}, 1 to {} is allowed at each of {} SINRs",
                                                     slotsEach, limit, sinrDb.size()));
    }
    return {};
}

} // namespace rxwatt::phy
