// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/legend_element.h"
#include "ui/plots/overlay.h"
#include "ui/plots/plot_axes.h"
#include "ui/plots/plot_look.h"
#include "ui/plots/qcustomplot_header.h"
#include "ui/plots/series_set.h"

#include <optional>

namespace rxwatt::plots
{

/// What a plot is made of, for the classes of ui/plots that draw and steer it.
struct PlotFrame {
    /// What stands around the data.
    struct Around {
        bool legend = false;
        bool legendAtRight = false;
        bool title = false;
    };

    QCustomPlot& canvas;
    PlotLook look;
    PlotAxes axes;
    SeriesSet series;
    /// All of these belong to the canvas.
    LegendElement* legend = nullptr;
    QCPTextElement* title = nullptr;
    /// The data's place: the axis rectangle, or an element of a kind without axes.
    QCPLayoutElement* data = nullptr;
    /// At the right of the data: the colour bar of a heat map.
    QCPLayoutElement* side = nullptr;
    Overlay* overlay = nullptr;
    /// The person's title; shown on the screen too.
    QString ownTitle = {};
    std::optional<ExportLook> exported = std::nullopt;

    /// False for kinds that draw into an element of their own.
    [[nodiscard]] bool hasAxes() const { return data == canvas.xAxis->axisRect(); }

    /// Makes the elements of an empty canvas.
    void build(Overlay::PixelOf pixelOf);
    /// Puts them where they belong on a canvas of this size.
    void arrange(const Around& around, const QSize& size);
};

} // namespace rxwatt::plots
