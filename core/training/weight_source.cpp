// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/weight_source.h"

#include "core/base/ids.h"
#include "core/run/config_json.h"
#include "core/run/run_folder.h"
#include "core/run/version.h"

#include <fmt/format.h>

#include <charconv>

namespace rxwatt::training
{

namespace
{

Result<Json> jsonIn(const base::TensorFile& file, const char* key)
{
    const auto found = file.metadata().find(key);
    const auto where = fmt::format("{}: __metadata__.{}", file.path().string(), key);
    if (found == file.metadata().end()) {
        return fail(ErrorKind::badInput, where + " is missing: a weight file says its model and link there");
    }
    return base::parseJson(found->second, where);
}

Result<std::filesystem::path> fileOfRun(const run::WeightsReference& reference, const std::filesystem::path& runsFolder)
{
    const auto [id, checkpoint] = reference.asRun();
    if (base::isRunId(id)) {
        return run::RunFolder(runsFolder / id).weightsFile(checkpoint);
    }
    const auto at = reference.text.find('@');
    if (base::isRunId(reference.text.substr(0, at))) {
        return fail(ErrorKind::badInput,
                    fmt::format("weights \"{}\": found \"{}\", \"@best\" or \"@<step of a snapshot>\" is allowed",
                                reference.text, reference.text.substr(at)));
    }
    return fail(ErrorKind::badInput, fmt::format("weights \"{}\": found neither a run's id (12 of 0-9, a-z) nor a file "
                                                 "that ends in .safetensors",
                                                 reference.text));
}

} // namespace

base::Metadata weightMetadata(const model::ModelConfig& model, const phy::LinkConfig& link, std::int64_t steps)
{
    return {{"model", base::toText(run::toJson(model))},
            {"link", base::toText(run::toJson(link))},
            {"rxwatt", std::string(run::version())},
            {"steps", std::to_string(steps)}};
}

Result<WeightSource> readWeightSource(const std::filesystem::path& path)
{
    RXWATT_ASSIGN(const auto file, base::TensorFile::open(path));
    WeightSource source;
    source.path = path;
    RXWATT_ASSIGN(const auto model, jsonIn(file, "model"));
    RXWATT_ASSIGN(const auto link, jsonIn(file, "link"));
    const auto checked = [&]() -> Status {
        RXWATT_TRY(run::readModel(model, "__metadata__.model", source.model));
        RXWATT_TRY(run::readLink(link, "__metadata__.link", source.link));
        RXWATT_TRY(source.model.validate());
        return source.link.validate();
    }();
    if (!checked) {
        return failIn(path.string(), checked.error());
    }
    if (const auto steps = file.metadata().find("steps"); steps != file.metadata().end()) {
        const auto& text = steps->second;
        std::from_chars(text.data(), text.data() + text.size(), source.steps);
    }
    return source;
}

Result<std::filesystem::path> weightFile(const std::string& reference, const std::filesystem::path& runFolder)
{
    const auto runs = runFolder.parent_path();
    const run::WeightsReference weights{reference};
    std::filesystem::path path;
    if (weights.looksLikeFile()) {
        path = runs.parent_path() / reference; // an absolute one replaces what is before it
    } else {
        RXWATT_ASSIGN(path, fileOfRun(weights, runs));
    }
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) {
        return fail(ErrorKind::notFound, fmt::format("weights \"{}\": {} is not there (has the run been trained, and "
                                                     "does it keep such a snapshot?)",
                                                     reference, path.string()));
    }
    return path;
}

Status checkFit(const WeightSource& weights, const phy::LinkConfig& link)
{
    if (weights.link.rxAntennas != link.rxAntennas) {
        return fail(ErrorKind::badInput, fmt::format("{}: these weights are for {} receive antennas (link.rx_antennas),"
                                                     " the slots have {}",
                                                     weights.path.string(), weights.link.rxAntennas, link.rxAntennas));
    }
    if (weights.link.maxBitsPerSymbol() < link.maxBitsPerSymbol()) {
        return fail(ErrorKind::badInput,
                    fmt::format("{}: this model gives {} bits a symbol, the slots have up to {} (link.modulation)",
                                weights.path.string(), weights.link.maxBitsPerSymbol(), link.maxBitsPerSymbol()));
    }
    return {};
}

} // namespace rxwatt::training
