// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gpu/norm_bodies.h"

namespace rxwatt::gpu
{

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
