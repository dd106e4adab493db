// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/depthwise.h"
#include "core/kernels/norm.h"
#include "core/kernels/product.h"
#include "core/kernels/quantised.h"

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

/// What is compiled of products with factors of 8 bits. Other instructions matter to them, so they are sets of their
/// own.
struct QuantisedSet {
    /// "plain", "AVX2", "AVX-VNNI" or "AVX-512 VNNI".
    std::string_view name;
    Quantise quantise = nullptr;
    QuantisedProduct product = nullptr;
};

/// As kernelSets().
[[nodiscard]] std::span<const QuantisedSet* const> quantisedSets();

[[nodiscard]] inline const QuantisedSet& fastestQuantisedSet()
{
    return *quantisedSets().back();
}

} // namespace rxwatt::kernels
