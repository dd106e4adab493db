// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/doctor.h"

#include "core/network/gpu_block.h"
#include "core/network/torch_runtime.h"
#include "core/training/guard.h"
#include "core/training/machine.h"

#include <fmt/format.h>
#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace rxwatt::training
{

namespace
{

using Clock = std::chrono::steady_clock;

/// Slower than this a core's matrix product is not vectorised: the reference BLAS gives 1 to 3, OpenBLAS 20 and more.
constexpr double slowGflopsPerThread = 6;

/// The fastest of the products that fit into 0.3 s.
double measureGflops()
{
    constexpr std::int64_t size = 512;
    const torch::InferenceMode inference;
    const auto a = torch::rand({size, size});
    const auto b = torch::rand({size, size});
    auto product = torch::mm(a, b);
    double best = 1e9;
    const auto end = Clock::now() + std::chrono::milliseconds(300);
    while (Clock::now() < end) {
        const auto begin = Clock::now();
        torch::mm_out(product, a, b);
        best = std::min(best, std::chrono::duration<double>(Clock::now() - begin).count());
    }
    return 2.0 * size * size * size / best * 1e-9;
}

Json examineBlas(int threads)
{
    const auto library = network::blasName();
    const double gflops = measureGflops();
    Json report = {{"library", library}, {"gflops", std::round(gflops * 10) / 10}};
    const bool slow = gflops < slowGflopsPerThread * threads;
    report["problem"] = slow ? Json(fmt::format("{:.1f} GFLOP/s with {} threads is slow: the reference BLAS, or a busy "
                                                "machine",
                                                gflops, threads))
                             : Json(nullptr);
    report["fix"] =
        slow ? Json("apt install libopenblas0-pthread; where it is installed, end other work") : Json(nullptr);
    return report;
}

Json devices()
{
    auto list = Json::array({"cpu"});
    if (torch::cuda::is_available()) {
        // Its type is another in every version.
        const auto count = static_cast<int>(torch::cuda::device_count());
        for (int i = 0; i < count; ++i) {
            list.push_back(fmt::format("cuda:{}", i));
        }
    }
    return list;
}

} // namespace

Result<Json> examineMachine(int threads)
{
    return guarded("doctor", [&]() -> Result<Json> {
        network::setThreads(threads);
        auto blas = examineBlas(threads);
        const bool ok = blas["problem"].is_null();
        return Json{{"ok", ok},
                    {"torch", network::torchVersion()},
                    {"devices", devices()},
                    {"threads", threads},
                    {"processor", processorName()},
                    {"blas", std::move(blas)},
                    {"gpu_kernels", network::hasGpuKernels()}};
    });
}

} // namespace rxwatt::training
