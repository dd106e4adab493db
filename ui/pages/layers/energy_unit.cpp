// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/layers/energy_unit.h"

#include <array>
#include <cmath>
#include <QLocale>

namespace rxwatt::pages
{

QString EnergyUnit::text(double value) const
{
    const double scaled = value / joules;
    const double size = std::abs(scaled);
    const int decimals = size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    return QLocale().toString(scaled, 'f', decimals).replace(QLatin1Char('-'), QChar(0x2212));
}

EnergyUnit energyUnitFor(double largestJoules)
{
    struct Prefix {
        double joules;
        const char* name;
    };

    static constexpr std::array<Prefix, 5> units = {{{1e3, "kJ"}, {1, "J"}, {1e-3, "mJ"}, {1e-6, "µJ"}, {1e-9, "nJ"}}};
    for (const Prefix& unit : units) {
        if (std::abs(largestJoules) >= unit.joules) {
            return {QString::fromUtf8(unit.name), unit.joules};
        }
    }
    return {QString::fromUtf8(units.back().name), units.back().joules};
}

} // namespace rxwatt::pages
