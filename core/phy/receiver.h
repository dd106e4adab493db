// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phy/slot.h"

#include <memory>
#include <span>
#include <string_view>

namespace rxwatt::phy
{

/// A classical receiver: from a slot to bit logits, log P(b=1)/P(b=0) (positive means 1). One a thread: it holds
/// workspace.
class Receiver
{
public:
    Receiver() = default;
    Receiver(const Receiver&) = delete;
    Receiver& operator=(const Receiver&) = delete;
    virtual ~Receiver() = default;

    /// Writes `logits` [symbol, subcarrier, bit] with the slot's bit width; 0 where no data are sent and for bits
    /// beyond the modulation.
    virtual void demap(const Slot& slot, std::span<float> logits) = 0;
};

/// The names of the receivers there are.
[[nodiscard]] std::span<const std::string_view> receiverNames();

/// "perfect-csi" (knows the channel), "ls-linear" (least squares at pilots, linear interpolation), "lmmse" (separable
/// Wiener filter; knows delay spread, Doppler and SINR of each slot, not the channel); all with the LMMSE/MRC equaliser
/// and max-log LLRs. Any other name is an error that lists these.
[[nodiscard]] Result<std::unique_ptr<Receiver>> makeReceiver(std::string_view name, const LinkConfig& config);

/// Bit errors and bits of one slot, by the signs of the logits, over data elements and the slot's own bits. Logit 0
/// decides for bit 0.
struct ErrorCount {
    std::uint64_t errors = 0;
    std::uint64_t bits = 0;
};

[[nodiscard]] ErrorCount countErrors(const Slot& slot, std::span<const float> logits);

} // namespace rxwatt::phy
