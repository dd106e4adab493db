// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <array>
#include <string>
#include <vector>

namespace rxwatt::model
{

/// The features that a network is fed: the published ones, or an LS-linear receiver's symbols to be corrected.
enum class Input { deeprx, equalized };

/// Where a block's shortcut takes its 1×1 projection from; re-implementations of DeepRx disagree.
enum class ProjectionInput { preactivated, input };

/// Dilation of a block's depthwise convolutions: [time, frequency].
using Dilation = std::array<int, 2>;

/// DeepRx (Honkala, Korpi, Huttunen 2021, arXiv 2005.01494): a pre-activation ResNet of depthwise separable
/// convolutions over the resource grid. The defaults are the published network; what sources dispute is a field.
struct ModelConfig {
    std::string architecture = "deeprx";
    Input input = Input::deeprx;
    std::vector<int> channels = {64, 64, 128, 128, 256, 256, 256, 128, 128, 64, 64};
    std::vector<Dilation> dilations = {{1, 1}, {1, 1}, {2, 3}, {2, 3}, {2, 3}, {3, 6},
                                       {2, 3}, {2, 3}, {2, 3}, {1, 1}, {1, 1}};
    int depthMultiplier = 2;
    ProjectionInput projectionInput = ProjectionInput::preactivated;
    /// Kernel of the output convolution: 1 (three of four re-implementations) or 3.
    int outputKernel = 1;

    bool operator==(const ModelConfig&) const = default;

    /// Messages name the JSON path below `model`.
    [[nodiscard]] Status validate() const;
};

/// The grid and ends that a model is laid on.
struct ModelShape {
    int symbols = 14;
    int subcarriers = 312;
    int rxAntennas = 2;
    int outputBits = 8;
    /// What an equalised input interpolates between; the most that the link has.
    int dmrsSymbols = 2;
};

} // namespace rxwatt::model
