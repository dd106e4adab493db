// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/catalogue.h"

#include <string>

namespace rxwatt::cli
{

/// The processors that a command knows: with those of the project in a folder where one is given, else the program's
/// own. A folder that is no project is an error.
[[nodiscard]] Result<energy::Catalogue> catalogueFor(const std::string& project);

} // namespace rxwatt::cli
