// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/phase.h"

#include "core/run/json_parts.h"

namespace rxwatt::run
{

std::string_view nameOf(Phase phase)
{
    switch (phase) {
    case Phase::setup:
        return "setup";
    case Phase::training:
        return "training";
    case Phase::validation:
        return "validation";
    case Phase::evaluation:
        return "evaluation";
    case Phase::inference:
        break;
    }
    return "inference";
}

Result<Phase> phaseFromName(std::string_view name)
{
    return fromName<Phase>(name, allPhases);
}

} // namespace rxwatt::run
