// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/config_json.h"

namespace rxwatt::run
{

namespace
{

/// Every energy that the contract names, unknown: null, not 0.
Json unknownEnergy()
{
    Json json = Json::object();
    for (const char* key : {"metric0", "metric1", "compute", "memory", "static"}) {
        json[key] = nullptr;
    }
    return json;
}

Json toJson(const model::BlockCost& block)
{
    Json json = Json::object();
    json["name"] = block.name;
    json["macs"] = block.macs;
    json["parameters"] = block.parameters;
    json["energy_j"] = unknownEnergy();
    return json;
}

Json toJson(const model::Layer& layer)
{
    Json json = Json::object();
    json["name"] = layer.name;
    json["block"] = layer.block;
    json["kind"] = nameOf(layer.kind);
    json["output_shape"] = layer.outputShape;
    json["macs"] = layer.macs;
    json["parameters"] = layer.parameters;
    json["bytes_read"] = layer.bytesRead;
    json["bytes_written"] = layer.bytesWritten;
    json["energy_j"] = unknownEnergy();
    return json;
}

} // namespace

Json profileToJson(const model::ModelLayers& layers, const model::ModelShape& shape)
{
    Json json = Json::object();
    json["parameters"] = layers.parameters();
    json["macs"] = layers.macs();
    json["flops"] = 2 * layers.macs();
    json["resource_grid"] = {shape.symbols, shape.subcarriers};
    json["blocks"] = Json::array();
    for (const model::BlockCost& block : layers.blocks()) {
        json["blocks"].push_back(toJson(block));
    }
    json["layers"] = Json::array();
    for (const model::Layer& layer : layers.layers) {
        json["layers"].push_back(toJson(layer));
    }
    json["processor"] = nullptr;
    return json;
}

} // namespace rxwatt::run
