// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/figure.h"
#include "ui/plots/plot_frame.h"
#include "ui/plots/reading.h"

#include <optional>

namespace rxwatt::plots
{

/// A value as people read it: up to four digits, very small and large ones as powers of ten.
[[nodiscard]] QString valueText(double value);
/// Whether values of the axis are read with prefixes of their unit: energies.
[[nodiscard]] bool takesPrefixes(const figure::Axis& axis);
/// "SINR: 12 dB", "Energy: 20.5 µJ".
[[nodiscard]] QString axisValueText(const figure::Axis& axis, double value);

/// The point of visible curves that is nearest to a pixel, within reach.
[[nodiscard]] std::optional<Reading> readCurves(const PlotFrame& frame, const figure::Plot& plot, const QPointF& pixel);
/// The next point of the same curve in view; beyond its end the first of the next visible one.
[[nodiscard]] std::optional<Reading> readNextOfCurves(const PlotFrame& frame, const figure::Plot& plot,
                                                      const std::optional<Reading>& from, int direction);

} // namespace rxwatt::plots
