// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/model/model_config.h"
#include "core/phy/link_config.h"

#include <filesystem>

namespace rxwatt::cli
{

/// The `link` or `model` part of a specification from a file of its own, filled in and valid.
[[nodiscard]] Result<phy::LinkConfig> readLinkFile(const std::filesystem::path& file);
[[nodiscard]] Result<model::ModelConfig> readModelFile(const std::filesystem::path& file);

/// Simulations and datasets have one modulation and one number of DM-RS symbols, whereas training may draw them.
[[nodiscard]] Status requireOneCurve(const phy::LinkConfig& link, const std::filesystem::path& file);

} // namespace rxwatt::cli
