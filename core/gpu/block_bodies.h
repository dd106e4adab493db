// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gpu/block_kernels.h"
#include "core/gpu/storage.h"

// What one thread of each kernel does. Neighbouring threads have neighbouring channels, so that their reads are one;
// none waits for another, so that the host can run them one after another; what they add up is put together outside.

namespace rxwatt::gpu
{

/// How the threads of a group (a CUDA block) are laid out where they add up: `lanes` neighbouring channels, so that
/// reads are one, times `workers` that share the places; `groups` of them for all channels.
struct SumShape {
    SumShape(int channels, int threads)
    {
        while (lanes > 1 && lanes / 2 >= channels) {
            lanes /= 2;
        }
        workers = threads / lanes;
        groups = (channels + lanes - 1) / lanes;
    }

    int lanes = 32;
    int workers = 1;
    int groups = 1;
};

/// Threads go along subcarriers that are a dilation apart, so that each value is read once a row of the kernel and not
/// once a tap: a run is `length` such steps of one symbol.
struct Runs {
    Grid grid;
    int length = 1;

    /// Runs that cover all subcarriers of one remainder by the dilation.
    RXWATT_DEVICE int perClass() const
    {
        const int steps = (grid.subcarriers + grid.frequencyDilation - 1) / grid.frequencyDilation;
        return (steps + length - 1) / length;
    }

    RXWATT_DEVICE std::int64_t count() const
    {
        return std::int64_t{grid.slots} * grid.symbols * grid.frequencyDilation * perClass();
    }
};

/// Where a run begins, and its three rows of places.
struct Run {
    RXWATT_DEVICE Run(const Runs& runs, std::int64_t index)
    {
        const Grid& grid = runs.grid;
        const int perClass = runs.perClass();
        const auto part = static_cast<int>(index % perClass);
        const std::int64_t rest = index / perClass;
        const auto remainder = static_cast<int>(rest % grid.frequencyDilation);
        const std::int64_t row = rest / grid.frequencyDilation;
        const auto symbol = static_cast<int>(row % grid.symbols);
        first = remainder + part * runs.length * grid.frequencyDilation;
        RXWATT_UNROLL
        for (int k = 0; k < 3; ++k) {
            const int from = symbol + (k - 1) * grid.timeDilation;
            place[k] = from < 0 || from >= grid.symbols
                           ? -1
                           : (row + (k - 1) * std::int64_t{grid.timeDilation}) * grid.subcarriers;
        }
    }

    int first = 0;
    /// Of subcarrier 0 of each row; −1 beyond the slot's first and last symbol.
    std::int64_t place[3] = {};
};

/// Sums of one channel over some of the places: those that a thread of `threads` takes.
template <typename T>
struct MomentsBody {
    static constexpr int sums = 2;

    Grid grid;
    const T* values = nullptr;

    RXWATT_DEVICE void operator()(int channel, std::int64_t thread, std::int64_t threads, float* to) const
    {
        const float base = toFloat(values[channel]);
        const std::int64_t places = grid.places();
        float sum = 0;
        float squares = 0;
        for (std::int64_t place = thread; place < places; place += threads) {
            const float deviation = toFloat(values[place * grid.channels + channel]) - base;
            sum += deviation;
            squares += deviation * deviation;
        }
        to[0] = sum;
        to[1] = squares;
    }
};

template <typename T>
struct ColumnBody {
    static constexpr int sums = 1;

    Grid grid;
    const T* values = nullptr;

    RXWATT_DEVICE void operator()(int channel, std::int64_t thread, std::int64_t threads, float* to) const
    {
        const std::int64_t places = grid.places();
        float sum = 0;
        for (std::int64_t place = thread; place < places; place += threads) {
            sum += toFloat(values[place * grid.channels + channel]);
        }
        to[0] = sum;
    }
};

/// Column `at` of rows of `columns`, added up.
RXWATT_DEVICE float sumOf(Rows rows, std::int64_t columns, std::int64_t at)
{
    float sum = 0;
    RXWATT_UNROLL_SOME
    for (int row = 0; row < rows.count; ++row) {
        sum += rows.values[row * columns + at];
    }
    return sum;
}

template <typename T>
struct PrepareBody {
    std::int64_t places = 0;
    int channels = 0;
    const T* values = nullptr;
    Rows rows;
    Norm norm;
    NormMap map;

    RXWATT_DEVICE void operator()(std::int64_t channel) const
    {
        double mean = norm.runningMean[channel];
        double variance = norm.runningVariance[channel];
        if (norm.batches != nullptr) {
            const auto count = static_cast<double>(places);
            const double deviation = sumOf(rows, 2 * channels, channel) / count;
            mean = static_cast<double>(toFloat(values[channel])) + deviation;
            variance = sumOf(rows, 2 * channels, channels + channel) / count - deviation * deviation;
            variance = variance < 0 ? 0 : variance; // NaN stays
            const double unbiased = variance * count / (count > 1 ? count - 1 : 1);
            norm.runningMean[channel] += static_cast<float>(norm.momentum * (mean - norm.runningMean[channel]));
            norm.runningVariance[channel] +=
                static_cast<float>(norm.momentum * (unbiased - norm.runningVariance[channel]));
            if (channel == 0) {
                ++*norm.batches;
            }
        }
        const double inverse = 1 / std::sqrt(variance + norm.epsilon);
        const double scale = static_cast<double>(norm.weight[channel]) * inverse;
        map.mean[channel] = static_cast<float>(mean);
        map.inverseDeviation[channel] = static_cast<float>(inverse);
        map.scale[channel] = static_cast<float>(scale);
        map.shift[channel] = static_cast<float>(static_cast<double>(norm.bias[channel]) - mean * scale);
    }
};

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
            Pack<float, V * M> sum = biases;
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

/// A column of depthwiseBackward()'s rows a thread, behind them one of the outputs'.
struct FinishBody {
    int channels = 0;
    int multiplier = 1;
    int outputs = 0;
    Rows rows;
    Rows outputRows;
    NormMap map;
    HalfSums to;

    RXWATT_DEVICE void operator()(std::int64_t column) const
    {
        const std::int64_t columns = std::int64_t{backwardSums(multiplier)} * channels;
        if (column >= columns) {
            const std::int64_t output = column - columns;
            to.pointwiseBias[output] = sumOf(outputRows, outputs, output);
            return;
        }
        const float sum = sumOf(rows, columns, column);
        const auto which = static_cast<int>(column / channels);
        const std::int64_t channel = column % channels;
        const int copy = which % multiplier;
        if (which < taps * multiplier) {
            to.depthwiseWeight[(channel * multiplier + copy) * taps + which / multiplier] = sum;
        } else if (which < (taps + 1) * multiplier) {
            to.depthwiseBias[channel * multiplier + copy] = sum;
        } else if (which == (taps + 1) * multiplier) {
            to.norm[channel] = sum;
            to.normBias[channel] = sum;
        } else {
            to.norm[channels + channel] = sum;
            to.normWeight[channel] = sum * map.inverseDeviation[channel];
        }
    }
};

template <typename T, int V>
struct NormBackwardBody {
    Grid grid;
    /// Places are taken so far apart.
    std::int64_t stride = 1;
    const T* input = nullptr;
    NormMap map;
    const float* sums = nullptr;
    const T* shortcut = nullptr;
    T* gradient = nullptr;

    RXWATT_DEVICE void operator()(std::int64_t thread) const
    {
        const int vectors = grid.channels / V;
        const int channel = static_cast<int>(thread % vectors) * V;
        const std::int64_t places = grid.places();
        const auto mean = Pack<float, V>::from(map.mean + channel);
        const auto scale = Pack<float, V>::from(map.scale + channel);
        float slope[V];
        float offset[V];
        RXWATT_UNROLL
        for (int v = 0; v < V; ++v) {
            const float inverse = map.inverseDeviation[channel + v];
            const float ofPlaces = scale.values[v] / static_cast<float>(places);
            offset[v] = -ofPlaces * sums[channel + v];
            slope[v] = -ofPlaces * inverse * inverse * sums[grid.channels + channel + v];
        }
        for (std::int64_t place = thread / vectors; place < places; place += stride) {
            const std::int64_t at = place * grid.channels + channel;
            const auto value = Pack<T, V>::from(input + at);
            const auto by = Pack<T, V>::from(gradient + at);
            Pack<T, V> added{};
            if (shortcut != nullptr) {
                added = Pack<T, V>::from(shortcut + at);
            }
            Pack<T, V> result;
            RXWATT_UNROLL
            for (int v = 0; v < V; ++v) {
                const float deviation = toFloat(value.values[v]) - mean.values[v];
                const float through = toFloat(by.values[v]) * scale.values[v] + slope[v] * deviation + offset[v];
                result.values[v] = fromFloat<T>(shortcut != nullptr ? through + toFloat(added.values[v]) : through);
            }
            result.to(gradient + at);
        }
    }
};

struct AdamWBody {
    AdamW state;

    RXWATT_DEVICE void operator()(std::int64_t i) const
    {
        // Infinity or NaN, also where the compiler takes numbers for finite.
        if (!(*state.loss - *state.loss == 0) || !(*state.norm - *state.norm == 0)) {
            return;
        }
        const float whole = state.clip / (*state.norm + 1e-6F);
        const float clip = state.clip > 0 && whole < 1 ? whole : 1;
        const float gradient = state.gradients[i] * clip;
        const float first = state.beta1 * state.first[i] + (1 - state.beta1) * gradient;
        const float second = state.beta2 * state.second[i] + (1 - state.beta2) * gradient * gradient;
        const float denominator = std::sqrt(second) / state.rates[2] + state.epsilon;
        state.first[i] = first;
        state.second[i] = second;
        const float kept = state.values[i] * (1 - state.rates[0] * state.weightDecay);
        state.values[i] = kept - state.rates[0] / state.rates[1] * first / denominator;
    }
};

} // namespace rxwatt::gpu
