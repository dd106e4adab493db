// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/spec.h"
#include "core/training/flat_parameters.h"

#include <array>
#include <cstdint>
#include <memory>

namespace rxwatt::training
{

/// Exponential averages and their guard, as in PyTorch (AdamW) and in You et al. 2020 (LAMB, which takes 1e-6).
struct MomentConfig {
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 1e-8;
};

/// An optimiser whose whole state is two flat tensors and a count of steps, so that a checkpoint can hold it and a
/// resumed run goes on bit for bit.
class OptimizerState
{
public:
    OptimizerState(const FlatParameters& parameters, run::Optimizer kind, double weightDecay);

    /// Updates the parameters with flat gradients (FlatParameters::gradients).
    ///
    /// AdamW (Loshchilov and Hutter 2019) as torch::optim::AdamW: p ← p·(1 − η·λ), then
    /// p ← p − η·m̂ / (√v̂ + ε). LAMB (You et al. 2020, arXiv 1904.00962, algorithm 2): u = m̂ / (√v̂ + ε) + λ·p, then
    /// for each parameter tensor p ← p − η·r·u with the trust ratio r = ‖p‖ / ‖u‖, held to at most 10, and 1 where
    /// either norm is 0 (a fresh bias would never leave 0).
    void step(const torch::Tensor& gradients, double learningRate);

    /// AdamW's step as one kernel that can be recorded once and started again: what changes from step to step lies in
    /// `rates` (ratesOf()), clipping is part of it, and where `loss` or `norm`, the gradients' norm before clipping, is
    /// not finite everything stays as it is. All are floats on the parameters' device. It is not counted.
    void queueAdamW(const torch::Tensor& gradients, const torch::Tensor& rates, const torch::Tensor& loss,
                    const torch::Tensor& norm, double clip);
    /// For the next step: learning rate, 1 − β₁ᵗ and √(1 − β₂ᵗ).
    [[nodiscard]] std::array<float, 3> ratesOf(double learningRate) const;
    /// A queued step has been done.
    void countStep();

    [[nodiscard]] torch::Tensor firstMoment() const { return m_first; }

    [[nodiscard]] torch::Tensor secondMoment() const { return m_second; }

    [[nodiscard]] std::int64_t steps() const { return m_steps; }

    void setSteps(std::int64_t steps) { m_steps = steps; }

private:
    [[nodiscard]] torch::Tensor trustRatios(const torch::Tensor& update) const;

    const FlatParameters& m_parameters;
    run::Optimizer m_kind;
    MomentConfig m_config;
    double m_weightDecay;
    torch::Tensor m_first;
    torch::Tensor m_second;
    torch::Tensor m_lengths; ///< elements of each parameter, on the parameters' device
    std::int64_t m_steps = 0;
};

} // namespace rxwatt::training
