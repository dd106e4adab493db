// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/slot_kernels_body.h"
#include "core/phy/slot_kernels_detect.h"
#include "core/phy/slot_kernels_sets.h"
#include "core/phy/slot_kernels_transmit.h"

namespace rxwatt::phy
{

constinit const SlotKernels avx512Kernels{
    "AVX-512",  fillWords, complexNormals, unitPhasors, tapPhases, mapSymbols,
    unpackBits, tapFading, tapMix,         rowMix,      detect,    countErrors,
};

} // namespace rxwatt::phy
