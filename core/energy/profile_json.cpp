// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/profile_json.h"

#include "core/run/config_json.h"

namespace rxwatt::energy
{

namespace
{

} // namespace

Json toJson(const EnergyEstimate& energy)
{
    Json json = {{"metric0", base::orNull(energy.metric0)},
                 {"metric1", base::orNull(energy.metric1)},
                 {"compute", base::orNull(energy.compute)},
                 {"memory", base::orNull(energy.memory)},
                 {"static", base::orNull(energy.staticJ)}};
    if (energy.metric2) {
        json["metric2"] = *energy.metric2;
    }
    if (energy.measured) {
        json["measured"] = *energy.measured;
    }
    return json;
}

Json profileToJson(const model::ModelLayers& layers, const model::ModelShape& shape, const ModelEnergy& energy)
{
    Json json = run::profileToJson(layers, shape);
    for (std::size_t i = 0; i < energy.layers.size(); ++i) {
        json["layers"][i]["energy_j"] = toJson(energy.layers[i].energy);
    }
    for (std::size_t i = 0; i < energy.blocks.size(); ++i) {
        json["blocks"][i]["energy_j"] = toJson(energy.blocks[i].energy);
    }
    json["energy_j"] = toJson(energy.whole);
    json["processor"] = energy.processor;
    json["quality"] = run::nameOf(run::Quality::catalogue);
    json["sources"] = energy.sources;
    return json;
}

} // namespace rxwatt::energy
