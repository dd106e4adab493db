// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/project_catalogue.h"

#include "core/run/project.h"

namespace rxwatt::cli
{

Result<energy::Catalogue> catalogueFor(const std::string& project)
{
    if (project.empty()) {
        return energy::Catalogue::builtIn();
    }
    RXWATT_ASSIGN(const run::ProjectFolder folder, run::ProjectFolder::open(project));
    return energy::Catalogue::ofProject(folder.path());
}

} // namespace rxwatt::cli
