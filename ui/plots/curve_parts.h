// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/curve_plot.h"
#include "ui/plots/curve_series.h"
#include "ui/plots/level_line.h"
#include "ui/plots/plot_link.h"
#include "ui/plots/time_bands.h"

namespace rxwatt::plots
{

/// What the files of CurvePlot share.
struct CurvePlot::Parts {
    figure::Plot plot;
    std::vector<std::unique_ptr<CurveSeries>> series;
    Intervals intervals = Intervals::bars;
    double smoothing = 0;
    /// Of the canvas.
    LevelLine* level = nullptr;
    TimeBands* bands = nullptr;
    bool levelActive = false;
    double levelBefore = 0;
    PlotLink link;

    explicit Parts(CurvePlot& owner) : link(owner) {}
};

} // namespace rxwatt::plots
