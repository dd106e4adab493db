// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/least_squares.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace rxwatt::energy
{

namespace
{

using Columns = std::vector<std::vector<double>>;

/// Of scaled columns; below it they are taken to be the same direction.
constexpr double smallestPivot = 1e-10;

double dot(std::span<const double> a, std::span<const double> b)
{
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

/// Solves the normal equations of some of the columns by Gauss-Jordan elimination with pivots; none where they are
/// dependent. Columns have norm 1, so that a handful of them is well within double precision.
std::optional<std::vector<double>> solve(const Columns& columns, std::span<const double> y,
                                         const std::vector<std::size_t>& chosen)
{
    const std::size_t n = chosen.size();
    std::vector<std::vector<double>> rows(n, std::vector<double>(n + 1));
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) {
            rows[i][j] = dot(columns[chosen[i]], columns[chosen[j]]);
        }
        rows[i][n] = dot(columns[chosen[i]], y);
    }
    for (std::size_t k = 0; k < n; ++k) {
        const auto pivot =
            std::max_element(rows.begin() + static_cast<std::ptrdiff_t>(k), rows.end(),
                             [k](const auto& a, const auto& b) { return std::abs(a[k]) < std::abs(b[k]); });
        if (std::abs((*pivot)[k]) < smallestPivot) {
            return std::nullopt;
        }
        std::swap(*pivot, rows[k]);
        for (std::size_t i = 0; i < n; ++i) {
            const double factor = i == k ? 0 : rows[i][k] / rows[k][k];
            for (std::size_t j = k; j <= n && factor != 0; ++j) {
                rows[i][j] -= factor * rows[k][j];
            }
        }
    }
    std::vector<double> solution(n);
    for (std::size_t i = 0; i < n; ++i) {
        solution[i] = rows[i][n] / rows[i][i];
    }
    return solution;
}

std::vector<double> residualsOf(const Columns& columns, std::span<const double> y, std::span<const double> x)
{
    std::vector<double> residuals(y.begin(), y.end());
    for (std::size_t k = 0; k < columns.size(); ++k) {
        for (std::size_t row = 0; row < residuals.size(); ++row) {
            residuals[row] -= x[k] * columns[k][row];
        }
    }
    return residuals;
}

/// The passive set of Lawson and Hanson: those columns whose coefficients are above 0.
class NonNegative
{
public:
    NonNegative(const Columns& columns, std::span<const double> y) : m_columns(columns), m_y(y), m_x(columns.size()) {}

    std::optional<std::vector<double>> run()
    {
        const std::size_t mostRounds = 10 * m_columns.size();
        for (std::size_t round = 0; round < mostRounds; ++round) {
            const auto next = steepest();
            if (!next) {
                return m_x;
            }
            m_passive.push_back(*next);
            if (!settle()) {
                return std::nullopt;
            }
        }
        return m_x;
    }

private:
    /// The column outside whose coefficient would lower the sum of squares most; none at the optimum.
    [[nodiscard]] std::optional<std::size_t> steepest() const
    {
        const auto residuals = residualsOf(m_columns, m_y, m_x);
        std::optional<std::size_t> best;
        double bestSlope = 1e-12 * std::sqrt(dot(m_y, m_y));
        for (std::size_t k = 0; k < m_columns.size(); ++k) {
            const double slope = dot(m_columns[k], residuals);
            if (std::find(m_passive.begin(), m_passive.end(), k) == m_passive.end() && slope > bestSlope) {
                best = k;
                bestSlope = slope;
            }
        }
        return best;
    }

    /// Solves for the passive set and takes out what would become negative, until nothing does.
    bool settle()
    {
        while (!m_passive.empty()) {
            const auto solution = solve(m_columns, m_y, m_passive);
            if (!solution) {
                return false;
            }
            double step = 1;
            for (std::size_t i = 0; i < m_passive.size(); ++i) {
                const double old = m_x[m_passive[i]];
                if ((*solution)[i] <= 0 && old >= 0) {
                    step = std::min(step, old / (old - (*solution)[i]));
                }
            }
            for (std::size_t i = 0; i < m_passive.size(); ++i) {
                double& value = m_x[m_passive[i]];
                value = std::max(0.0, value + step * ((*solution)[i] - value));
                value = (*solution)[i] <= 0 && value < 1e-15 ? 0 : value;
            }
            if (step == 1) {
                return true;
            }
            std::erase_if(m_passive, [this](std::size_t k) { return m_x[k] <= 0; });
        }
        return true;
    }

    const Columns& m_columns;
    std::span<const double> m_y;
    std::vector<double> m_x;
    std::vector<std::size_t> m_passive;
};

FitQuality qualityOf(std::span<const double> y, std::span<const double> residuals)
{
    const auto count = static_cast<double>(y.size());
    const double mean = std::accumulate(y.begin(), y.end(), 0.0) / count;
    double spread = 0;
    for (const double value : y) {
        spread += (value - mean) * (value - mean);
    }
    const double squares = dot(residuals, residuals);
    return {spread > 0 ? 1 - squares / spread : 0, std::sqrt(squares / count), static_cast<int>(y.size())};
}

Status check(const Columns& columns, std::span<const double> y)
{
    if (columns.empty() || y.size() < columns.size()) {
        return fail(ErrorKind::badInput, fmt::format("found {} measurements, a fit of {} coefficients takes as many at "
                                                     "least",
                                                     y.size(), columns.size()));
    }
    for (const auto& column : columns) {
        if (column.size() != y.size() || !(dot(column, column) > 0)) {
            return fail(ErrorKind::badInput, "the measurements do not tell what one of the coefficients does: it is "
                                             "multiplied by 0 in all of them");
        }
    }
    return {};
}

} // namespace

std::string_view gradeOf(const FitQuality& quality)
{
    constexpr double good = 0.95;
    constexpr double fair = 0.85;
    constexpr double poor = 0.7;
    return quality.r2 >= good ? "good" : quality.r2 >= fair ? "fair" : quality.r2 >= poor ? "poor" : "useless";
}

Result<LinearFit> fitLinear(const Columns& columns, std::span<const double> y, Sign sign)
{
    RXWATT_TRY(check(columns, y));
    Columns scaled = columns;
    std::vector<double> norms;
    for (auto& column : scaled) {
        const double norm = std::sqrt(dot(column, column));
        norms.push_back(norm);
        for (double& value : column) {
            value /= norm;
        }
    }
    std::vector<std::size_t> all(columns.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    auto x = sign == Sign::any ? solve(scaled, y, all) : NonNegative(scaled, y).run();
    if (!x) {
        return fail(ErrorKind::badInput, "the measurements are too much alike to tell the coefficients apart; measure "
                                         "layers of other shapes");
    }
    LinearFit fit;
    fit.residuals = residualsOf(scaled, y, *x);
    fit.quality = qualityOf(y, fit.residuals);
    for (std::size_t k = 0; k < norms.size(); ++k) {
        fit.coefficients.push_back((*x)[k] / norms[k]);
    }
    return fit;
}

} // namespace rxwatt::energy
