// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSize>

namespace rxwatt::plots
{

class PlotWidget;

/// A plot that has an export's look as an SVG 1.1 document: its canvas (pixels) at a size in millimetres, texts as
/// text, and the data clipped to their place, which Qt's own generator does not do.
[[nodiscard]] QByteArray svgOf(PlotWidget& plot, const QSize& canvas, const QSizeF& sizeMm, int canvasDpi);

} // namespace rxwatt::plots
