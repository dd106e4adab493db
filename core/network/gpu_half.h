// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gpu/block_kernels.h"
#include "core/network/gpu_block.h"

namespace rxwatt::network
{

/// The kernels for a device, and its current stream (null on the CPU). Throws c10::Error where there are none.
[[nodiscard]] const gpu::BlockKernels& gpuKernelsFor(torch::Device device);
[[nodiscard]] void* gpuStreamOf(torch::Device device);
/// Throws c10::Error for a kernel that said why it could not.
void checkGpu(const char* error);

/// Half of a residual block, as core/gpu and matrix products do it. What the way back needs is kept in tensors that an
/// autograd function can save.
class GpuHalf
{
public:
    /// What is kept beside the input: the norm's map [4, channel] (mean, inverse deviation, scale, shift), the taps
    /// [tap, channel · multiplier], the depthwise convolution's output, and its input where a projection needs it.
    struct Kept {
        torch::Tensor map;
        torch::Tensor taps;
        torch::Tensor wide;
        torch::Tensor activated;
    };

    GpuHalf(const HalfParameters& parameters, model::Dilation dilation, const torch::Tensor& input);

    /// Moments and norm, ReLU, depthwise convolution.
    [[nodiscard]] Kept activate(const RunningNorm& running, double epsilon, bool keepActivated) const;

    /// Pointwise convolution, plus `shortcut` where that is defined.
    [[nodiscard]] torch::Tensor project(const Kept& kept, const torch::Tensor& shortcut) const;

    /// From the gradient by project()'s output. `beside` is a gradient by the activations, `shortcut` one by the input;
    /// either may be undefined.
    [[nodiscard]] HalfGradients backward(const Kept& kept, const torch::Tensor& outputGradient,
                                         const torch::Tensor& beside, const torch::Tensor& shortcut) const;

private:
    HalfParameters m_parameters;
    torch::Tensor m_input;
    gpu::Grid m_grid;
    const gpu::BlockKernels& m_kernels;
    void* m_stream;
};

/// Activations as a matrix [place, channel], a view.
[[nodiscard]] torch::Tensor placesOf(const torch::Tensor& activations);

/// A pointwise convolution's weight as a matrix [output, channel] of the activations' type.
[[nodiscard]] torch::Tensor matrixOf(const torch::Tensor& weight, const torch::Tensor& activations);

/// The pointwise convolution of activations, plus `shortcut` where that is defined.
[[nodiscard]] torch::Tensor pointwiseOf(const torch::Tensor& input, const torch::Tensor& weight,
                                        const torch::Tensor& bias, const torch::Tensor& shortcut);

} // namespace rxwatt::network
