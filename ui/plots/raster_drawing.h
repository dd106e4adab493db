// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/figure/export_style.h"

#include <QByteArray>
#include <QImage>

namespace rxwatt::plots
{

class PlotWidget;

/// A raster picture of a plot that is drawn strip by strip: a large one takes a second, and only the window's thread
/// can draw it.
class RasterDrawing
{
public:
    /// Pixels that a strip has as a rule.
    static constexpr int stripPixels = 4'000'000;

    /// In the look of the style, at its resolution; an error where it would be too large.
    [[nodiscard]] static Result<RasterDrawing> begin(PlotWidget& plot, const figure::ExportStyle& style,
                                                     int pixelsAtOnce = stripPixels);
    /// The same at a size in pixels; empty where there is no memory for it.
    RasterDrawing(PlotWidget& plot, const figure::ExportStyle& style, const QSize& size,
                  int pixelsAtOnce = stripPixels);

    /// False once the picture is whole.
    bool drawStrip();

    [[nodiscard]] const QImage& image() const { return m_image; }

private:
    PlotWidget* m_plot;
    QSize m_canvas;
    QImage m_image;
    int m_dpi = 96;
    int m_stripHeight = 1;
    int m_drawn = 0;
};

/// The bytes of its file.
[[nodiscard]] Result<QByteArray> toPng(const QImage& image);

} // namespace rxwatt::plots
