// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gpu/storage.h"
#include "core/gpu/thread_layout.h"

namespace rxwatt::gpu
{

/// `V` channels a thread.
template <typename T, int V, int M>
struct DepthwiseBody {
    Runs runs;
    const T* input = nullptr;
    NormMap map;
    const float* weight = nullptr;
    const float* bias = nullptr;
    T* wide = nullptr;
    T* activated = nullptr;

    RXWATT_DEVICE void operator()(std::int64_t thread) const
    {
        const Grid& grid = runs.grid;
        const int vectors = grid.channels / V;
        const int channel = static_cast<int>(thread % vectors) * V;
        const Run run(runs, thread / vectors);
        const std::int64_t channels = grid.channels;
        const std::int64_t outputs = channels * M;
        const auto scale = Pack<float, V>::from(map.scale + channel);
        const auto shift = Pack<float, V>::from(map.shift + channel);
        Pack<float, V * M> weights[taps];
        RXWATT_UNROLL
        for (int tap = 0; tap < taps; ++tap) {
            weights[tap] = Pack<float, V * M>::from(weight + tap * outputs + channel * M);
        }
        Pack<float, V * M> biases; // a parameter, which lies anywhere
        RXWATT_UNROLL
        for (int k = 0; k < V * M; ++k) {
            biases.values[k] = bias[channel * M + k];
        }
        Pack<float, V> window[3][4];
        const auto read = [&](int row, int subcarrier) {
            Pack<float, V> result{};
            if (run.place[row] >= 0 && subcarrier >= 0 && subcarrier < grid.subcarriers) {
                const auto from = Pack<T, V>::from(input + (run.place[row] + subcarrier) * channels + channel);
                RXWATT_UNROLL
                for (int v = 0; v < V; ++v) {
                    result.values[v] = rectified(toFloat(from.values[v]) * scale.values[v] + shift.values[v]);
                }
            }
            return result;
        };
        RXWATT_UNROLL
        for (int row = 0; row < 3; ++row) {
            window[row][0] = read(row, run.first - grid.frequencyDilation);
            window[row][1] = read(row, run.first);
            window[row][2] = read(row, run.first + grid.frequencyDilation);
        }
        for (int step = 0; step < runs.length; ++step) {
            const int subcarrier = run.first + step * grid.frequencyDilation;
            if (subcarrier >= grid.subcarriers) {
                return;
            }
            Pack<float, V* M> sum = biases;
            RXWATT_UNROLL
            for (int row = 0; row < 3; ++row) {
                window[row][3] = read(row, subcarrier + 2 * grid.frequencyDilation); // on its way meanwhile
                RXWATT_UNROLL
                for (int column = 0; column < 3; ++column) {
                    RXWATT_UNROLL
                    for (int k = 0; k < V * M; ++k) {
                        sum.values[k] += window[row][column].values[k / M] * weights[3 * row + column].values[k];
                    }
                }
            }
            const std::int64_t place = run.place[1] + subcarrier;
            packed<T>(sum).to(wide + place * outputs + channel * M);
            if (activated != nullptr) {
                packed<T>(window[1][1]).to(activated + place * channels + channel);
            }
            RXWATT_UNROLL
            for (int row = 0; row < 3; ++row) {
                window[row][0] = window[row][1];
                window[row][1] = window[row][2];
                window[row][2] = window[row][3];
            }
        }
    }
};

/// One channel a thread, run after run, since what is added up takes its registers.
template <typename T, int M>
struct DepthwiseBackwardBody {
    static constexpr int sums = backwardSums(M);

    Runs runs;
    const T* input = nullptr;
    NormMap map;
    const float* weight = nullptr;
    const T* wideGradient = nullptr;
    const T* beside = nullptr;
    T* gradient = nullptr;

    struct Sums {
        float taps[gpu::taps][M] = {};
        float bias[M] = {};
        float passed = 0;
        float sloped = 0;
    };

    RXWATT_DEVICE void operator()(int channel, std::int64_t thread, std::int64_t threads, float* to) const
    {
        const std::int64_t channels = runs.grid.channels;
        float weights[taps][M];
        RXWATT_UNROLL
        for (int tap = 0; tap < taps; ++tap) {
            RXWATT_UNROLL
            for (int copy = 0; copy < M; ++copy) {
                weights[tap][copy] = weight[tap * channels * M + channel * M + copy];
            }
        }
        Sums all;
        const std::int64_t count = runs.count();
        for (std::int64_t index = thread; index < count; index += threads) {
            follow(Run(runs, index), channel, weights, all);
        }
        RXWATT_UNROLL
        for (int tap = 0; tap < taps; ++tap) {
            RXWATT_UNROLL
            for (int copy = 0; copy < M; ++copy) {
                to[tap * M + copy] = all.taps[tap][copy];
            }
        }
        RXWATT_UNROLL
        for (int copy = 0; copy < M; ++copy) {
            to[taps * M + copy] = all.bias[copy];
        }
        to[sums - 2] = all.passed;
        to[sums - 1] = all.sloped;
    }

private:
    /// What is read of a place itself.
    struct Place {
        float value = 0;
        float beside = 0;
    };

    RXWATT_DEVICE void follow(const Run& run, int channel, const float (&weights)[taps][M], Sums& all) const
    {
        const Grid& grid = runs.grid;
        const std::int64_t channels = grid.channels;
        const float scale = map.scale[channel];
        const float shift = map.shift[channel];
        const float mean = map.mean[channel];
        Pack<float, M> window[3][4];
        const auto read = [&](int row, int subcarrier) {
            Pack<float, M> result{};
            if (run.place[row] >= 0 && subcarrier >= 0 && subcarrier < grid.subcarriers) {
                const auto from =
                    Pack<T, M>::from(wideGradient + ((run.place[row] + subcarrier) * channels + channel) * M);
                RXWATT_UNROLL
                for (int copy = 0; copy < M; ++copy) {
                    result.values[copy] = toFloat(from.values[copy]);
                }
            }
            return result;
        };
        const auto readPlace = [&](int subcarrier) {
            Place result;
            if (subcarrier < grid.subcarriers) {
                const std::int64_t at = (run.place[1] + subcarrier) * channels + channel;
                result.value = toFloat(input[at]);
                result.beside = beside != nullptr ? toFloat(beside[at]) : 0;
            }
            return result;
        };
        Place place = readPlace(run.first);
        RXWATT_UNROLL
        for (int row = 0; row < 3; ++row) {
            window[row][0] = read(row, run.first - grid.frequencyDilation);
            window[row][1] = read(row, run.first);
            window[row][2] = read(row, run.first + grid.frequencyDilation);
        }
        for (int step = 0; step < runs.length; ++step) {
            const int subcarrier = run.first + step * grid.frequencyDilation;
            if (subcarrier >= grid.subcarriers) {
                return;
            }
            // On their way meanwhile.
            const Place next = readPlace(subcarrier + grid.frequencyDilation);
            RXWATT_UNROLL
            for (int row = 0; row < 3; ++row) {
                window[row][3] = read(row, subcarrier + 2 * grid.frequencyDilation);
            }
            const float normed = place.value * scale + shift;
            const float active = rectified(normed);
            float by = place.beside;
            RXWATT_UNROLL
            for (int row = 0; row < 3; ++row) {
                RXWATT_UNROLL
                for (int column = 0; column < 3; ++column) {
                    // This place was read through the tap across from where that output lies.
                    const int tap = taps - 1 - (3 * row + column);
                    RXWATT_UNROLL
                    for (int copy = 0; copy < M; ++copy) {
                        const float from = window[row][column].values[copy];
                        by += from * weights[tap][copy];
                        all.taps[tap][copy] += active * from;
                    }
                }
            }
            RXWATT_UNROLL
            for (int copy = 0; copy < M; ++copy) {
                all.bias[copy] += window[1][1].values[copy];
            }
            const float passed = normed > 0 ? by : 0;
            all.passed += passed;
            all.sloped += passed * (place.value - mean);
            gradient[(run.place[1] + subcarrier) * channels + channel] = fromFloat<T>(passed);
            place = next;
            RXWATT_UNROLL
            for (int row = 0; row < 3; ++row) {
                window[row][0] = window[row][1];
                window[row][1] = window[row][2];
                window[row][2] = window[row][3];
            }
        }
    }
};

} // namespace rxwatt::gpu
