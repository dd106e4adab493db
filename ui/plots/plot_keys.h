// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QKeyEvent;

namespace rxwatt::plots
{

class PlotWidget;

/// Whether a plot that has the focus takes a key for itself, so that no shortcut of the window gets it.
[[nodiscard]] bool takesKey(const QKeyEvent& event);
/// Does what a key means on a plot; false where it means nothing.
bool handleKey(PlotWidget& plot, const QKeyEvent& event);

} // namespace rxwatt::plots
