// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace rxwatt::analysis
{

/// The 97.5 % quantile of Student's t with so many degrees of freedom (at least 1), to 0.1 %: half the width of a 95 %
/// interval in standard errors.
[[nodiscard]] double studentQuantile(double degrees);

} // namespace rxwatt::analysis
