// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/cuda_graph.h"

#include <torch/torch.h>

#include <functional>
#include <memory>
#include <vector>

namespace rxwatt::network
{

/// Inferences on a GPU: from the second batch of one shape on they are started as one. For one thread at a time.
class GpuInference
{
public:
    using Pass = std::function<torch::Tensor(const torch::Tensor& features)>;

    /// What `pass` makes of the features; it reads `state`, whose values may change, but which is recorded where it
    /// lies.
    [[nodiscard]] torch::Tensor run(const torch::Tensor& features, const std::vector<torch::Tensor>& state,
                                    const Pass& pass);

private:
    torch::Tensor m_features;
    torch::Tensor m_logits;
    std::vector<const void*> m_places;
    std::unique_ptr<CudaGraph> m_graph;
};

} // namespace rxwatt::network
