// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/cuda_graph.h"

#include <c10/util/Exception.h>

#include <cstdlib>
#include <string_view>

#ifdef RXWATT_HAS_CUDA
#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>

#include <cuda_runtime.h>
#endif

namespace rxwatt::network
{

#ifdef RXWATT_HAS_CUDA

class CudaGraph::Implementation
{
public:
    Implementation(c10::Device device, const std::function<void()>& warmUp, const std::function<void()>& work)
    {
        // The default stream cannot be recorded.
        const c10::cuda::CUDAStream stream = c10::cuda::getStreamFromPool(false, device.index());
        wait(c10::cuda::getCurrentCUDAStream(device.index()));
        const c10::cuda::CUDAStreamGuard guard(stream);
        warmUp();
        wait(stream);
        m_graph.capture_begin();
        work();
        m_graph.capture_end();
        wait(stream);
    }

    void replay() { m_graph.replay(); }

private:
    static void wait(const c10::cuda::CUDAStream& stream)
    {
        const cudaError_t error = cudaStreamSynchronize(stream.stream());
        TORCH_CHECK(error == cudaSuccess, "CUDA: ", cudaGetErrorString(error));
    }

    at::cuda::CUDAGraph m_graph;
};

#else

class CudaGraph::Implementation
{
public:
    Implementation(c10::Device device, const std::function<void()>&, const std::function<void()>&)
    {
        TORCH_CHECK(false, "this program records no work for ", device.str());
    }

    void replay() {}
};

#endif

bool CudaGraph::isSupported([[maybe_unused]] c10::Device device)
{
#ifdef RXWATT_HAS_CUDA
    const char* allowed = std::getenv("RXWATT_CUDA_GRAPHS");
    return device.is_cuda() && (allowed == nullptr || std::string_view(allowed) != "0");
#else
    return false;
#endif
}

CudaGraph::CudaGraph(c10::Device device, const std::function<void()>& warmUp, const std::function<void()>& work)
    : m_implementation(std::make_unique<Implementation>(device, warmUp, work))
{
}

CudaGraph::~CudaGraph() = default;

void CudaGraph::replay()
{
    m_implementation->replay();
}

} // namespace rxwatt::network
