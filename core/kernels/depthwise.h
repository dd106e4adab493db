// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace rxwatt::kernels
{

// A depthwise convolution of 3 × 3 that keeps the grid's size, channels last. Arrays are dense:
//   input   [slot, symbol, subcarrier, channel]
//   output  [slot, symbol, subcarrier, channel · multiplier + copy]
//   weight  [tap in time · 3 + tap in frequency, channel · multiplier + copy]
// A place is a resource element of a slot: (slot · symbols + symbol) · subcarriers + subcarrier. Functions are given
// places [first, last) and work on those alone, so that threads may share the work.

struct DepthwiseShape {
    int slots = 0;
    int symbols = 0;
    int subcarriers = 0;
    int channels = 0;
    int multiplier = 1;
    int timeDilation = 1;
    int frequencyDilation = 1;

    [[nodiscard]] int outputs() const { return channels * multiplier; }

    /// A row is one symbol of one slot.
    [[nodiscard]] int rows() const { return slots * symbols; }

    [[nodiscard]] int places() const { return rows() * subcarriers; }
};

inline constexpr int depthwiseTaps = 9;

struct DepthwiseKernels {
    /// output = input ∗ weight + bias; `output` holds places [first, last) alone.
    void (*forward)(const DepthwiseShape& shape, const float* input, const float* weight, const float* bias,
                    float* output, int first, int last);
    /// The loss's gradient by the input from that by the output; `inputGradient` holds places [first, last) alone.
    void (*inputGradient)(const DepthwiseShape& shape, const float* outputGradient, const float* weight,
                          float* inputGradient, int first, int last);
    /// Adds what places [first, last) of the output's gradient give to the gradients by weight and bias: `sums` is
    /// [tap, output], with the bias's behind the nine taps.
    void (*weightGradient)(const DepthwiseShape& shape, const float* input, const float* outputGradient, float* sums,
                           int first, int last);
};

} // namespace rxwatt::kernels
