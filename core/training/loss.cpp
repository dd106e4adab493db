// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/loss.h"

namespace rxwatt::training
{

torch::Tensor maskedBitLoss(const torch::Tensor& logits, const torch::Tensor& bits, const torch::Tensor& mask)
{
    const auto sign = 1 - 2 * bits.to(logits.scalar_type());
    const auto weight = mask.to(logits.scalar_type());
    return (torch::softplus(logits * sign) * weight).sum() / weight.sum();
}

} // namespace rxwatt::training
