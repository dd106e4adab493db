// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model_config.h"

#include "core/model/model_limits.h"

#include <fmt/format.h>

#include <algorithm>

namespace rxwatt::model
{
namespace
{

Status outOfRange(const std::string& path, int found, int low, int high)
{
    return fail(ErrorKind::badInput,
                fmt::format("{}: found {}, a whole number from {} to {} is allowed", path, found, low, high));
}

Status requireRange(const std::string& path, int value, int low, int high)
{
    return value < low || value > high ? outOfRange(path, value, low, high) : Status{};
}

Status validateBlocks(const ModelConfig& model)
{
    const std::size_t blocks = model.channels.size();
    if (blocks < 1 || blocks > maxBlocks) {
        return fail(ErrorKind::badInput,
                    fmt::format("model.channels: found {} blocks, 1 to {} are allowed", blocks, maxBlocks));
    }
    if (model.dilations.size() != blocks) {
        return fail(ErrorKind::badInput,
                    fmt::format("model.dilations: found {} pairs, as many as model.channels has blocks are wanted: {}",
                                model.dilations.size(), blocks));
    }
    for (std::size_t i = 0; i < blocks; ++i) {
        RXWATT_TRY(requireRange(fmt::format("model.channels[{}]", i), model.channels[i], 1, maxChannels));
        for (std::size_t axis = 0; axis < 2; ++axis) {
            RXWATT_TRY(requireRange(fmt::format("model.dilations[{}][{}]", i, axis), model.dilations[i][axis], 1,
                                    maxDilation));
        }
    }
    return {};
}

} // namespace

Status ModelConfig::validate() const
{
    if (architecture != "deeprx") {
        return fail(ErrorKind::badInput,
                    fmt::format("model.architecture: found \"{}\", \"deeprx\" is allowed", architecture));
    }
    RXWATT_TRY(validateBlocks(*this));
    RXWATT_TRY(requireRange("model.depth_multiplier", depthMultiplier, 1, maxMultiplier));
    if (std::find(outputKernels.begin(), outputKernels.end(), outputKernel) == outputKernels.end()) {
        return fail(ErrorKind::badInput, fmt::format("model.output_kernel: found {}, 1 or 3 is allowed", outputKernel));
    }
    return {};
}

} // namespace rxwatt::model
