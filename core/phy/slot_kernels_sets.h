// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phy/slot_kernels.h"

namespace rxwatt::phy
{

extern const SlotKernels baselineKernels;
extern const SlotKernels avx2Kernels;   ///< x86-64 only
extern const SlotKernels avx512Kernels; ///< x86-64 only

} // namespace rxwatt::phy
