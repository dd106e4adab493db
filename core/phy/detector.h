// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phy/equalizer.h"

namespace rxwatt::phy
{

/// The end of every classical receiver: equaliser and max-log demapper. One a thread: it holds workspace.
class Detector
{
public:
    /// Writes `logits` [symbol, subcarrier, bit] of a slot from its channel or an estimate of it (see equalize).
    void detect(const Slot& slot, std::span<const Complex> channel, std::span<const float> errorVariance,
                std::span<float> logits);

private:
    EqualizedSymbols m_equalized;
};

} // namespace rxwatt::phy
