// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/half_block.h"

#include <array>

namespace rxwatt::network
{

/// A residual block's parameters and what it is made like.
struct BlockParameters {
    std::array<HalfParameters, 2> halves;
    Projection projection;
    model::Dilation dilation = {1, 1};
    /// Of the batch norms.
    double epsilon = 1e-5;
};

struct FusedOutput {
    torch::Tensor output;
    /// Of the output and, between the halves, of the second norm's input: [2, channel], without gradients.
    torch::Tensor moments;
    torch::Tensor innerMoments;
};

/// Whether fusedBlock() and InferencePass can be used here, on such features: floats on a CPU that core/kernels has
/// vectors for.
[[nodiscard]] bool canFuse(const torch::Tensor& features);

/// A residual block in training mode (batch norms over the batch) by core/kernels instead of LibTorch's operators.
/// `moments` are those of `input`, [slot, channel, symbol, subcarrier] in channels-last memory. Keeps two tensors for
/// the way back, where LibTorch keeps eight. Repeats are bit-identical, whichever thread did what. Its gradients are
/// themselves differentiable: those of gradients are left to plainBlock().
[[nodiscard]] FusedOutput fusedBlock(const torch::Tensor& input, const torch::Tensor& moments,
                                     const BlockParameters& block);

/// fusedBlock()'s output by LibTorch's operators, on any device and of any type: the reference.
[[nodiscard]] torch::Tensor plainBlock(const torch::Tensor& input, const BlockParameters& block);

} // namespace rxwatt::network
