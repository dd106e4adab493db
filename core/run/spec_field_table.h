// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/spec_fields.h"

namespace rxwatt::run
{

/// The settings as they are written down: without what specFields() works out (section, default, kinds by section).
[[nodiscard]] std::vector<SpecField> specFieldTable();

} // namespace rxwatt::run
