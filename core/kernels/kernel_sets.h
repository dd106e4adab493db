// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/kernel_set.h"

namespace rxwatt::kernels
{

extern const KernelSet plainSet;
extern const QuantisedSet plainQuantisedSet;
#if defined(__x86_64__)
extern const KernelSet avx2Set;
extern const KernelSet avx512Set;
extern const QuantisedSet avx2QuantisedSet;
extern const QuantisedSet avxVnniQuantisedSet;
extern const QuantisedSet avx512VnniQuantisedSet;
#endif

} // namespace rxwatt::kernels
