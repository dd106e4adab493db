// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/tensor_file.h"
#include "core/model/model_config.h"
#include "core/phy/link_config.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace rxwatt::training
{

/// A weight file and what its header says it belongs to.
struct WeightSource {
    std::filesystem::path path;
    model::ModelConfig model;
    /// The link that it was trained for.
    phy::LinkConfig link;
    std::int64_t steps = 0;
};

/// The header of weights of `model` for `link` after so many steps.
[[nodiscard]] base::Metadata weightMetadata(const model::ModelConfig& model, const phy::LinkConfig& link,
                                            std::int64_t steps);

/// Reads a weight file's header; its tensors are left for later.
[[nodiscard]] Result<WeightSource> readWeightSource(const std::filesystem::path& path);

/// The file that a reference names: a run of the same project ("id": its last weights, "id@best", "id@2000": a
/// snapshot), looked for beside `runFolder`, or a file (a text with a slash or that ends in .safetensors; relative
/// ones from the project's folder). An error where it is not there.
[[nodiscard]] Result<std::filesystem::path> weightFile(const std::string& reference,
                                                       const std::filesystem::path& runFolder);

/// Whether a network of these weights can receive `link`: as many antennas, and no more bits than it has outputs.
[[nodiscard]] Status checkFit(const WeightSource& weights, const phy::LinkConfig& link);

} // namespace rxwatt::training
