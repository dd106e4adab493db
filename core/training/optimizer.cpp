// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/optimizer.h"

#include "core/gpu/block_kernels.h"
#include "core/network/gpu_half.h"

#include <cmath>

namespace rxwatt::training
{

namespace
{

constexpr double largestTrustRatio = 10;
constexpr double lambEpsilon = 1e-6;

MomentConfig momentsOf(run::Optimizer kind)
{
    MomentConfig config;
    if (kind == run::Optimizer::lamb) {
        config.epsilon = lambEpsilon;
    }
    return config;
}

} // namespace

OptimizerState::OptimizerState(const FlatParameters& parameters, run::Optimizer kind, double weightDecay)
    : m_parameters(parameters),
      m_kind(kind),
      m_config(momentsOf(kind)),
      m_weightDecay(weightDecay),
      m_first(torch::zeros_like(parameters.values())),
      m_second(torch::zeros_like(parameters.values())),
      m_lengths(parameters.lengths().to(parameters.values().device()))
{
}

void OptimizerState::step(const torch::Tensor& gradients, double learningRate)
{
    const torch::NoGradGuard noGrad;
    ++m_steps;
    const auto count = static_cast<double>(m_steps);
    const double firstCorrection = 1 - std::pow(m_config.beta1, count);
    const double secondCorrection = 1 - std::pow(m_config.beta2, count);
    m_first.mul_(m_config.beta1).add_(gradients, 1 - m_config.beta1);
    m_second.mul_(m_config.beta2).addcmul_(gradients, gradients, 1 - m_config.beta2);
    auto denominator = m_second.sqrt().div_(std::sqrt(secondCorrection)).add_(m_config.epsilon);
    m_parameters.markChanged();
    auto values = m_parameters.values();
    if (m_kind == run::Optimizer::adamw) {
        values.mul_(1 - learningRate * m_weightDecay);
        values.addcdiv_(m_first, denominator, -learningRate / firstCorrection);
        return;
    }
    auto update = (m_first / firstCorrection).div_(denominator).add_(values, m_weightDecay);
    // The size is told so that a GPU need not be waited for.
    update.mul_(trustRatios(update).repeat_interleave(m_lengths, 0, update.numel()));
    values.sub_(update, learningRate);
}

void OptimizerState::queueAdamW(const torch::Tensor& gradients, const torch::Tensor& rates, const torch::Tensor& loss,
                                const torch::Tensor& norm, double clip)
{
    const auto values = m_parameters.values();
    const gpu::AdamW step{values.numel(),
                          values.data_ptr<float>(),
                          gradients.data_ptr<float>(),
                          m_first.data_ptr<float>(),
                          m_second.data_ptr<float>(),
                          static_cast<float>(m_config.beta1),
                          static_cast<float>(m_config.beta2),
                          static_cast<float>(m_config.epsilon),
                          static_cast<float>(m_weightDecay),
                          static_cast<float>(clip),
                          rates.data_ptr<float>(),
                          loss.data_ptr<float>(),
                          norm.data_ptr<float>()};
    network::checkGpu(network::gpuKernelsFor(values.device()).adamW(step, network::gpuStreamOf(values.device())));
}

std::array<float, 3> OptimizerState::ratesOf(double learningRate) const
{
    const auto count = static_cast<double>(m_steps + 1);
    return {static_cast<float>(learningRate), static_cast<float>(1 - std::pow(m_config.beta1, count)),
            static_cast<float>(std::sqrt(1 - std::pow(m_config.beta2, count)))};
}

void OptimizerState::countStep()
{
    ++m_steps;
    m_parameters.markChanged();
}

torch::Tensor OptimizerState::trustRatios(const torch::Tensor& update) const
{
    std::vector<torch::Tensor> ofValues;
    std::vector<torch::Tensor> ofUpdates;
    for (std::size_t i = 0; i < m_parameters.names().size(); ++i) {
        ofValues.push_back(m_parameters.viewOf(m_parameters.values(), i).norm());
        ofUpdates.push_back(m_parameters.viewOf(update, i).norm());
    }
    const auto values = torch::stack(ofValues);
    const auto updates = torch::stack(ofUpdates);
    const auto ratio = (values / updates).clamp_max(largestTrustRatio);
    return torch::where((values > 0).logical_and(updates > 0), ratio, torch::ones_like(ratio));
}

} // namespace rxwatt::training
