// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/depthwise.h"
#include "core/kernels/norm.h"

#include <span>
#include <string_view>

namespace rxwatt::kernels
{

/// What is compiled for one instruction set.
struct KernelSet {
    /// "plain", "AVX2" or "AVX-512".
    std::string_view name;
    DepthwiseKernels depthwise;
    NormKernels norm;
};

/// Those that this processor can run, the fastest last; the first is plain code for any.
[[nodiscard]] std::span<const KernelSet* const> kernelSets();

[[nodiscard]] inline const KernelSet& fastestSet()
{
    return *kernelSets().back();
}

} // namespace rxwatt::kernels
