// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/depthwise.h"
#include "core/kernels/norm.h"
#include "core/kernels/product.h"

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
    Product product = nullptr;
};

/// Those that this processor can run, the fastest last; the first is plain code for any.
[[nodiscard]] std::span<const KernelSet* const> kernelSets();

/// Whether there are others than the plain one.
[[nodiscard]] inline bool hasVectorSet()
{
    return kernelSets().size() > 1;
}

[[nodiscard]] inline const KernelSet& fastestSet()
{
    return *kernelSets().back();
}

} // namespace rxwatt::kernels
