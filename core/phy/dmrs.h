// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phy/link_config.h"
#include "core/phy/slot.h"

#include <span>

namespace rxwatt::phy
{

/// What the PUSCH DM-RS sequence depends on besides the OFDM symbol, TS 38.211 §6.4.1.1.1 (transform precoding off).
struct DmrsScrambling {
    int slotNumber = 0; ///< n_s,f^µ, the slot within its frame
    int nScid = 0;      ///< n_SCID, 0 or 1
    int nId = 0;        ///< N_ID^nSCID, 0 to 65535
};

/// c_init of §6.4.1.1.1.1 (λ̄ = 0) for OFDM symbol `symbol` of the slot.
[[nodiscard]] std::uint32_t dmrsInitialValue(const DmrsScrambling& scrambling, int symbol);

/// OFDM symbols that carry DM-RS with mapping type A and l_0 = 2: {2}, or {2, 11} with one additional position.
[[nodiscard]] std::span<const int> dmrsSymbolPositions(int dmrsSymbols);

/// The pilots of port 0, type 1, on OFDM symbol `symbol`: values for subcarriers 0, 2, 4, … of the carrier, as many as
/// `pilots` holds. Their amplitude is the square root of the CDM groups without data (TS 38.214 §6.2.2): √2 where the
/// other comb is left empty.
void dmrsPilots(const DmrsScrambling& scrambling, int symbol, int cdmGroupsWithoutData, std::span<Complex> pilots);

/// Slots of a 10 ms frame: 10 at 15 kHz, twice as many for each doubling.
[[nodiscard]] int slotsPerFrame(double subcarrierSpacingHz);

} // namespace rxwatt::phy
