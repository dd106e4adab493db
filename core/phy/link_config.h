// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::phy
{

/// Modulations of TS 38.211 §5.1.3 to §5.1.6.
enum class Modulation { qpsk, qam16, qam64, qam256 };

/// AWGN (h = 1 on every antenna) and the tapped delay lines of TR 38.901 §7.7.2.
enum class ChannelModel { awgn, tdlA, tdlB, tdlC, tdlD, tdlE };

/// OFDM symbols of a slot with normal cyclic prefix.
inline constexpr int symbolsPerSlot = 14;
inline constexpr int subcarriersPerResourceBlock = 12;

/// What SINRs are allowed, dB.
inline constexpr double minSinrDb = -50;
inline constexpr double maxSinrDb = 100;

/// Bits of one constellation point: 2, 4, 6 or 8.
[[nodiscard]] int bitsPerSymbol(Modulation modulation);
/// "QPSK", "16QAM", "64QAM", "256QAM" and "AWGN", "TDL-A" … "TDL-E", as in specifications and files.
[[nodiscard]] std::string_view nameOf(Modulation modulation);
[[nodiscard]] std::string_view nameOf(ChannelModel model);
[[nodiscard]] Result<Modulation> modulationFromName(std::string_view name);
[[nodiscard]] Result<ChannelModel> channelModelFromName(std::string_view name);

/// A number that is drawn uniformly for each slot, or fixed where both ends are equal.
struct Range {
    double low = 0;
    double high = 0;

    bool operator==(const Range&) const = default;
};

/// PUSCH DM-RS, TS 38.211 §6.4.1.1: type 1, mapping type A, position 2 (and 11 with two symbols), two CDM groups
/// without data.
struct DmrsConfig {
    /// Numbers of DM-RS symbols (1 or 2); each slot draws one of the list.
    std::vector<int> symbols = {1};
    int type = 1;
    int scramblingId = 0;

    bool operator==(const DmrsConfig&) const = default;
};

struct ChannelConfig {
    /// Each slot draws one of the list.
    std::vector<ChannelModel> models = {ChannelModel::tdlA, ChannelModel::tdlB, ChannelModel::tdlC};
    /// RMS delay spread, seconds.
    Range delaySpread = {1e-8, 3e-7};
    Range maxDopplerHz = {0, 500};

    bool operator==(const ChannelConfig&) const = default;
};

/// One 5G uplink (PUSCH) between a transmitter with one antenna and a receiver with several.
struct LinkConfig {
    double carrierFrequencyHz = 3.5e9;
    double subcarrierSpacingHz = 30e3;
    int resourceBlocks = 26;
    int rxAntennas = 2;
    /// Each slot draws one of the list.
    std::vector<Modulation> modulations = {Modulation::qam256};
    DmrsConfig dmrs;
    ChannelConfig channel;
    /// The part of the noise-plus-interference power that comes from one co-channel user, 0 to 1.
    double interferenceShare = 0;
    /// Signal to interference and noise ratio per resource element and antenna, dB (the training range).
    Range sinrDb = {-4, 32};

    bool operator==(const LinkConfig&) const = default;

    [[nodiscard]] int subcarriers() const { return resourceBlocks * subcarriersPerResourceBlock; }

    /// Bits of the largest modulation of the list: the width of bit tensors.
    [[nodiscard]] int maxBitsPerSymbol() const;
    /// Ranges of every field; messages name the JSON path below `link`: "link.resource_blocks: found 300, 1 to 275 is
    /// allowed".
    [[nodiscard]] Status validate() const;
};

} // namespace rxwatt::phy
