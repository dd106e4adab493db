// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/depthwise.h"
#include "core/model/model_config.h"
#include "core/network/grid_tiles.h"

#include <torch/torch.h>

#include <vector>

namespace rxwatt::network
{

// Half of a residual block on the CPU, for training: batch norm over the batch, ReLU, depthwise and pointwise
// convolution, as one pass forward and two backward over groups of slots that stay in the caches. Only its input is
// kept for the way back; what lies between is made again. Tensors are float, channels last, [slot, channel, symbol,
// subcarrier].

/// Its parameters as they lie in the weight files.
struct HalfParameters {
    torch::Tensor normWeight;
    torch::Tensor normBias;
    /// [channel · multiplier, 1, 3, 3]
    torch::Tensor depthwiseWeight;
    torch::Tensor depthwiseBias;
    /// [output, channel · multiplier, 1, 1]
    torch::Tensor pointwiseWeight;
    torch::Tensor pointwiseBias;
};

/// The 1 × 1 convolution beside a block, [output, channel, 1, 1]; undefined where there is none.
struct Projection {
    torch::Tensor weight;
    torch::Tensor bias;
    /// Of the first norm's activations, else of the block's input.
    bool preactivated = true;
};

struct HalfGradients {
    HalfParameters parameters;
    torch::Tensor projectionWeight;
    torch::Tensor input;
};

/// Each channel's mean in row 0 and variance (of the batch, biased) in row 1: [2, channel].
[[nodiscard]] torch::Tensor momentsOf(const torch::Tensor& values);

/// [column, row], as core/kernels wants a product's second factor, of [row, column, 1, 1].
[[nodiscard]] std::vector<float> transposed(const torch::Tensor& matrix);

/// [tap, channel · multiplier], as core/kernels wants it, of a depthwise convolution's weight.
[[nodiscard]] std::vector<float> tapsOf(const torch::Tensor& depthwiseWeight);

class HalfBlock
{
public:
    /// `moments` are those of `input`.
    HalfBlock(HalfParameters parameters, model::Dilation dilation, double epsilon, torch::Tensor input,
              const torch::Tensor& moments);

    /// Writes norm → ReLU → depthwise → pointwise, plus `shortcut` where that is defined (`output` itself is allowed),
    /// to `output`, and returns the output's moments. Where there is a projection its result goes to `projected`.
    torch::Tensor forward(const torch::Tensor& shortcut, const Projection& projection, torch::Tensor& output,
                          torch::Tensor& projected) const;

    /// From the gradient by the output. `shortcutGradient` is the gradient by the block's output: it comes back through
    /// the projection or, where there is none and it is defined, as it is.
    [[nodiscard]] HalfGradients backward(const torch::Tensor& outputGradient, const Projection& projection,
                                         const torch::Tensor& shortcutGradient) const;

private:
    struct Sums;
    struct Scratch;

    [[nodiscard]] kernels::DepthwiseShape shapeOf(int slots) const;

    [[nodiscard]] std::int64_t placesOfSlot() const { return std::int64_t{m_shape.symbols} * m_shape.subcarriers; }

    void activate(const kernels::DepthwiseShape& group, int slot, const Crew& crew, float* activated) const;
    void groupBackward(int slot, int slots, const Crew& crew, const torch::Tensor& outputGradient,
                       const Projection& projection, const torch::Tensor& shortcutGradient, const Scratch& scratch,
                       Sums& sums, torch::Tensor& gradient) const;
    HalfGradients finish(const Projection& projection, const torch::Tensor& shortcutGradient, const Sums& sums,
                         torch::Tensor gradient) const;

    HalfParameters m_parameters;
    torch::Tensor m_input;
    /// [tap, channel · multiplier]
    std::vector<float> m_taps;
    std::vector<float> m_mean;
    std::vector<float> m_inverseDeviation;
    std::vector<float> m_scale;
    std::vector<float> m_shift;
    kernels::DepthwiseShape m_shape;
    int m_outputs = 0;
    int m_tilePlaces = 1;
    SlotGroups m_groups;
};

} // namespace rxwatt::network
