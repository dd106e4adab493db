// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

namespace rxwatt::phy
{

// What LinkConfig::validate() allows, for whoever shows or offers it; minSinrDb and maxSinrDb are in link_config.h.

inline constexpr double minCarrierFrequencyHz = 1e8;
inline constexpr double maxCarrierFrequencyHz = 3e11;
/// Those of TS 38.211 table 4.2-1 that carry data, with normal cyclic prefix.
inline constexpr std::array<double, 4> subcarrierSpacings = {15e3, 30e3, 60e3, 120e3};
inline constexpr int maxResourceBlocks = 275;
inline constexpr int maxRxAntennas = 16;
inline constexpr std::array<int, 2> dmrsSymbolCounts = {1, 2};
inline constexpr std::array<int, 1> dmrsTypes = {1};
inline constexpr int maxScramblingId = 65535;
inline constexpr double maxDelaySpreadS = 1e-5;
inline constexpr double maxDopplerHz = 1e4;

} // namespace rxwatt::phy
