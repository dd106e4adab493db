// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/figure.h"

namespace rxwatt::figure
{

/// Charts as the table of their values, which is what their csv, json and LaTeX are.

/// A row a category, a column a series and, where there are intervals, one for each of their ends.
[[nodiscard]] Table tableOf(const BarChart& chart);
/// A row a cell: x, y, value.
[[nodiscard]] Table tableOf(const HeatMap& map);
/// A row a point.
[[nodiscard]] Table tableOf(const ScatterPlot& plot);
/// A row a row, a column an axis.
[[nodiscard]] Table tableOf(const ParallelCoordinates& coordinates);

} // namespace rxwatt::figure
