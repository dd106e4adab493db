// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/fused_block.h"

#include <array>

namespace rxwatt::network
{

/// A batch norm's running statistics, and whether it takes the batch's moments (and moves them on) or uses them.
struct RunningNorm {
    /// [channel]
    torch::Tensor mean;
    torch::Tensor variance;
    /// A count, int64.
    torch::Tensor batches;
    double momentum = 0.1;
    bool training = true;
};

/// Whether this program was built with core/gpu's kernels for CUDA; without, a GPU runs LibTorch's operators.
[[nodiscard]] bool hasGpuKernels();

/// Whether gpuBlock() can be used on such features: float or bfloat16 on a GPU that core/gpu was compiled for.
[[nodiscard]] bool canFuseOnGpu(const torch::Tensor& features, int depthMultiplier);

/// A residual block by core/gpu: norm, ReLU and depthwise convolution are one kernel forward and one backward beside
/// those of the moments; pointwise convolutions are matrix products of LibTorch's. `input` is [slot, channel, symbol,
/// subcarrier] in channels-last memory, float or bfloat16, and so is the output; parameters are float. Its gradients
/// are themselves differentiable, by plainBlock(). On CPU tensors it runs core/gpu's code on the host, far slower than
/// fusedBlock(): its reference.
[[nodiscard]] torch::Tensor gpuBlock(const torch::Tensor& input, const BlockParameters& block,
                                     const std::array<RunningNorm, 2>& running);

} // namespace rxwatt::network
