// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/covariance.h"

#include "core/phy/tdl.h"

#include <cmath>
#include <numbers>

namespace rxwatt::phy
{

ChannelStatistics channelStatistics(ChannelModel model)
{
    if (model == ChannelModel::awgn) {
        return {.delays = {0.0}, .powers = {1.0}, .lineOfSightPower = 1.0, .maxDopplerHz = 0.0};
    }
    const TdlProfile profile = tdlProfile(model);
    ChannelStatistics statistics{profile.delays, profile.powers, profile.lineOfSightPower, 0.0};
    statistics.powers.front() += profile.lineOfSightPower;
    return statistics;
}

std::complex<double> frequencyCovariance(const ChannelStatistics& statistics, double separationHz)
{
    std::complex<double> sum = 0;
    for (std::size_t tap = 0; tap < statistics.delays.size(); ++tap) {
        sum += std::polar(statistics.powers[tap], -2 * std::numbers::pi * separationHz * statistics.delays[tap]);
    }
    return sum;
}

std::complex<double> timeCovariance(const ChannelStatistics& statistics, double separation)
{
    const double phase = 2 * std::numbers::pi * statistics.maxDopplerHz * separation;
    // Not std::cyl_bessel_j: libstdc++ computes it with lgamma, which writes to a global variable.
    const double scattered = (1 - statistics.lineOfSightPower) * ::j0(phase);
    return scattered + std::polar(statistics.lineOfSightPower, phase * lineOfSightDoppler);
}

} // namespace rxwatt::phy
