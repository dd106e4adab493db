// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/parallel_axes.h"
#include "ui/plots/parallel_element.h"
#include "ui/plots/parallel_plot.h"

namespace rxwatt::plots
{

/// What the files of ParallelPlot share.
struct ParallelPlot::Parts {
    figure::ParallelCoordinates data;
    ParallelAxes axes;
    /// Of the canvas.
    ParallelElement* element = nullptr;
    int brushedAxis = -1;
    double brushStart = 0;
    std::optional<ParallelAxes::Brush> brushBefore;
    int draggedPlace = -1;
    QPointF pressed;
    QPointF last;
};

} // namespace rxwatt::plots
