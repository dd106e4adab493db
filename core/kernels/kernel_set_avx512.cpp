// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/depthwise_vector.h"
#include "core/kernels/kernel_sets.h"
#include "core/kernels/norm_vector.h"
#include "core/kernels/product_vector.h"

namespace rxwatt::kernels
{

const KernelSet avx512Set{"AVX-512",
                          {vectorForward, vectorInputGradient, vectorWeightGradient},
                          {vectorMoments, vectorActivate, vectorGate, vectorNormGradient, addSums, begin},
                          vectorProduct};

} // namespace rxwatt::kernels
