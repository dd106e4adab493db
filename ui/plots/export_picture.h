// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/figure/export_style.h"
#include "core/figure/writer.h"

#include <filesystem>
#include <QByteArray>
#include <QImage>

namespace rxwatt::plots
{

class PlotWidget;

using figure::PictureFormat;

/// Pixels that a raster picture may have.
inline constexpr double maxPicturePixels = 100e6;

// Pictures of a plot for paper: always on white, at the size of the style whatever the screen is. The plot keeps the
// style's look afterwards, so it should be one that nobody looks at: PlotWidget::copy().

/// The bytes of a picture's file: PDF with lines and fonts, SVG with its texts as text, PNG at the style's resolution.
[[nodiscard]] Result<QByteArray> pictureOf(PlotWidget& plot, const figure::ExportStyle& style, PictureFormat format);
/// The same into a file: the old one stays as it is until the new one is there whole.
[[nodiscard]] Status writePicture(const std::filesystem::path& file, PlotWidget& plot, const figure::ExportStyle& style,
                                  PictureFormat format);
/// What the picture will look like, at most so large (pixels).
[[nodiscard]] QImage previewOf(PlotWidget& plot, const figure::ExportStyle& style, const QSize& most);

} // namespace rxwatt::plots
