// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/config_json.h"
#include "core/run/json_parts.h"
#include "core/run/spec_names.h"

#include <algorithm>

namespace rxwatt::model
{

std::string_view nameOf(Input input)
{
    switch (input) {
    case Input::deeprx:
        return "deeprx";
    case Input::equalized:
        break;
    }
    return "equalized";
}

std::string_view nameOf(ProjectionInput input)
{
    switch (input) {
    case ProjectionInput::preactivated:
        return "preactivated";
    case ProjectionInput::input:
        break;
    }
    return "input";
}

} // namespace rxwatt::model

namespace rxwatt::run
{

namespace
{

using model::Input;
using model::ProjectionInput;

Status readDilation(const Json& json, const std::string& path, model::Dilation& out)
{
    if (!json.is_array() || json.size() != 2) {
        return tl::unexpected<Error>(base::wrongValue(path, json, "a pair [time, frequency] of whole numbers"));
    }
    std::vector<int> pair;
    RXWATT_TRY(base::fromJson(json, path, pair));
    out = {pair[0], pair[1]};
    return {};
}

Status readDilations(const Json& json, const std::string& path, std::vector<model::Dilation>& out)
{
    if (!json.is_array()) {
        return tl::unexpected<Error>(base::wrongValue(path, json, "a list of pairs [time, frequency]"));
    }
    std::vector<model::Dilation> dilations(json.size());
    for (std::size_t i = 0; i < json.size(); ++i) {
        RXWATT_TRY(readDilation(json[i], path + "[" + std::to_string(i) + "]", dilations[i]));
    }
    out = std::move(dilations);
    return {};
}

} // namespace

Status readModel(const Json& json, const std::string& path, model::ModelConfig& model)
{
    model::ModelConfig read = model;
    base::ObjectReader reader(json, path);
    reader.optional("architecture", read.architecture)
        .optional("channels", read.channels)
        .optional("depth_multiplier", read.depthMultiplier)
        .optional("output_kernel", read.outputKernel);
    readKey(reader, "input", [&](const Json& value, const std::string& at) {
        return readName<Input>(value, at, allInputs, read.input);
    });
    readKey(reader, "dilations",
            [&](const Json& value, const std::string& at) { return readDilations(value, at, read.dilations); });
    readKey(reader, "projection_input", [&](const Json& value, const std::string& at) {
        return readName<ProjectionInput>(value, at, allProjectionInputs, read.projectionInput);
    });
    RXWATT_TRY(reader.finish());
    model = std::move(read);
    return {};
}

Json toJson(const model::ModelConfig& model)
{
    Json json = Json::object();
    json["architecture"] = model.architecture;
    json["input"] = nameOf(model.input);
    json["channels"] = model.channels;
    json["dilations"] = model.dilations;
    json["depth_multiplier"] = model.depthMultiplier;
    json["projection_input"] = nameOf(model.projectionInput);
    json["output_kernel"] = model.outputKernel;
    return json;
}

model::ModelShape modelShape(const phy::LinkConfig& link)
{
    return {phy::symbolsPerSlot, link.subcarriers(), link.rxAntennas, link.maxBitsPerSymbol(),
            std::ranges::max(link.dmrs.symbols)};
}

} // namespace rxwatt::run
