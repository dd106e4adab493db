// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/wiener_frequency.h"

#include "core/phy/tdl.h"

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <cassert>
#include <cmath>
#include <numbers>

namespace rxwatt::phy
{

namespace
{

using ComplexDouble = std::complex<double>;
using TapMatrix = Eigen::Matrix<ComplexDouble, Eigen::Dynamic, Eigen::Dynamic, Eigen::ColMajor, maxTaps, maxTaps>;
using TapVector = Eigen::Matrix<ComplexDouble, Eigen::Dynamic, 1, Eigen::ColMajor, maxTaps, 1>;

/// Σ exp(jkθ) for k = 0 … count − 1.
ComplexDouble geometricSum(double theta, int count)
{
    const double denominator = std::sin(theta / 2);
    if (std::fabs(denominator) < 1e-12) {
        return count;
    }
    return std::polar(std::sin(count * theta / 2) / denominator, (count - 1) * theta / 2);
}

} // namespace

struct FrequencyWienerFilter::Workspace {
    /// √P_l·exp(−j2πkΔf·τ_l): [subcarrier, tap]. Vectors, because they keep their storage where profiles of several
    /// sizes take turns.
    std::vector<ComplexDouble> phaseStorage;
    /// The conjugated phases behind the inverse of the Cholesky factor: [subcarrier, tap], from the pilots' middle on.
    /// The others have the error variances of their mirror images, as the pilots, on even subcarriers, are their own.
    std::vector<ComplexDouble> whitenedStorage;
    Eigen::Index taps = 0;
    Eigen::Index subcarriers = 0;
    TapMatrix gram;
    Eigen::LLT<TapMatrix> cholesky;
    std::vector<double> errorVariance; ///< [subcarrier]

    using TapsBySubcarrier = Eigen::Map<Eigen::Matrix<ComplexDouble, Eigen::Dynamic, Eigen::Dynamic>>;

    [[nodiscard]] TapsBySubcarrier phases() { return {phaseStorage.data(), taps, subcarriers}; }

    [[nodiscard]] TapsBySubcarrier whitened() { return {whitenedStorage.data(), taps, subcarriers / 2 + 1}; }

    void resize(std::size_t tapCount, std::size_t subcarrierCount)
    {
        phaseStorage.resize(tapCount * subcarrierCount);
        whitenedStorage.resize(tapCount * (subcarrierCount / 2 + 1));
        errorVariance.resize(subcarrierCount);
        taps = static_cast<Eigen::Index>(tapCount);
        subcarriers = static_cast<Eigen::Index>(subcarrierCount);
        gram.resize(taps, taps);
    }

    /// Phases, and the Gram matrix √P·E_pᴴ·E_p·√P of the pilots' subcarriers (lower triangle).
    void fill(const ChannelStatistics& statistics, double subcarrierSpacingHz);
};

void FrequencyWienerFilter::Workspace::fill(const ChannelStatistics& statistics, double subcarrierSpacingHz)
{
    const double turnPerSecond = -2 * std::numbers::pi * subcarrierSpacingHz;
    auto phaseMatrix = phases();
    for (Eigen::Index tap = 0; tap < taps; ++tap) {
        const double turn = turnPerSecond * statistics.delays[tap];
        const ComplexDouble step = std::polar(1.0, turn);
        ComplexDouble phase = std::sqrt(statistics.powers[tap]);
        for (Eigen::Index k = 0; k < subcarriers; ++k) {
            phaseMatrix(tap, k) = phase;
            phase *= step;
        }
        for (Eigen::Index other = 0; other <= tap; ++other) {
            gram(tap, other) =
                std::sqrt(statistics.powers[tap] * statistics.powers[other]) *
                geometricSum(2 * (turnPerSecond * statistics.delays[other] - turn), static_cast<int>(subcarriers) / 2);
        }
    }
}

FrequencyWienerFilter::FrequencyWienerFilter() : m_workspace(std::make_unique<Workspace>()) {}

FrequencyWienerFilter::FrequencyWienerFilter(FrequencyWienerFilter&&) noexcept = default;
FrequencyWienerFilter& FrequencyWienerFilter::operator=(FrequencyWienerFilter&&) noexcept = default;
FrequencyWienerFilter::~FrequencyWienerFilter() = default;

void FrequencyWienerFilter::design(const ChannelStatistics& statistics, double subcarrierSpacingHz, int subcarriers,
                                   double pilotErrorVariance)
{
    Workspace& w = *m_workspace;
    assert(statistics.delays.size() <= maxTaps && pilotErrorVariance > 0);
    w.resize(statistics.delays.size(), static_cast<std::size_t>(subcarriers));
    w.fill(statistics, subcarrierSpacingHz);
    w.gram.diagonal().array() += pilotErrorVariance;
    w.cholesky.compute(w.gram);
    assert(w.cholesky.info() == Eigen::Success);
    auto whitened = w.whitened();
    const Eigen::Index mirrored = w.subcarriers - whitened.cols();
    whitened = w.phases().rightCols(whitened.cols()).conjugate();
    w.cholesky.matrixL().solveInPlace(whitened);
    for (Eigen::Index k = mirrored; k < w.subcarriers; ++k) {
        // The filter's own error is 1 − q with q = [R_xp·(R_pp + σ²I)⁻¹·R_px]_kk; dividing its output by q turns that
        // into an error of variance 1/q − 1 beside a channel of gain 1.
        const double filterError = pilotErrorVariance * whitened.col(k - mirrored).squaredNorm();
        w.errorVariance[static_cast<std::size_t>(k)] = filterError / (1 - filterError);
    }
    for (Eigen::Index k = 0; k < mirrored; ++k) {
        w.errorVariance[static_cast<std::size_t>(k)] = w.errorVariance[static_cast<std::size_t>(w.subcarriers - 2 - k)];
    }
}

void FrequencyWienerFilter::apply(std::span<const Complex> atPilots, std::span<Complex> row)
{
    Workspace& w = *m_workspace;
    assert(w.errorVariance.size() == row.size() && 2 * atPilots.size() == row.size());
    const auto phases = w.phases();
    TapVector taps = TapVector::Zero(w.taps);
    for (std::size_t i = 0; i < atPilots.size(); ++i) {
        taps += phases.col(static_cast<Eigen::Index>(2 * i)).conjugate() * ComplexDouble(atPilots[i]);
    }
    w.cholesky.solveInPlace(taps);
    for (std::size_t k = 0; k < row.size(); ++k) {
        const auto column = phases.col(static_cast<Eigen::Index>(k));
        row[k] = Complex(column.cwiseProduct(taps).sum() * (1 + w.errorVariance[k]));
    }
}

std::span<const double> FrequencyWienerFilter::errorVariance() const
{
    return m_workspace->errorVariance;
}

} // namespace rxwatt::phy
