// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/processors/processor_facts.h"

#include <algorithm>

namespace rxwatt::pages
{

using energy::Catalogue;
using energy::Processor;

const Processor* ProcessorFacts::find(const std::string& id) const
{
    const auto found = std::find_if(processors.begin(), processors.end(),
                                    [&](const Processor& processor) { return processor.id == id; });
    return found == processors.end() ? nullptr : &*found;
}

const ProcessorModel* ProcessorFacts::modelOf(const std::string& run) const
{
    const auto found =
        std::find_if(models.begin(), models.end(), [&](const ProcessorModel& model) { return model.run.text == run; });
    return found != models.end() ? &*found : models.empty() ? nullptr : &models.front();
}

void ProcessorFacts::put(const Processor& processor)
{
    own.insert(processor.id);
    const auto found = std::find_if(processors.begin(), processors.end(),
                                    [&](const Processor& known) { return known.id == processor.id; });
    if (found == processors.end()) {
        processors.push_back(processor);
    } else {
        *found = processor;
    }
}

void ProcessorFacts::remove(const std::string& id)
{
    own.erase(id);
    const auto found = std::find_if(processors.begin(), processors.end(),
                                    [&](const Processor& processor) { return processor.id == id; });
    if (found == processors.end()) {
        return;
    }
    if (const Processor* builtIn = Catalogue::builtIn().find(id)) {
        *found = *builtIn;
    } else {
        processors.erase(found);
    }
}

Result<ProcessorFacts> readProcessorFacts(const project::OpenProject& project, const std::vector<RunId>& ids)
{
    ProcessorFacts facts;
    const auto own = energy::readOwnProcessors(project.folder.path());
    facts.ownProblem = own ? "" : own.error().message;
    facts.processors = own ? Catalogue::with(*own).processors() : Catalogue::builtIn().processors();
    for (const Processor& processor : own.value_or(std::vector<Processor>())) {
        facts.own.insert(processor.id);
    }
    const std::size_t count = std::min(ids.size(), mostProcessorModels);
    facts.leftOut = ids.size() - count;
    for (std::size_t i = 0; i < count; ++i) {
        const Result<store::RunDetails> details = project.reader.read(ids[i]);
        if (!details && details.error().kind == ErrorKind::notFound) {
            continue;
        }
        if (!details) {
            return tl::unexpected<Error>(details.error());
        }
        if (auto model = project::runModelOf(project, *details)) {
            facts.models.push_back({ids[i], std::move(*model)});
        } else {
            facts.without.push_back(details->summary.name);
        }
    }
    return facts;
}

bool isBuiltIn(const std::string& id)
{
    return Catalogue::builtIn().find(id) != nullptr;
}

} // namespace rxwatt::pages
