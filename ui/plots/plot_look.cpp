// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_look.h"

#include "ui/style/palette.h"

#include <algorithm>

namespace rxwatt::plots
{

namespace
{

constexpr double screenLineWidth = 1.5;

} // namespace

QColor mixed(const QColor& base, const QColor& color, double share)
{
    const auto mix = [share](int from, int to) { return static_cast<int>(from + (to - from) * share); };
    return {mix(base.red(), color.red()), mix(base.green(), color.green()), mix(base.blue(), color.blue())};
}

PlotLook lookOf(const QPalette& palette, const QFont& font)
{
    PlotLook look;
    look.palette = palette;
    look.font = font;
    look.base = palette.color(QPalette::Base);
    look.text = palette.color(QPalette::Text);
    look.secondary = style::secondaryText(palette);
    look.frame = mixed(look.base, look.text, 0.45);
    look.grid = mixed(look.base, look.text, 0.14);
    look.subGrid = mixed(look.base, look.text, 0.065);
    look.accent = palette.color(QPalette::Highlight);
    return look;
}

PlotLook lookOf(const ExportLook& wishes)
{
    PlotLook look = lookOf(wishes.palette, wishes.font);
    look.widthFactor = std::max(0.1, wishes.lineWidth / screenLineWidth);
    look.markerSize = std::max(1.0, wishes.markerSize);
    look.forExport = true;
    return look;
}

} // namespace rxwatt::plots
