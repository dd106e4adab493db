// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/kernels/kernel_fixture.h"

#include <fmt/format.h>

namespace rxwatt::kernels
{
namespace
{

using test::between;
using test::expectNear;
using test::randomFloats;

/// Whole vectors of channels, tails and less than a vector; grids that are narrower than their dilations.
DepthwiseShape randomShape(std::mt19937& random)
{
    DepthwiseShape shape;
    shape.slots = between(random, 1, 3);
    shape.symbols = between(random, 1, 9);
    shape.subcarriers = between(random, 1, 40);
    shape.channels = between(random, 0, 1) == 0 ? 16 * between(random, 1, 5) : between(random, 1, 70);
    shape.multiplier = between(random, 1, 3);
    shape.timeDilation = between(random, 1, 4);
    shape.frequencyDilation = between(random, 1, 9);
    return shape;
}

std::string nameOf(const DepthwiseShape& shape, const KernelSet& set)
{
    return fmt::format("{}: {}x{}x{}, {} channels x {}, dilation {} {}", set.name, shape.slots, shape.symbols,
                       shape.subcarriers, shape.channels, shape.multiplier, shape.timeDilation,
                       shape.frequencyDilation);
}

/// Arrays of one shape, and the definition of the convolution over them, in doubles.
struct Convolution {
    Convolution(const DepthwiseShape& s, std::mt19937& random)
        : shape(s),
          input(randomFloats(random, places() * static_cast<std::size_t>(s.channels))),
          weight(randomFloats(random, static_cast<std::size_t>(depthwiseTaps * s.outputs()))),
          bias(randomFloats(random, static_cast<std::size_t>(s.outputs()))),
          gradient(randomFloats(random, places() * static_cast<std::size_t>(s.outputs()))),
          output(gradient.size()),
          inputGradient(input.size()),
          sums(static_cast<std::size_t>((depthwiseTaps + 1) * s.outputs()))
    {
        std::vector<double> byInput(input.size());
        std::vector<double> bySums(sums.size());
        for (int row = 0; row < shape.rows(); ++row) {
            for (int f = 0; f < shape.subcarriers; ++f) {
                for (int o = 0; o < shape.outputs(); ++o) {
                    addPlace(row, f, o, byInput, bySums);
                }
            }
        }
        inputGradient.assign(byInput.begin(), byInput.end());
        sums.assign(bySums.begin(), bySums.end());
    }

    [[nodiscard]] std::size_t places() const { return static_cast<std::size_t>(shape.rows() * shape.subcarriers); }

    void addPlace(int row, int f, int o, std::vector<double>& byInput, std::vector<double>& bySums)
    {
        const auto outputs = static_cast<std::size_t>(shape.outputs());
        const std::size_t at =
            static_cast<std::size_t>(row * shape.subcarriers + f) * outputs + static_cast<std::size_t>(o);
        double sum = bias[static_cast<std::size_t>(o)];
        bySums[depthwiseTaps * outputs + static_cast<std::size_t>(o)] += gradient[at];
        for (int tap = 0; tap < depthwiseTaps; ++tap) {
            const int symbol = row % shape.symbols + (tap / 3 - 1) * shape.timeDilation;
            const int place = f + (tap % 3 - 1) * shape.frequencyDilation;
            if (symbol < 0 || symbol >= shape.symbols || place < 0 || place >= shape.subcarriers) {
                continue;
            }
            const int from = (row / shape.symbols * shape.symbols + symbol) * shape.subcarriers + place;
            const auto x = static_cast<std::size_t>(from * shape.channels + o / shape.multiplier);
            const std::size_t w = static_cast<std::size_t>(tap) * outputs + static_cast<std::size_t>(o);
            sum += double{weight[w]} * input[x];
            byInput[x] += double{weight[w]} * gradient[at];
            bySums[w] += double{input[x]} * gradient[at];
        }
        output[at] = static_cast<float>(sum);
    }

    DepthwiseShape shape;
    std::vector<float> input;
    std::vector<float> weight;
    std::vector<float> bias;
    std::vector<float> gradient;
    std::vector<float> output;
    std::vector<float> inputGradient;
    std::vector<float> sums;
};

TEST(DepthwiseKernels, AreTheirDefinitionOnEveryInstructionSet)
{
    std::mt19937 random(7);
    for (int i = 0; i < 60; ++i) {
        const Convolution wanted(randomShape(random), random);
        const DepthwiseShape& shape = wanted.shape;
        for (const KernelSet* set : kernelSets()) {
            const std::string name = nameOf(shape, *set);
            std::vector<float> output(wanted.output.size(), NAN);
            set->depthwise.forward(shape, wanted.input.data(), wanted.weight.data(), wanted.bias.data(), output.data(),
                                   0, shape.places());
            expectNear(output, wanted.output, "output, " + name);
            std::vector<float> inputGradient(wanted.inputGradient.size(), NAN);
            set->depthwise.inputGradient(shape, wanted.gradient.data(), wanted.weight.data(), inputGradient.data(), 0,
                                         shape.places());
            expectNear(inputGradient, wanted.inputGradient, "input gradient, " + name);
            std::vector<float> sums(wanted.sums.size());
            set->depthwise.weightGradient(shape, wanted.input.data(), wanted.gradient.data(), sums.data(), 0,
                                          shape.places());
            expectNear(sums, wanted.sums, "weight gradient, " + name);
        }
    }
}

TEST(DepthwiseKernels, PartsOfTheGridAreTheSameBits)
{
    std::mt19937 random(8);
    for (int i = 0; i < 30; ++i) {
        const Convolution c(randomShape(random), random);
        const DepthwiseShape& shape = c.shape;
        const int middle = between(random, 0, shape.places());
        for (const KernelSet* set : kernelSets()) {
            std::vector<float> whole(c.output.size());
            std::vector<float> parts(c.output.size());
            const auto forward = [&](float* to, int first, int last) {
                set->depthwise.forward(shape, c.input.data(), c.weight.data(), c.bias.data(), to, first, last);
            };
            forward(whole.data(), 0, shape.places());
            forward(parts.data(), 0, middle);
            forward(parts.data() + middle * shape.outputs(), middle, shape.places());
            EXPECT_EQ(parts, whole) << nameOf(shape, *set);
            whole.resize(c.input.size());
            parts.resize(c.input.size());
            const auto backward = [&](float* to, int first, int last) {
                set->depthwise.inputGradient(shape, c.gradient.data(), c.weight.data(), to, first, last);
            };
            backward(whole.data(), 0, shape.places());
            backward(parts.data(), 0, middle);
            backward(parts.data() + middle * shape.channels, middle, shape.places());
            EXPECT_EQ(parts, whole) << nameOf(shape, *set);
            std::vector<float> sums(c.sums.size());
            set->depthwise.weightGradient(shape, c.input.data(), c.gradient.data(), sums.data(), 0, middle);
            set->depthwise.weightGradient(shape, c.input.data(), c.gradient.data(), sums.data(), middle,
                                          shape.places());
            expectNear(sums, c.sums, "weight gradient in two parts, " + nameOf(shape, *set));
        }
    }
}

TEST(KernelSets, BeginWithPlainCode)
{
    ASSERT_FALSE(kernelSets().empty());
    EXPECT_EQ(kernelSets().front()->name, "plain");
}

} // namespace
} // namespace rxwatt::kernels
