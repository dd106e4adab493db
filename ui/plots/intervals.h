// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace rxwatt::plots
{

/// How the interval of a point is drawn.
enum class Intervals { none, bars, band };

} // namespace rxwatt::plots
