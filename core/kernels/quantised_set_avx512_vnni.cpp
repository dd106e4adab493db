// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/kernel_sets.h"
#include "core/kernels/quantised_vector.h"

namespace rxwatt::kernels
{

const QuantisedSet avx512VnniQuantisedSet{"AVX-512 VNNI", vectorQuantise, vectorQuantisedProduct};

} // namespace rxwatt::kernels
