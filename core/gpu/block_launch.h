// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gpu/depthwise_bodies.h"
#include "core/gpu/norm_bodies.h"
#include "core/gpu/step_bodies.h"

#include <algorithm>

namespace rxwatt::gpu
{

/// BlockKernels by a `Launcher`. Its run(body, threads, stream) has body(thread) done for each thread. Its
/// sum(body, channels, rows, stream) has `SumShape::workers` threads a row and channel add up what they find, and
/// writes their sum into the row. Its processors() says how many rows' groups are at work at once.
template <typename Launcher>
struct BlockLaunch {
    /// Places a thread takes at least where it adds up.
    static constexpr std::int64_t fewestPlaces = 16;

    /// As many rows as the processors take at once, where there is enough to do.
    static int rowsOf(const Grid& grid, int threadsOfGroup)
    {
        const SumShape shape(grid.channels, threadsOfGroup);
        const std::int64_t rows = std::min<std::int64_t>(Launcher::processors() / shape.groups,
                                                         grid.places() / (fewestPlaces * shape.workers));
        return static_cast<int>(std::max<std::int64_t>(rows, 1));
    }

    static int sumRows(const Grid& grid) { return rowsOf(grid, lightThreads); }

    static int backwardRows(const Grid& grid) { return rowsOf(grid, heavyThreads); }

    static Runs runsOf(const Grid& grid)
    {
        // Long runs read less twice; short ones are more threads.
        const std::int64_t values = grid.places() * grid.channels;
        return {grid, values >= (std::int64_t{1} << 23) ? 13 : values >= (std::int64_t{1} << 20) ? 8 : 4};
    }

    static const char* moments(const Grid& grid, const void* values, Rows rows, void* stream)
    {
        return withStorage(grid, [&](auto zero) {
            using T = decltype(zero);
            return Launcher::template sum<lightThreads>(MomentsBody<T>{grid, static_cast<const T*>(values)},
                                                        grid.channels, rows, stream);
        });
    }

    static const char* prepare(const Grid& grid, const void* values, Rows rows, const Norm& norm, const NormMap& map,
                               void* stream)
    {
        return withStorage(grid, [&](auto zero) {
            using T = decltype(zero);
            return Launcher::run(
                PrepareBody<T>{grid.places(), grid.channels, static_cast<const T*>(values), rows, norm, map},
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

    static const char* columnSums(const Grid& grid, const void* values, Rows rows, void* stream)
    {
        return withStorage(grid, [&](auto zero) {
            using T = decltype(zero);
            return Launcher::template sum<lightThreads>(ColumnBody<T>{grid, static_cast<const T*>(values)},
                                                        grid.channels, rows, stream);
        });
    }

    static const char* depthwiseBackward(const Grid& grid, const void* input, const NormMap& map, const float* weight,
                                         const void* wideGradient, const void* beside, void* gradient, Rows rows,
                                         void* stream)
    {
        return withStorage(grid, [&](auto zero) {
            using T = decltype(zero);
            return withNumber(false, grid.multiplier, [&](auto, auto copies) {
                return Launcher::template sum<heavyThreads>(
                    DepthwiseBackwardBody<T, decltype(copies)::value>{
                        runsOf(grid), static_cast<const T*>(input), map, weight, static_cast<const T*>(wideGradient),
                        static_cast<const T*>(beside), static_cast<T*>(gradient)},
                    grid.channels, rows, stream);
            });
        });
    }

    static const char* finish(const Grid& grid, int outputs, Rows rows, Rows outputRows, const NormMap& map,
                              const HalfSums& to, void* stream)
    {
        const std::int64_t columns = std::int64_t{backwardSums(grid.multiplier)} * grid.channels;
        return Launcher::run(FinishBody{grid.channels, grid.multiplier, outputs, rows, outputRows, map, to},
                             columns + outputs, stream);
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
        return {sumRows,    backwardRows,      moments, prepare,      depthwise,
                columnSums, depthwiseBackward, finish,  normBackward, adamW};
    }

private:
    /// Threads that add up into one row: those that keep a lot in registers are fewer.
    static constexpr int lightThreads = 1024;
    static constexpr int heavyThreads = 512;

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
