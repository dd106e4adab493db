// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenu;

namespace rxwatt::plots
{

class PlotWidget;

/// What can be done with a plot, with the keys for it.
void fillMenu(QMenu& menu, PlotWidget& plot);

} // namespace rxwatt::plots
