// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace rxwatt::kernels
{

// Batch norm and ReLU over [place, channel], dense. `scale` and `shift` are the norm's affine map of a channel:
// scale = weight / deviation, shift = bias − mean · scale.

/// What the loss's gradient by a norm's input is made of, a number a channel each (Ioffe and Szegedy 2015, §3):
/// factor · gradient + slope · (value − mean) + offset.
struct NormGradient {
    const float* mean = nullptr;
    const float* factor = nullptr;
    const float* slope = nullptr;
    const float* offset = nullptr;
};

struct NormKernels {
    /// Each channel's mean and sum of squared deviations from it. At least one place.
    void (*moments)(const float* values, int places, int channels, float* mean, float* squares);
    /// activated = max(0, value · scale + shift); what is no number stays none.
    void (*activate)(const float* values, int places, int channels, const float* scale, const float* shift,
                     float* activated);
    /// Clears the gradient by the activation where that was cut off, and gives each channel's sum of what is left in
    /// sums[0 … channels) and that of gradient · (value − mean) behind it.
    void (*gate)(const float* values, int places, int channels, const float* scale, const float* shift,
                 const float* mean, float* gradient, float* sums);
    /// From what gate() has left to the gradient by the norm's input, plus `other` where that is not null.
    void (*inputGradient)(const float* values, int places, int channels, const NormGradient& norm, const float* other,
                          float* gradient);
    /// Adds each channel's sum to `sums`.
    void (*addSums)(const float* values, int places, int channels, float* sums);
    /// values = start (null: 0) + bias.
    void (*begin)(const float* start, const float* bias, int places, int channels, float* values);
};

} // namespace rxwatt::kernels
