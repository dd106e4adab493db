// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gpu/block_kernels.h"
#include "core/gpu/storage.h"

#include <cmath>

namespace rxwatt::gpu
{

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

} // namespace rxwatt::gpu
