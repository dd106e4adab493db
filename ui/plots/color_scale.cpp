// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/color_scale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rxwatt::plots
{

namespace
{

constexpr std::array<QRgb, 9> steps = {0xff440154, 0xff472d7b, 0xff3b528b, 0xff2c728e, 0xff21918c,
                                       0xff28ae80, 0xff5ec962, 0xffaddc30, 0xfffde725};

} // namespace

QCPColorGradient valueGradient()
{
    QMap<double, QColor> stops;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        stops.insert(static_cast<double>(i) / (steps.size() - 1), QColor(steps.at(i)));
    }
    QCPColorGradient gradient;
    gradient.setColorStops(stops);
    gradient.setNanHandling(QCPColorGradient::nhTransparent);
    return gradient;
}

QColor valueColor(double share, const QColor& none)
{
    if (!std::isfinite(share)) {
        return none;
    }
    const double place = std::clamp(share, 0.0, 1.0) * (steps.size() - 1);
    const auto below = std::min(static_cast<std::size_t>(place), steps.size() - 2);
    const double rest = place - static_cast<double>(below);
    const QColor from(steps.at(below));
    const QColor to(steps.at(below + 1));
    const auto mix = [rest](int a, int b) { return static_cast<int>(a + (b - a) * rest); };
    return {mix(from.red(), to.red()), mix(from.green(), to.green()), mix(from.blue(), to.blue())};
}

} // namespace rxwatt::plots
