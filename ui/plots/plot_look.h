// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

namespace rxwatt::plots
{

/// How a plot is drawn for a file instead of the screen: in the colours of a palette, without reader and focus.
struct ExportLook {
    QPalette palette;
    QFont font;
    /// Of series as they come, in pixels of the canvas; axes and grid keep their share of it.
    double lineWidth = 1.5;
    double markerSize = 7;
    bool legend = true;
    /// The figure's title above the plot, where it has one.
    bool title = false;
};

/// Colours and measures that a plot draws with, from the palette and font or from an export's wishes.
struct PlotLook {
    QPalette palette;
    QFont font;
    QColor base;
    QColor text;
    QColor secondary;
    QColor frame;
    QColor grid;
    QColor subGrid;
    QColor accent;
    double widthFactor = 1;
    double markerSize = 7;
    /// Drawn for a file: nothing that is there for the person at the screen alone.
    bool forExport = false;
};

[[nodiscard]] PlotLook lookOf(const QPalette& palette, const QFont& font);
[[nodiscard]] PlotLook lookOf(const ExportLook& look);

/// A mixture: 0 is all base, 1 all colour. Solid, since transparency is slow to draw and breaks in some exports.
[[nodiscard]] QColor mixed(const QColor& base, const QColor& color, double share);

} // namespace rxwatt::plots
