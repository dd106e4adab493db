// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phy/slot.h"

#include <span>

namespace rxwatt::phy
{

/// The end of every classical receiver, equaliser and max-log demapper (see equalize and demapMaxLog) in one pass:
/// writes `logits` [symbol, subcarrier, bit] of a slot from its channel or an estimate of it, [rx_antenna, symbol,
/// subcarrier]. `errorVariance` is [symbol, subcarrier], or empty where the channel is known.
void detect(const Slot& slot, std::span<const Complex> channel, std::span<const float> errorVariance,
            std::span<float> logits);

} // namespace rxwatt::phy
