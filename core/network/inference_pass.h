// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/fused_block.h"

#include <array>
#include <vector>

namespace rxwatt::network
{

/// Residual blocks in evaluation mode, on the CPU, where canFuse(): each thread takes some slots through all of them,
/// so that what lies between stays in its caches; where there are fewer slots than threads, they share each block's
/// rows. Batch norms are a channel's scale and shift; biases wait for the next norm; shortcuts are added in place.
class InferencePass
{
public:
    /// A block with the running moments of its norms, [2, channel] each.
    struct Block {
        BlockParameters parameters;
        std::array<torch::Tensor, 2> moments;
    };

    /// At least one block. Parameters are looked at when it runs, too.
    explicit InferencePass(const std::vector<Block>& blocks);

    /// [slot, channel, symbol, subcarrier], dense in channels-last memory and overwritten, to the last block's output.
    [[nodiscard]] torch::Tensor run(torch::Tensor hidden) const;

private:
    struct Half {
        int inputs = 0;
        int wide = 0;
        int outputs = 0;
        model::Dilation dilation = {1, 1};
        std::vector<float> scale;
        std::vector<float> shift;
        /// [tap, channel · multiplier]
        std::vector<float> taps;
        HalfParameters parameters;
        Projection projection;
    };
    struct Scratch;

    /// `pending` is what the half's inputs lack, a number a channel.
    static Half halfOf(const HalfParameters& parameters, const torch::Tensor& moments, const BlockParameters& block,
                       const std::vector<float>& pending);
    void runGroup(int slots, Crew crew, float* hidden, const Scratch& scratch, float* output) const;

    std::vector<std::array<Half, 2>> m_blocks;
    /// What the last block's outputs lack.
    std::vector<float> m_pending;
};

} // namespace rxwatt::network
