// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/gpu_inference.h"

#include <utility>

namespace rxwatt::network
{

torch::Tensor GpuInference::run(const torch::Tensor& features, const std::vector<torch::Tensor>& state,
                                const Pass& pass)
{
    if (!CudaGraph::isSupported(features.device())) {
        return pass(features);
    }
    std::vector<const void*> places;
    places.reserve(state.size());
    for (const torch::Tensor& tensor : state) {
        places.push_back(tensor.data_ptr());
    }
    const bool known = m_features.defined() && m_features.sizes() == features.sizes() &&
                       m_features.device() == features.device() && places == m_places;
    if (!known) {
        // A last batch is often shorter: it is not worth a recording.
        m_graph.reset();
        // An ordinary tensor, which may be written in inference mode and out of it.
        const c10::InferenceMode ordinary(false);
        const torch::NoGradGuard noGrad;
        m_features = torch::empty_like(features);
        m_places = std::move(places);
        return pass(features);
    }
    if (!m_graph) {
        m_graph = std::make_unique<CudaGraph>(
            features.device(), [&] { (void)pass(m_features); }, [&] { m_logits = pass(m_features); });
    }
    m_features.copy_(features);
    m_graph->replay();
    return m_logits.clone();
}

} // namespace rxwatt::network
