// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/flat_parameters.h"

namespace rxwatt::training
{

namespace
{

/// Whether two tensors of one shape lie alike in memory; strides along a dimension of size 1 mean nothing.
bool lieAlike(const torch::Tensor& a, const torch::Tensor& b)
{
    for (std::int64_t dimension = 0; dimension < a.dim(); ++dimension) {
        if (a.size(dimension) != 1 && a.stride(dimension) != b.stride(dimension)) {
            return false;
        }
    }
    return true;
}

} // namespace

FlatParameters::FlatParameters(torch::nn::Module& module)
{
    const torch::NoGradGuard noGrad;
    std::int64_t total = 0;
    for (const auto& item : module.named_parameters()) {
        TORCH_CHECK(item.value().is_non_overlapping_and_dense(), "parameter ", item.key(), " is not dense");
        m_names.push_back(item.key());
        m_parameters.push_back(item.value());
        m_offsets.push_back(total);
        total += item.value().numel();
    }
    TORCH_CHECK(total > 0, "a network without parameters cannot be trained");
    m_values = torch::empty({total}, m_parameters.front().detach().options().requires_grad(false));
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        const auto view = viewOf(m_values, i);
        view.copy_(m_parameters[i]);
        m_parameters[i].set_data(view);
    }
}

torch::Tensor FlatParameters::lengths() const
{
    std::vector<std::int64_t> lengths;
    for (const auto& parameter : m_parameters) {
        lengths.push_back(parameter.numel());
    }
    return torch::tensor(lengths, torch::kInt64);
}

torch::Tensor FlatParameters::gradients() const
{
    const torch::NoGradGuard noGrad;
    std::vector<torch::Tensor> parts;
    for (const auto& parameter : m_parameters) {
        auto gradient = parameter.grad();
        if (!gradient.defined()) {
            parts.push_back(torch::zeros({parameter.numel()}, m_values.options()));
            continue;
        }
        if (!lieAlike(gradient, parameter)) {
            gradient = torch::empty_strided(parameter.sizes(), parameter.strides(), m_values.options()).copy_(gradient);
        }
        parts.push_back(gradient.as_strided({gradient.numel()}, {1}, gradient.storage_offset()));
    }
    return torch::cat(parts);
}

torch::Tensor FlatParameters::viewOf(const torch::Tensor& flat, std::size_t index) const
{
    const auto& parameter = m_parameters[index];
    return flat.as_strided(parameter.sizes(), parameter.strides(), flat.storage_offset() + m_offsets[index]);
}

void FlatParameters::clearGradients()
{
    for (auto& parameter : m_parameters) {
        parameter.mutable_grad().reset();
    }
}

void FlatParameters::markChanged() const
{
    for (const auto& parameter : m_parameters) {
        parameter.unsafeGetTensorImpl()->bump_version();
    }
}

torch::Tensor clipByNorm(torch::Tensor& gradients, double largest)
{
    const torch::NoGradGuard noGrad;
    const auto norm = gradients.norm();
    if (largest > 0) {
        gradients.mul_((largest / (norm + 1e-6)).clamp_max(1.0));
    }
    return norm;
}

} // namespace rxwatt::training
