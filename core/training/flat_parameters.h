// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <string>
#include <vector>

namespace rxwatt::training
{

/// The parameters of a network laid end to end in one tensor, of which they become views, each in its own memory
/// format: an optimiser's update is then a few operations in all, not a few for each of hundreds of small tensors.
class FlatParameters
{
public:
    /// All parameters of one type on one device. The module must outlive this object's use of it.
    explicit FlatParameters(torch::nn::Module& module);

    [[nodiscard]] const std::vector<std::string>& names() const { return m_names; }

    /// All values, one dimension.
    [[nodiscard]] torch::Tensor values() const { return m_values; }

    /// Elements of each parameter, on the CPU.
    [[nodiscard]] torch::Tensor lengths() const;
    /// A copy of the gradients in the order of values(); zeros where a parameter has none.
    [[nodiscard]] torch::Tensor gradients() const;
    /// The part of a flat tensor that belongs to parameter number `index`, in the parameter's shape.
    [[nodiscard]] torch::Tensor viewOf(const torch::Tensor& flat, std::size_t index) const;
    void clearGradients();
    /// To be called when values() have been written: parameters are views that do not share their version with it, and
    /// who keeps something of a parameter (as a network its layout for inference) goes by its version.
    void markChanged() const;

private:
    std::vector<std::string> m_names;
    std::vector<torch::Tensor> m_parameters;
    std::vector<std::int64_t> m_offsets;
    torch::Tensor m_values;
};

/// Scales gradients so that their 2-norm is at most `largest` (0 leaves them alone), as clip_grad_norm_ of PyTorch
/// does. Returns the norm before, a tensor of one element on the gradients' device.
torch::Tensor clipByNorm(torch::Tensor& gradients, double largest);

} // namespace rxwatt::training
