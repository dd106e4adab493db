// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gpu/block_bodies.h"

#include <algorithm>

namespace rxwatt::gpu
{

/// BlockKernels by a `Launcher`, whose run(body, threads, stream) has body(thread) done for each thread. Sizes aim at a
/// GPU's: enough threads to hide its memory's delay, few enough that what they add up for themselves stays small.
template <typename Launcher>
struct BlockLaunch {
    static constexpr std::int64_t manyThreads = std::int64_t{1} << 17;
    /// Places a thread takes at least where it adds up.
    static constexpr std::int64_t fewestPlaces = 32;

    static int momentRows(const Grid& grid)
    {
        const std::int64_t rows = std::min(manyThreads / grid.channels, grid.places() / fewestPlaces);
        return static_cast<int>(std::max<std::int64_t>(rows, 1));
    }

    static Runs runsOf(const Grid& grid)
    {
        // Long runs read less twice; short ones are more threads.
        const std::int64_t values = grid.places() * grid.channels;
        return {grid, values >= (std::int64_t{1} << 23) ? 13 : values >= (std::int64_t{1} << 20) ? 8 : 4};
    }

    static int backwardParts(const Grid& grid)
    {
        const Runs runs = runsOf(grid);
        const std::int64_t parts =
            std::min({manyThreads / grid.channels, grid.places() / fewestPlaces, runs.count()});
        return static_cast<int>(std::max<std::int64_t>(parts, 1));
    }

    static const char* moments(const Grid& grid, const void* values, float* rows, void* stream)
    {
        return withStorage(grid, [&](auto zero) {
            using T = decltype(zero);
            const int count = momentRows(grid);
            return Launcher::run(MomentsBody<T>{grid, count, static_cast<const T*>(values), rows},
                                 std::int64_t{count} * grid.channels, stream);
        });
    }

    static const char* prepare(const Grid& grid, const void* values, const double* sums, const Norm& norm,
                               const NormMap& map, void* stream)
    {
        return withStorage(grid, [&](auto zero) {
            using T = decltype(zero);
            return Launcher::run(
                PrepareBody<T>{grid.places(), grid.channels, static_cast<const T*>(values), sums, norm, map},
                grid.channels, stream);
        });
    }

    static const char* depthwise(const Grid& grid, const void* input, const NormMap& map, const float* weight,
                                 const float* bias, void* wide, void* activated, void* stream)
    {
        return withStorage(grid, [&](auto zero) {
            using T = decltype(zero);
            return withNumber(grid.channels % 2 == 0, grid.multiplier, [&](auto vector, auto copies) {
                constexpr int v = decltype(vector)::value;
                const Runs runs = runsOf(grid);
                return Launcher::run(
                    DepthwiseBody<T, v, decltype(copies)::value>{runs, static_cast<const T*>(input), map, weight, bias,
                                                                 static_cast<T*>(wide), static_cast<T*>(activated)},
                    runs.count() * (grid.channels / v), stream);
            });
        });
    }

    static const char* depthwiseBackward(const Grid& grid, const void* input, const NormMap& map, const float* weight,
                                         const void* wideGradient, const void* beside, void* gradient, float* rows,
                                         void* stream)
    {
        return withStorage(grid, [&](auto zero) {
            using T = decltype(zero);
            return withNumber(false, grid.multiplier, [&](auto, auto copies) {
                const int parts = backwardParts(grid);
                return Launcher::run(
                    DepthwiseBackwardBody<T, decltype(copies)::value>{
                        runsOf(grid), parts, static_cast<const T*>(input), map, weight,
                        static_cast<const T*>(wideGradient), static_cast<const T*>(beside), static_cast<T*>(gradient),
                        rows},
                    std::int64_t{parts} * grid.channels, stream);
            });
        });
    }

    static const char* normBackward(const Grid& grid, const void* input, const NormMap& map, const float* sums,
                                    const void* shortcut, void* gradient, void* stream)
    {
        constexpr std::int64_t placesOfThread = 8;
        return withStorage(grid, [&](auto zero) {
            using T = decltype(zero);
            return withNumber(grid.channels % 2 == 0, 1, [&](auto vector, auto) {
                constexpr int v = decltype(vector)::value;
                const std::int64_t stride = (grid.places() + placesOfThread - 1) / placesOfThread;
                return Launcher::run(NormBackwardBody<T, v>{grid, stride, static_cast<const T*>(input), map, sums,
                                                            static_cast<const T*>(shortcut), static_cast<T*>(gradient)},
                                     stride * (grid.channels / v), stream);
            });
        });
    }

    static const char* adamW(const AdamW& step, void* stream)
    {
        return Launcher::run(AdamWBody{step}, step.count, stream);
    }

    static BlockKernels table()
    {
        return {momentRows, backwardParts, moments, prepare, depthwise, depthwiseBackward, normBackward, adamW};
    }

private:
    template <int N>
    struct Number {
        static constexpr int value = N;
    };

    template <typename Work>
    static const char* withStorage(const Grid& grid, const Work& work)
    {
        return grid.storage == Storage::float32 ? work(float{}) : work(Bfloat16{});
    }

    /// Two channels at once or one; one or two copies of each.
    template <typename Work>
    static const char* withNumber(bool pairs, int multiplier, const Work& work)
    {
        if (multiplier == 1) {
            return pairs ? work(Number<2>{}, Number<1>{}) : work(Number<1>{}, Number<1>{});
        }
        if (multiplier == 2) {
            return pairs ? work(Number<2>{}, Number<2>{}) : work(Number<1>{}, Number<2>{});
        }
        return "a depth multiplier of 1 or 2 is wanted";
    }
};

} // namespace rxwatt::gpu
