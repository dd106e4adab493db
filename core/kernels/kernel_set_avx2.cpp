// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/depthwise_vector.h"
#include "core/kernels/kernel_sets.h"
#include "core/kernels/norm_vector.h"
#include "core/kernels/product_vector.h"
#include "core/kernels/quantised_vector.h"

namespace rxwatt::kernels
{

const KernelSet avx2Set{"AVX2",
                        {vectorForward, vectorInputGradient, vectorWeightGradient},
                        {vectorMoments, vectorActivate, vectorGate, vectorNormGradient, addSums, begin},
                        vectorProduct};

const QuantisedSet avx2QuantisedSet{"AVX2", vectorQuantise, vectorQuantisedProduct};

} // namespace rxwatt::kernels
