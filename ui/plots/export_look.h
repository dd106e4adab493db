// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/export_style.h"

#include <QSize>
#include <QString>

namespace rxwatt::plots
{

class PlotWidget;

/// Dots per inch of a plot's canvas. Fonts are measured at the screen's resolution, so the canvas has it too, whatever
/// the file's is.
[[nodiscard]] int canvasDpi();
/// The font that a style is drawn in. The program's own where it names none: the same whatever the desktop's is, so
/// that the window and the commands draw the same.
[[nodiscard]] QString familyOf(const figure::ExportStyle& style);
/// Of an image's header.
[[nodiscard]] int dotsPerMeter(double dpi);
/// The size of a style's page at a resolution.
[[nodiscard]] QSize pixelsOf(const figure::ExportStyle& style, double dpi);
/// Gives the plot the style's look; the size of its canvas.
QSize dress(PlotWidget& plot, const figure::ExportStyle& style);

} // namespace rxwatt::plots
