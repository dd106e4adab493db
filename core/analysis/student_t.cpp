// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/student_t.h"

#include <cmath>
#include <limits>

namespace rxwatt::analysis
{

namespace
{

/// Never 0, so that Lentz's method can divide by it.
double nonZero(double value)
{
    constexpr double tiny = 1e-300;
    return std::abs(value) < tiny ? tiny : value;
}

/// The continued fraction of the incomplete beta function (DLMF 8.17.22) by Lentz's method; converges quickly for
/// x < (a + 1) / (a + b + 2).
double betaFraction(double x, double a, double b)
{
    constexpr int maxRounds = 10'000;
    double c = 1;
    double d = 1 / nonZero(1 - (a + b) * x / (a + 1));
    double fraction = d;
    for (int m = 1; m <= maxRounds; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / nonZero(1 + even * d);
        c = nonZero(1 + even / c);
        fraction *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / nonZero(1 + odd * d);
        c = nonZero(1 + odd / c);
        const double change = d * c;
        fraction *= change;
        if (std::abs(change - 1) < std::numeric_limits<double>::epsilon()) {
            break;
        }
    }
    return fraction;
}

/// I_x(a, b), DLMF 8.17.
double regularizedBeta(double x, double a, double b)
{
    if (x <= 0 || x >= 1) {
        return x <= 0 ? 0 : 1;
    }
    const double front =
        std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x));
    return x < (a + 1) / (a + b + 2) ? front * betaFraction(x, a, b) / a : 1 - front * betaFraction(1 - x, b, a) / b;
}

} // namespace

double studentTProbability(double t, double degreesOfFreedom)
{
    const double tail = regularizedBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5) / 2;
    return t > 0 ? 1 - tail : tail;
}

double studentTQuantile(double probability, double degreesOfFreedom)
{
    if (probability < 0.5) {
        return -studentTQuantile(1 - probability, degreesOfFreedom);
    }
    double low = 0;
    double high = 1;
    while (studentTProbability(high, degreesOfFreedom) < probability && high < 1e100) {
        high *= 2;
    }
    constexpr int halvings = 100;
    for (int i = 0; i < halvings; ++i) {
        const double middle = (low + high) / 2;
        (studentTProbability(middle, degreesOfFreedom) < probability ? low : high) = middle;
    }
    return (low + high) / 2;
}

} // namespace rxwatt::analysis
