// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Over vectors as wide as the instruction set that it is compiled for; see kernel_set_plain.cpp for how it is included.

#include "core/kernels/norm_plain.h"
#include "core/kernels/vectors.h"

namespace rxwatt::kernels
{

namespace
{

/// Vectors of neighbouring channels that are summed side by side: one alone would wait for its last addition.
constexpr int abreast = 4;

/// Calls group.template operator()<n>(c) for groups of n vectors of channels that begin at c; returns the first channel
/// of none.
template <typename Group>
inline int overChannels(int channels, Group group)
{
    int c = 0;
    for (; c + abreast * lanes <= channels; c += abreast * lanes) {
        group.template operator()<abreast>(c);
    }
    for (; c + lanes <= channels; c += lanes) {
        group.template operator()<1>(c);
    }
    return c;
}

template <int Count>
inline void momentsOf(const float* values, int places, std::ptrdiff_t channels, float* mean, float* squares)
{
    Floats sums[Count] = {};
    for (int p = 0; p < places; ++p) {
        for (int i = 0; i < Count; ++i) {
            sums[i] += load<Floats>(values + p * channels + i * lanes);
        }
    }
    Floats deviations[Count] = {};
    for (int i = 0; i < Count; ++i) {
        sums[i] /= static_cast<float>(places);
        store(mean + i * lanes, sums[i]);
    }
    for (int p = 0; p < places; ++p) {
        for (int i = 0; i < Count; ++i) {
            const Floats deviation = load<Floats>(values + p * channels + i * lanes) - sums[i];
            deviations[i] += deviation * deviation;
        }
    }
    for (int i = 0; i < Count; ++i) {
        store(squares + i * lanes, deviations[i]);
    }
}

void vectorMoments(const float* values, int places, int channels, float* mean, float* squares)
{
    const int whole = overChannels(
        channels, [&]<int Count>(int c) { momentsOf<Count>(values + c, places, channels, mean + c, squares + c); });
    plainMomentsOf(values, places, channels, mean, squares, whole, channels);
}

void vectorActivate(const float* values, int places, int channels, const float* scale, const float* shift,
                    float* activated)
{
    const int whole = channels - channels % lanes;
    for (int p = 0; p < places; ++p) {
        const float* from = values + static_cast<std::ptrdiff_t>(p) * channels;
        float* to = activated + static_cast<std::ptrdiff_t>(p) * channels;
        for (int c = 0; c < whole; c += lanes) {
            const Floats value = load<Floats>(from + c) * load<Floats>(scale + c) + load<Floats>(shift + c);
            store(to + c, value < 0 ? Floats{} : value);
        }
    }
    plainActivateOf(values, places, channels, scale, shift, activated, whole, channels);
}

template <int Count>
inline void gateOf(const float* values, int places, std::ptrdiff_t channels, const float* scale, const float* shift,
                   const float* mean, float* gradient, float* sums)
{
    Floats passedSums[Count] = {};
    Floats slopeSums[Count] = {};
    for (int p = 0; p < places; ++p) {
        for (int i = 0; i < Count; ++i) {
            const auto value = load<Floats>(values + p * channels + i * lanes);
            const Floats before = value * load<Floats>(scale + i * lanes) + load<Floats>(shift + i * lanes);
            float* const at = gradient + p * channels + i * lanes;
            const Floats passed = before > 0 ? load<Floats>(at) : Floats{};
            store(at, passed);
            passedSums[i] += passed;
            slopeSums[i] += passed * (value - load<Floats>(mean + i * lanes));
        }
    }
    for (int i = 0; i < Count; ++i) {
        store(sums + i * lanes, passedSums[i]);
        store(sums + channels + i * lanes, slopeSums[i]);
    }
}

void vectorGate(const float* values, int places, int channels, const float* scale, const float* shift,
                const float* mean, float* gradient, float* sums)
{
    const int whole = overChannels(channels, [&]<int Count>(int c) {
        gateOf<Count>(values + c, places, channels, scale + c, shift + c, mean + c, gradient + c, sums + c);
    });
    plainGateOf(values, places, channels, scale, shift, mean, gradient, sums, whole, channels);
}

void vectorNormGradient(const float* values, int places, int channels, const NormGradient& norm, const float* other,
                        float* gradient)
{
    const int whole = channels - channels % lanes;
    for (int p = 0; p < places; ++p) {
        const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(p) * channels;
        for (int c = 0; c < whole; c += lanes) {
            Floats result =
                load<Floats>(norm.factor + c) * load<Floats>(gradient + at + c) +
                load<Floats>(norm.slope + c) * (load<Floats>(values + at + c) - load<Floats>(norm.mean + c)) +
                load<Floats>(norm.offset + c);
            if (other != nullptr) {
                result += load<Floats>(other + at + c);
            }
            store(gradient + at + c, result);
        }
    }
    plainInputGradientOf(values, places, channels, norm, other, gradient, whole, channels);
}

} // namespace

} // namespace rxwatt::kernels
