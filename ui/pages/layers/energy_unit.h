// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace rxwatt::pages
{

/// A unit in which values of a table are read: "µJ" and the joules that one of it is.
struct EnergyUnit {
    QString name;
    double joules = 1;

    /// Up to three digits, and no powers of ten: numbers of a column are compared.
    [[nodiscard]] QString text(double value) const;
};

/// The one in which the largest of the values has one to three digits before the point.
[[nodiscard]] EnergyUnit energyUnitFor(double largestJoules);
} // namespace rxwatt::pages
