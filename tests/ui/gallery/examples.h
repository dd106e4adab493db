// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/figure.h"

#include <string>
#include <vector>

namespace rxwatt::plots
{

/// BER against SINR of two trained receivers and two classical ones, with intervals and upper bounds.
[[nodiscard]] figure::Plot berExample();
/// Training loss of several runs, dense and noisy.
[[nodiscard]] figure::Plot lossExample(int runs, int points);
/// Energy by layer of three models.
[[nodiscard]] figure::BarChart barExample(figure::BarLayout layout, figure::BarDirection direction);
/// Geometric Mean BER over learning rate and width, with cells that were never run.
[[nodiscard]] figure::HeatMap heatMapExample();
/// Energy against BER with the Pareto front.
[[nodiscard]] figure::ScatterPlot scatterExample();
/// Settings and results of a sweep.
[[nodiscard]] figure::ParallelCoordinates parallelExample(int rows);

} // namespace rxwatt::plots
