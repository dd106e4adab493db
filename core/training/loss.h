// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace rxwatt::training
{

/// Binary cross-entropy of bit logits (positive means 1): its mean over the bits whose mask is 1, that is over data
/// elements × active bits. All three [slot, bit, symbol, subcarrier]; `bits` and `mask` hold 0 and 1 of any type.
/// Written as softplus((1 − 2·bit)·logit), which neither overflows nor loses the small losses of sure decisions. NaN
/// where no bit counts.
[[nodiscard]] torch::Tensor maskedBitLoss(const torch::Tensor& logits, const torch::Tensor& bits,
                                          const torch::Tensor& mask);

} // namespace rxwatt::training
