// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/gpu/device.h"

#include <cstdint>

namespace rxwatt::gpu
{

// Half of a residual block and the optimiser as few kernels, each one reading its tensors once: what a GPU spends on a
// DeepRx is the time of its memory. Matrix products are left to the vendor's library. The same code runs on the host
// too, thread after thread, as its reference and for tests. Pointers are to memory of the side where it runs. This
// header and what lies beside it stay C++17, for nvcc.

/// How activations and their gradients are kept; sums, weights and statistics are float.
enum class Storage { float32, bfloat16 };

/// Activations lie [slot, symbol, subcarrier, channel], dense; of the depthwise convolution's output, channel c's
/// copies are c · multiplier … (c + 1) · multiplier − 1.
struct Grid {
    int slots = 0;
    int symbols = 0;
    int subcarriers = 0;
    int channels = 0;
    /// 1 or 2.
    int multiplier = 1;
    int timeDilation = 1;
    int frequencyDilation = 1;
    Storage storage = Storage::float32;

    [[nodiscard]] RXWATT_DEVICE std::int64_t places() const { return std::int64_t{slots} * symbols * subcarriers; }
};

constexpr int taps = 9;
constexpr int largestMultiplier = 2;

/// Sums of depthwiseBackward() for each channel: taps and bias of each copy ([tap, copy], then [copy]), then the
/// gradient by the norm's output and that gradient · (input − mean).
[[nodiscard]] RXWATT_DEVICE constexpr int backwardSums(int multiplier)
{
    return (taps + 1) * multiplier + 2;
}

/// A batch norm, each [channel].
struct NormMap {
    float* mean = nullptr;
    float* inverseDeviation = nullptr;
    /// max(0, x · scale + shift) is norm and ReLU.
    float* scale = nullptr;
    float* shift = nullptr;
};

/// A batch norm's parameters and its running statistics, each [channel].
struct Norm {
    const float* weight = nullptr;
    const float* bias = nullptr;
    float* runningMean = nullptr;
    float* runningVariance = nullptr;
    /// Null in inference, where the running statistics are used and stay as they are.
    std::int64_t* batches = nullptr;
    double epsilon = 1e-5;
    double momentum = 0.1;
};

/// What several groups of threads have added up, each in a row of its own: [count, sums, channel].
struct Rows {
    float* values = nullptr;
    int count = 0;
};

/// Where finish() puts half a block's gradients: as LibTorch's parameters lie, and [2, channel] for normBackward().
struct HalfSums {
    float* depthwiseWeight = nullptr;
    float* depthwiseBias = nullptr;
    float* normWeight = nullptr;
    float* normBias = nullptr;
    float* pointwiseBias = nullptr;
    float* norm = nullptr;
};

/// AdamW's state, each [count], and what changes from step to step.
struct AdamW {
    std::int64_t count = 0;
    float* values = nullptr;
    const float* gradients = nullptr;
    float* first = nullptr;
    float* second = nullptr;
    float beta1 = 0.9F;
    float beta2 = 0.999F;
    float epsilon = 1e-8F;
    float weightDecay = 0;
    /// Largest norm of the gradients; 0 clips nothing.
    float clip = 0;
    /// Learning rate, 1 − β₁ᵗ and √(1 − β₂ᵗ).
    const float* rates = nullptr;
    /// The step's loss and the norm of its gradients. Where one is not finite everything stays as it is.
    const float* loss = nullptr;
    const float* norm = nullptr;
};

/// Each queues its work on `stream` (a cudaStream_t; null is the default one) and returns null, or why it could not.
struct BlockKernels {
    /// How many rows moments() and columnSums() write, and depthwiseBackward().
    int (*sumRows)(const Grid& grid) = nullptr;
    int (*backwardRows)(const Grid& grid) = nullptr;

    /// Each channel's deviations from its value at the first place, and their squares: [row, 2, channel].
    const char* (*moments)(const Grid& grid, const void* values, Rows rows, void* stream) = nullptr;

    /// A norm's map, in training of the batch's moments: `rows` are moments()' and `values` what they were of. Running
    /// statistics are moved on as LibTorch's batch norm does.
    const char* (*prepare)(const Grid& grid, const void* values, Rows rows, const Norm& norm, const NormMap& map,
                           void* stream) = nullptr;

    /// wide = bias + depthwise(max(0, input · scale + shift)); weights [tap, channel · multiplier]. `activated`, where
    /// it is not null, gets the convolution's input.
    const char* (*depthwise)(const Grid& grid, const void* input, const NormMap& map, const float* weight,
                             const float* bias, void* wide, void* activated, void* stream) = nullptr;

    /// Each channel's values: [row, channel].
    const char* (*columnSums)(const Grid& grid, const void* values, Rows rows, void* stream) = nullptr;

    /// From the gradient by `wide`: gradient = that by the norm's output, ReLU's gate passed, and
    /// [row, backwardSums, channel]. `beside`, where it is not null, is a gradient by the activations that comes from
    /// elsewhere.
    const char* (*depthwiseBackward)(const Grid& grid, const void* input, const NormMap& map, const float* weight,
                                     const void* wideGradient, const void* beside, void* gradient, Rows rows,
                                     void* stream) = nullptr;

    /// The rows of depthwiseBackward() and those of columnSums() of the gradient by the half's `outputs`, added up.
    const char* (*finish)(const Grid& grid, int outputs, Rows rows, Rows outputRows, const NormMap& map,
                          const HalfSums& to, void* stream) = nullptr;

    /// From the gradient by the norm's output, in place, to that by its input, plus `shortcut` where it is not null;
    /// `sums` as finish() gives them.
    const char* (*normBackward)(const Grid& grid, const void* input, const NormMap& map, const float* sums,
                                const void* shortcut, void* gradient, void* stream) = nullptr;

    /// p ← p·(1 − η·λ) − η·m̂ / (√v̂ + ε) of clipped gradients.
    const char* (*adamW)(const AdamW& step, void* stream) = nullptr;
};

[[nodiscard]] const BlockKernels& hostKernels();

/// Null where this program was built without CUDA's compiler.
[[nodiscard]] const BlockKernels* cudaKernels();

} // namespace rxwatt::gpu
