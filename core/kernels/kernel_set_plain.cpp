// SPDX-License-Identifier: GPL-3.0-or-later

// The kernel_set_<set>.cpp files compile the same loops, each for another instruction set. Those lie in headers with an
// unnamed namespace and use nothing of the standard library: the linker keeps one copy of a function that files share,
// and that could be the one that this processor cannot run.
#include "core/kernels/depthwise_plain.h"
#include "core/kernels/kernel_sets.h"
#include "core/kernels/norm_plain.h"

namespace rxwatt::kernels
{

namespace
{

void plainMoments(const float* values, int places, int channels, float* mean, float* squares)
{
    plainMomentsOf(values, places, channels, mean, squares, 0, channels);
}

void plainActivate(const float* values, int places, int channels, const float* scale, const float* shift,
                   float* activated)
{
    plainActivateOf(values, places, channels, scale, shift, activated, 0, channels);
}

void plainGate(const float* values, int places, int channels, const float* scale, const float* shift, const float* mean,
               float* gradient, float* sums)
{
    plainGateOf(values, places, channels, scale, shift, mean, gradient, sums, 0, channels);
}

void plainNormGradient(const float* values, int places, int channels, const NormGradient& norm, const float* other,
                       float* gradient)
{
    plainInputGradientOf(values, places, channels, norm, other, gradient, 0, channels);
}

} // namespace

const KernelSet plainSet{"plain",
                         {plainForward, plainInputGradient, plainWeightGradient},
                         {plainMoments, plainActivate, plainGate, plainNormGradient, addSums, begin}};

} // namespace rxwatt::kernels
