// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/layers.h"

namespace rxwatt::energy
{

/// DeepRx as it was published.
inline model::ModelLayers publishedModel()
{
    return model::layersOf({}, {});
}

} // namespace rxwatt::energy
