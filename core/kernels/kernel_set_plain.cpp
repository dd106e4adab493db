// SPDX-License-Identifier: GPL-3.0-or-later

// The kernel_set_<set>.cpp files compile the same loops, each for another instruction set. Those lie in headers with an
// unnamed namespace and use nothing of the standard library: the linker keeps one copy of a function that files share,
// and that could be the one that this processor cannot run.
#include "core/kernels/depthwise_plain.h"
#include "core/kernels/kernel_sets.h"
#include "core/kernels/norm_plain.h"
#include "core/kernels/product_plain.h"
#include "core/kernels/quantised_plain.h"

namespace rxwatt::kernels
{

namespace
{

void plainForward(const DepthwiseShape& shape, const float* input, const float* weight, const float* bias,
                  float* output, int first, int last)
{
    for (int place = first; place < last; ++place, output += shape.outputs()) {
        plainForwardAt(shape, input, weight, bias, output, place / shape.subcarriers, place % shape.subcarriers, 0,
                       shape.outputs());
    }
}

void plainInputGradient(const DepthwiseShape& shape, const float* outputGradient, const float* weight, float* gradient,
                        int first, int last)
{
    for (int place = first; place < last; ++place, gradient += shape.channels) {
        plainInputGradientAt(shape, outputGradient, weight, gradient, place / shape.subcarriers,
                             place % shape.subcarriers, 0, shape.channels);
    }
}

void plainWeightGradient(const DepthwiseShape& shape, const float* input, const float* outputGradient, float* sums,
                         int first, int last)
{
    for (int place = first; place < last; ++place) {
        plainWeightGradientAt(shape, input, outputGradient, sums, place / shape.subcarriers, place % shape.subcarriers,
                              0, shape.outputs());
    }
}

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

bool plainQuantise(const float* values, std::ptrdiff_t places, std::ptrdiff_t channels, const float* inverse,
                   const float* offset, std::uint8_t* codes)
{
    return plainQuantiseOf(values, places, channels, inverse, offset, codes, 0);
}

void plainQuantisedProduct(const ProductShape& shape, const std::uint8_t* a, CodedFactor b, const ProductResult& result)
{
    const std::ptrdiff_t stride = codeStride(shape.depth);
    for (std::ptrdiff_t row = 0; row < shape.rows; ++row, a += stride) {
        for (std::ptrdiff_t column = 0; column < shape.columns; ++column) {
            std::int32_t sum = 0;
            for (std::ptrdiff_t k = 0; k < stride; ++k) {
                sum += a[k] * b.codes[(k / codeGroup * shape.columns + column) * codeGroup + k % codeGroup];
            }
            plainFinish(shape, result, row, column, static_cast<float>(sum) * b.scale[column]);
        }
    }
}

} // namespace

const KernelSet plainSet{"plain",
                         {plainForward, plainInputGradient, plainWeightGradient},
                         {plainMoments, plainActivate, plainGate, plainNormGradient, addSums, begin},
                         plainProduct};

const QuantisedSet plainQuantisedSet{"plain", plainQuantise, plainQuantisedProduct};

} // namespace rxwatt::kernels
