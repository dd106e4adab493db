// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_config.h"

#include <cstdint>
#include <string_view>

namespace rxwatt::model
{

enum class LayerKind { equalizer, convolution, depthwise, pointwise, projection, batchNorm, relu, addition };

/// "equalizer", "convolution", "depthwise", "pointwise", "projection", "batch_norm", "relu", "addition".
[[nodiscard]] std::string_view nameOf(LayerKind kind);

/// One layer on its grid; everything counted for one slot and 4-byte elements.
struct Layer {
    /// Where it has weights, its name in weight files: "block3.depthwise1".
    std::string name;
    /// "input", "block1" … "block11", "output"; before them "equalizer" for an equalised input.
    std::string block;
    LayerKind kind = LayerKind::convolution;
    int inputChannels = 0;
    int outputChannels = 0;
    int kernel = 1;
    Dilation dilation = {1, 1};
    int groups = 1;
    bool bias = true;
    std::array<int, 3> outputShape{}; ///< channels, symbols, subcarriers
    std::int64_t macs = 0;            ///< multiplications with additions of convolutions; 1 MAC = 2 FLOP
    std::int64_t parameters = 0;      ///< trained ones: no running statistics
    std::int64_t bytesRead = 0;
    std::int64_t bytesWritten = 0;
};

struct BlockCost {
    std::string name;
    std::int64_t macs = 0;
    std::int64_t parameters = 0;
};

/// A model laid on a grid.
struct ModelLayers {
    std::vector<Layer> layers;

    [[nodiscard]] std::int64_t macs() const;
    [[nodiscard]] std::int64_t parameters() const;
    /// In network order; their MACs add up to macs().
    [[nodiscard]] std::vector<BlockCost> blocks() const;
};

/// Input channels of the network: 4·N_r + 2 (deeprx) or 6·N_r + 3 (equalized).
[[nodiscard]] int inputChannels(Input input, int rxAntennas);

/// The layers of a valid model. With `equalized` the first layer, "equalizer" in a block of that name, holds the MACs
/// of the classical part, so that receivers compare at their whole cost.
[[nodiscard]] ModelLayers layersOf(const ModelConfig& model, const ModelShape& shape);

} // namespace rxwatt::model
