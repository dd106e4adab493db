// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/energy_record.h"

#include <string>
#include <vector>

namespace rxwatt::training
{

/// Both together, as phases of one run in different attempts. With one base power for both (that of another run) its
/// error is the same in both and adds up; else errors add in squares.
[[nodiscard]] run::PhaseEnergy sumOf(const run::PhaseEnergy& earlier, const run::PhaseEnergy& later,
                                     bool oneBase = false);

/// Sorted, each once.
[[nodiscard]] std::vector<std::string> unionOf(const std::vector<std::string>& a, const std::vector<std::string>& b);
void addOnce(std::vector<std::string>& texts, const std::string& text);

} // namespace rxwatt::training
