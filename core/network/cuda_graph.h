// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <c10/core/Device.h>

#include <functional>
#include <memory>

namespace rxwatt::network
{

/// Work on a GPU that is queued once and then started again as one: a small network spends more time in asking for its
/// kernels than in them. What the work reads and writes must stay where it is.
class CudaGraph
{
public:
    /// Whether this program was built with CUDA and the environment does not forbid it (RXWATT_CUDA_GRAPHS=0).
    [[nodiscard]] static bool isSupported(c10::Device device);

    /// Does `warmUp` (libraries choose and allocate on first use) and then records `work`, which is not done by that.
    /// Throws c10::Error where the work cannot be recorded.
    CudaGraph(c10::Device device, const std::function<void()>& warmUp, const std::function<void()>& work);
    CudaGraph(const CudaGraph&) = delete;
    CudaGraph& operator=(const CudaGraph&) = delete;
    ~CudaGraph();

    /// Queues the work on the current stream.
    void replay();

private:
    class Implementation;
    std::unique_ptr<Implementation> m_implementation;
};

} // namespace rxwatt::network
