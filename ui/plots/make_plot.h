// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/figure.h"
#include "ui/plots/plot_widget.h"

#include <memory>

namespace rxwatt::plots
{

/// The plot that draws a figure; null for a table, which is no picture.
[[nodiscard]] std::unique_ptr<PlotWidget> makePlot(const figure::Figure& figure);

} // namespace rxwatt::plots
