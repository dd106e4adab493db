// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace rxwatt::kernels
{

// A depthwise convolution of 3 × 3 that keeps the grid's size, channels last. Arrays are dense:
//   input   [slot, symbol, subcarrier, channel]
//   output  [slot, symbol, subcarrier, channel · multiplier + copy]
//   weight  [tap in time · 3 + tap in frequency, channel · multiplier + copy]
// A row is one symbol of one slot. Functions are given rows and work on those alone, so that threads may share the
// work.

struct DepthwiseShape {
    int slots = 0;
    int symbols = 0;
    int subcarriers = 0;
    int channels = 0;
    int multiplier = 1;
    int timeDilation = 1;
    int frequencyDilation = 1;

    [[nodiscard]] int outputs() const { return channels * multiplier; }

    [[nodiscard]] int rows() const { return slots * symbols; }
};

inline constexpr int depthwiseTaps = 9;

struct DepthwiseKernels {
    /// output = input ∗ weight + bias, of rows [first, last); `output` holds those alone.
    void (*forward)(const DepthwiseShape& shape, const float* input, const float* weight, const float* bias,
                    float* output, int first, int last);
    /// The loss's gradient by the input from that by the output, of rows [first, last); `inputGradient` holds those
    /// alone.
    void (*inputGradient)(const DepthwiseShape& shape, const float* outputGradient, const float* weight,
                          float* inputGradient, int first, int last);
    /// Adds what rows [first, last) of the output's gradient give to the gradients by weight and bias: `sums` is
    /// [tap, output], with the bias's behind the nine taps.
    void (*weightGradient)(const DepthwiseShape& shape, const float* input, const float* outputGradient, float* sums,
                           int first, int last);
};

} // namespace rxwatt::kernels
