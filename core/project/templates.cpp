// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/templates.h"

#include <fmt/format.h>

#include "paperTemplate.h"
#include "quickstartTemplate.h"

namespace rxwatt::project
{

namespace
{

/// A template's text is a list of run specifications.
Result<std::vector<run::RunSpec>> runsOf(const std::string& name, std::string_view text)
{
    RXWATT_ASSIGN(const Json json, base::parseJson(text, "template " + name));
    std::vector<run::RunSpec> runs;
    for (const Json& item : json) {
        Result<run::RunSpec> spec = run::specFromJson(item);
        if (!spec) {
            return failIn("template " + name, spec.error());
        }
        runs.push_back(std::move(*spec));
    }
    return runs;
}

} // namespace

const std::vector<std::string>& templateNames()
{
    static const std::vector<std::string> names = {"empty", "quickstart", "paper"};
    return names;
}

Result<std::vector<run::RunSpec>> templateRuns(const std::string& name)
{
    if (name == "quickstart") {
        return runsOf(name, resources::quickstartTemplate);
    }
    if (name == "paper") {
        return runsOf(name, resources::paperTemplate);
    }
    return std::vector<run::RunSpec>();
}

} // namespace rxwatt::project
