// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/kernels/kernel_fixture.h"

#include <fmt/format.h>

#include <array>

namespace rxwatt::kernels
{
namespace
{

using test::between;
using test::expectNear;
using test::randomFloats;

/// A product with all that can become of it, and the definition of it in doubles.
struct Case {
    explicit Case(std::mt19937& random)
        : shape{between(random, 1, 40), between(random, 1, 70), between(random, 1, 70)},
          transposed(between(random, 0, 1) == 1),
          a(randomFloats(random, static_cast<std::size_t>(shape.rows * shape.depth))),
          b(randomFloats(random, static_cast<std::size_t>(shape.depth * shape.columns))),
          start(randomFloats(random, static_cast<std::size_t>(shape.rows * shape.columns))),
          bias(randomFloats(random, static_cast<std::size_t>(shape.columns))),
          scale(randomFloats(random, bias.size())),
          shift(randomFloats(random, bias.size()))
    {
        for (const bool started : {false, true}) {
            for (const bool biased : {false, true}) {
                addWanted(started, biased);
            }
        }
    }

    void addWanted(bool started, bool biased)
    {
        std::vector<float>& values = wanted[started][biased];
        std::vector<float>& activated = wantedActivated[started][biased];
        for (std::ptrdiff_t row = 0; row < shape.rows; ++row) {
            for (std::ptrdiff_t column = 0; column < shape.columns; ++column) {
                const auto c = static_cast<std::size_t>(column);
                double sum = started ? start[static_cast<std::size_t>(row * shape.columns + column)] : 0;
                sum += biased ? bias[c] : 0;
                for (std::ptrdiff_t k = 0; k < shape.depth; ++k) {
                    const std::ptrdiff_t ofA = transposed ? k * shape.rows + row : row * shape.depth + k;
                    sum += double{a[static_cast<std::size_t>(ofA)]} *
                           b[static_cast<std::size_t>(k * shape.columns + column)];
                }
                values.push_back(static_cast<float>(sum));
                activated.push_back(static_cast<float>(std::max(0.0, sum * scale[c] + shift[c])));
            }
        }
    }

    [[nodiscard]] Factor factor() const
    {
        return transposed ? transposedFactor(a.data(), shape.rows) : denseFactor(a.data(), shape.depth);
    }

    ProductShape shape;
    bool transposed;
    std::vector<float> a;
    std::vector<float> b;
    std::vector<float> start;
    std::vector<float> bias;
    std::vector<float> scale;
    std::vector<float> shift;
    /// By whether there are a start and a bias.
    std::array<std::array<std::vector<float>, 2>, 2> wanted;
    std::array<std::array<std::vector<float>, 2>, 2> wantedActivated;
};

TEST(Product, IsItsDefinitionOnEveryInstructionSet)
{
    std::mt19937 random(10);
    for (int i = 0; i < 80; ++i) {
        const Case c(random);
        for (const KernelSet* set : kernelSets()) {
            for (const bool started : {false, true}) {
                for (const bool biased : {false, true}) {
                    const std::string name = fmt::format(
                        "{}: {} x {} x {}{}{}{}", set->name, c.shape.rows, c.shape.columns, c.shape.depth,
                        c.transposed ? ", transposed" : "", started ? ", start" : "", biased ? ", bias" : "");
                    const float* const bias = biased ? c.bias.data() : nullptr;
                    std::vector<float> values(c.start.size(), NAN);
                    std::vector<float> activated(c.start.size(), NAN);
                    set->product(c.shape, c.factor(), c.b.data(),
                                 {values.data(), started ? c.start.data() : nullptr, bias, activated.data(),
                                  c.scale.data(), c.shift.data()});
                    expectNear(values, c.wanted[started][biased], name);
                    activated.push_back(1); // so that there is one that is not 0
                    std::vector<float> wanted = c.wantedActivated[started][biased];
                    wanted.push_back(1);
                    expectNear(activated, wanted, name + ", activated");
                    std::vector<float> alone(c.start.size(), NAN);
                    set->product(c.shape, c.factor(), c.b.data(),
                                 {nullptr, started ? c.start.data() : nullptr, bias, alone.data(), c.scale.data(),
                                  c.shift.data()});
                    alone.push_back(1);
                    EXPECT_EQ(alone, activated) << name;
                }
            }
        }
    }
}

TEST(Product, IsAddedInPlace)
{
    std::mt19937 random(11);
    for (int i = 0; i < 40; ++i) {
        const Case c(random);
        for (const KernelSet* set : kernelSets()) {
            std::vector<float> values = c.start;
            set->product(c.shape, c.factor(), c.b.data(), {values.data(), values.data()});
            expectNear(values, c.wanted[1][0], std::string(set->name));
        }
    }
}

TEST(Product, KeepsWhatIsNoNumber)
{
    constexpr std::ptrdiff_t columns = 45; // vectors of all widths
    const std::vector<float> b(columns, NAN);
    const std::vector<float> ones(columns, 1);
    for (const KernelSet* set : kernelSets()) {
        std::vector<float> activated(columns);
        set->product({1, columns, 1}, denseFactor(ones.data(), 1), b.data(),
                     {nullptr, nullptr, nullptr, activated.data(), ones.data(), ones.data()});
        EXPECT_TRUE(std::all_of(activated.begin(), activated.end(), [](float x) { return std::isnan(x); }))
            << set->name;
        activated.assign(columns, 0);
        set->norm.activate(b.data(), 1, columns, ones.data(), ones.data(), activated.data());
        EXPECT_TRUE(std::all_of(activated.begin(), activated.end(), [](float x) { return std::isnan(x); }))
            << set->name;
    }
}

} // namespace
} // namespace rxwatt::kernels
