// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace rxwatt::analysis
{

/// P(T ≤ t) of Student's t distribution; `degreesOfFreedom` above 0.
[[nodiscard]] double studentTProbability(double t, double degreesOfFreedom);
/// The t with P(T ≤ t) = `probability`, which lies between 0 and 1, both left out.
[[nodiscard]] double studentTQuantile(double probability, double degreesOfFreedom);

} // namespace rxwatt::analysis
