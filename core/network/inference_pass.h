// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/fused_block.h"
#include "core/network/patches.h"

#include <array>
#include <vector>

namespace rxwatt::network
{

/// A network's parameters and running statistics.
struct NetworkParameters {
    /// [output, channel, kernel, kernel], with zeros around the grid.
    struct Convolution {
        torch::Tensor weight;
        torch::Tensor bias;
    };

    /// A batch norm in evaluation mode; `moments` [2, channel] are its running mean and variance.
    struct Norm {
        torch::Tensor weight;
        torch::Tensor bias;
        torch::Tensor moments;
    };

    /// A block with the running moments of its norms.
    struct Block {
        BlockParameters parameters;
        std::array<torch::Tensor, 2> moments;
    };

    Convolution input;
    /// At least one.
    std::vector<Block> blocks;
    Norm outputNorm;
    Convolution output;
    /// Of all norms.
    double epsilon = 1e-5;
};

/// The network in evaluation mode on the CPU, where canFuse(): each thread takes some slots through all layers, so that
/// what lies between stays in its caches; where there are fewer slots than threads, they share each layer's places. A
/// batch norm and its ReLU are the last thing that the convolution before it does; shortcuts are added by the
/// convolution, too. Weights are laid out once, memory is taken once for each size of batch; run() allocates its
/// result. For one thread at a time.
class InferencePass
{
public:
    /// Copies what it needs of the parameters.
    explicit InferencePass(const NetworkParameters& parameters);

    /// [slot, channel, symbol, subcarrier], dense in channels-last memory, to [slot, bit, symbol, subcarrier] likewise.
    [[nodiscard]] torch::Tensor run(const torch::Tensor& features);

private:
    /// A product's second factor and what is added to it.
    struct Weights {
        /// [depth, output]
        std::vector<float> values;
        std::vector<float> bias;
        int depth = 0;
        int outputs = 0;
    };

    /// A batch norm as a map of each channel.
    struct Map {
        std::vector<float> scale;
        std::vector<float> shift;
    };

    /// Half a block after its norm: depthwise and pointwise convolution.
    struct Half {
        /// [tap, channel · multiplier]
        std::vector<float> taps;
        std::vector<float> bias;
        Weights pointwise;
        int inputs = 0;
        model::Dilation dilation = {1, 1};
    };

    struct Block {
        std::array<Half, 2> halves;
        /// Without outputs where there is none.
        Weights projection;
        bool preactivated = true;
        /// The norm between the halves, and the one after the block.
        std::array<Map, 2> maps;
    };

    /// What a run works on.
    struct Work;

    static Weights weightsOf(const torch::Tensor& weight, const torch::Tensor& bias);
    static Map mapOf(const NetworkParameters::Norm& norm, double epsilon);
    void inputLayer(const Work& work, const Crew& crew, int slots, const float* features) const;
    void blockLayers(const Work& work, const Crew& crew, int slots, const Block& block, int& hidden) const;
    void outputLayer(const Work& work, const Crew& crew, int slots, float* logits) const;

    Weights m_input;
    int m_inputKernel = 1;
    Map m_inputMap;
    std::vector<Block> m_blocks;
    Weights m_output;
    int m_outputKernel = 1;
    /// The widest activations, and the widest rows that a tile is of.
    int m_channels = 0;
    int m_wide = 0;
    torch::Tensor m_planes;
    torch::Tensor m_tiles;
};

} // namespace rxwatt::network
