// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/layers/layer_models.h"

#include <algorithm>

namespace rxwatt::pages
{

namespace
{

/// Runs of one name are told apart by their ids.
void nameApart(std::vector<figure::RunModel>& models, const std::vector<RunId>& ids)
{
    constexpr std::size_t letters = 4;
    std::vector<std::string> names;
    for (const figure::RunModel& model : models) {
        names.push_back(model.name);
    }
    for (std::size_t i = 0; i < models.size(); ++i) {
        if (std::count(names.begin(), names.end(), names[i]) > 1) {
            models[i].name += " (" + ids[i].text.substr(0, letters) + ")";
        }
    }
}

} // namespace

bool LayerModels::hasMeasured() const
{
    return std::any_of(models.begin(), models.end(), [](const figure::RunModel& model) {
        return std::any_of(model.measured.begin(), model.measured.end(),
                           [](const run::LayerMeasurement& layer) { return layer.joules.has_value(); });
    });
}

const energy::Processor* LayerModels::find(const std::string& id) const
{
    const auto found = std::find_if(processors.begin(), processors.end(),
                                    [&](const energy::Processor& processor) { return processor.id == id; });
    return found == processors.end() ? nullptr : &*found;
}

Result<LayerModels> readLayerModels(const project::OpenProject& project, const std::vector<RunId>& ids)
{
    LayerModels read;
    const Result<energy::Catalogue> catalogue = energy::Catalogue::ofProject(project.folder.path());
    read.processorProblem = catalogue ? "" : catalogue.error().message;
    read.processors = catalogue.value_or(energy::Catalogue::builtIn()).processors();
    const std::size_t count = std::min(ids.size(), mostLayerModels);
    read.leftOut = ids.size() - count;
    std::vector<RunId> shown;
    for (std::size_t i = 0; i < count; ++i) {
        const Result<store::RunDetails> details = project.reader.read(ids[i]);
        if (!details && details.error().kind == ErrorKind::notFound) {
            continue;
        }
        if (!details) {
            return tl::unexpected<Error>(details.error());
        }
        std::optional<figure::RunModel> model = project::runModelOf(project, *details);
        if (model) {
            read.models.push_back(std::move(*model));
            shown.push_back(ids[i]);
        } else {
            read.without.push_back(details->summary.name);
        }
    }
    nameApart(read.models, shown);
    return read;
}

} // namespace rxwatt::pages
