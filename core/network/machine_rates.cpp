// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/machine_rates.h"

#include "core/kernels/kernel_set.h"
#include "core/network/threads.h"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace rxwatt::network
{

namespace
{

using RateClock = std::chrono::steady_clock;

/// Amount a second, where all threads do work(thread) at once, each `amount`; the best of a quarter of a second.
template <typename Work>
double bestRate(double amount, Work work)
{
    double best = 0;
    const auto end = RateClock::now() + std::chrono::milliseconds(250);
    while (RateClock::now() < end) {
        int threads = 1;
        const auto begin = RateClock::now();
        onTeam([&](int thread, int team) {
            work(thread);
            if (thread == 0) {
                threads = team;
            }
        });
        const double seconds = std::chrono::duration<double>(RateClock::now() - begin).count();
        best = std::max(best, threads * amount / seconds);
    }
    return best;
}

double productRate()
{
    constexpr kernels::ProductShape shape{312, 256, 512};
    constexpr int repeats = 8; // some milliseconds: a team's start is not seen
    const std::int64_t threads = threadCount();
    const torch::Tensor a = torch::ones({threads, shape.rows * shape.depth});
    const torch::Tensor b = torch::ones({threads, shape.depth * shape.columns});
    const torch::Tensor result = torch::empty({threads, shape.rows * shape.columns});
    const double flop = 2.0 * repeats * static_cast<double>(shape.rows * shape.columns * shape.depth);
    return bestRate(flop, [&](int thread) {
        for (int i = 0; i < repeats; ++i) {
            kernels::fastestSet().product(
                shape, kernels::denseFactor(a.data_ptr<float>() + thread * a.size(1), shape.depth),
                b.data_ptr<float>() + thread * b.size(1), {result.data_ptr<float>() + thread * result.size(1)});
        }
    });
}

double readingRate()
{
    constexpr std::int64_t floats = std::int64_t{1} << 24;
    constexpr int channels = 256;
    const std::int64_t threads = threadCount();
    const torch::Tensor values = torch::ones({threads, floats});
    const torch::Tensor sums = torch::zeros({threads, channels});
    return bestRate(static_cast<double>(floats * sizeof(float)), [&](int thread) {
        kernels::fastestSet().norm.addSums(values.data_ptr<float>() + thread * floats, floats / channels, channels,
                                           sums.data_ptr<float>() + thread * channels);
    });
}

} // namespace

MachineRates measureRates()
{
    return {productRate(), readingRate()};
}

} // namespace rxwatt::network
