// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/model/layers.h"
#include "core/phy/link_config.h"

namespace rxwatt::run
{

// The JSON of the link and the model, as in specifications, weight files and datasets. Readers start from the value
// that is there, so that parts of it can be overridden; they check form only: call validate() on the result.

[[nodiscard]] Status readLink(const Json& json, const std::string& path, phy::LinkConfig& link);
[[nodiscard]] Status readModel(const Json& json, const std::string& path, model::ModelConfig& model);
[[nodiscard]] Json toJson(const phy::LinkConfig& link);
[[nodiscard]] Json toJson(const model::ModelConfig& model);

/// The grid that a model of this link works on.
[[nodiscard]] model::ModelShape modelShape(const phy::LinkConfig& link);

/// `rxwatt profile --json` (contract), energies left null.
[[nodiscard]] Json profileToJson(const model::ModelLayers& layers, const model::ModelShape& shape);

} // namespace rxwatt::run
