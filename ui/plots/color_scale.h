// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/qcustomplot_header.h"

#include <QColor>

namespace rxwatt::plots
{

/// Dark blue over green to yellow: rises evenly in lightness, also for the colour-blind and on paper (after viridis).
[[nodiscard]] QCPColorGradient valueGradient();
/// The gradient's colour for a share between 0 and 1, and a neutral one for what is not a number.
[[nodiscard]] QColor valueColor(double share, const QColor& none);

} // namespace rxwatt::plots
