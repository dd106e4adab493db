// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/processor.h"
#include "core/figure/energy_figures.h"

#include <QStringList>
#include <string_view>

namespace rxwatt::pages
{

/// Of a name in a sentence.
inline constexpr int nameLetters = 60;

/// A name of ours, for a sentence.
[[nodiscard]] QString textOf(std::string_view name);
/// "TDP", "fp16 peak": what metric (0) or (1) is made of and the catalogue does not have of a processor.
[[nodiscard]] QStringList metricLacks(const energy::Processor& processor, figure::EnergyView metric,
                                      energy::Precision precision);

} // namespace rxwatt::pages
