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

/// Codes of both factors at random, with all that can become of their product.
struct CodedCase {
    explicit CodedCase(std::mt19937& random, const ProductShape& caseShape)
        : shape(caseShape),
          b(quantised(randomFloats(random, static_cast<std::size_t>(shape.depth * shape.columns)).data(), shape.depth,
                      shape.columns)),
          start(randomFloats(random, static_cast<std::size_t>(shape.rows * shape.columns))),
          bias(randomFloats(random, static_cast<std::size_t>(shape.columns))),
          scale(randomFloats(random, bias.size())),
          shift(randomFloats(random, bias.size()))
    {
        const auto stride = static_cast<std::size_t>(codeStride(shape.depth));
        a.resize(static_cast<std::size_t>(shape.rows) * stride);
        for (std::size_t i = 0; i < a.size(); ++i) {
            a[i] = i % stride < static_cast<std::size_t>(shape.depth) ? code(random) : 0xA5; // counts for nothing
        }
    }

    static std::uint8_t code(std::mt19937& random)
    {
        // The largest often: where sums of two products would be cut off.
        const int kind = between(random, 0, 3);
        return static_cast<std::uint8_t>(kind == 0 ? 255 : between(random, 0, 255));
    }

    [[nodiscard]] double sum(std::ptrdiff_t row, std::ptrdiff_t column) const
    {
        double sum = 0;
        for (std::ptrdiff_t k = 0; k < shape.depth; ++k) {
            sum += a[static_cast<std::size_t>(row * codeStride(shape.depth) + k)] * b.code(k, column);
        }
        return sum;
    }

    ProductShape shape;
    std::vector<std::uint8_t> a;
    QuantisedMatrix b;
    std::vector<float> start;
    std::vector<float> bias;
    std::vector<float> scale;
    std::vector<float> shift;
};

void expectSums(const CodedCase& c)
{
    // As they are: up to 2²⁴ floats hold every whole number.
    const std::vector<float> ones(c.bias.size(), 1);
    for (const QuantisedSet* set : quantisedSets()) {
        std::vector<float> sums(c.start.size(), NAN);
        set->product(c.shape, c.a.data(), {c.b.codes.data(), ones.data()}, {sums.data()});
        for (std::ptrdiff_t row = 0; row < c.shape.rows; ++row) {
            for (std::ptrdiff_t column = 0; column < c.shape.columns; ++column) {
                ASSERT_EQ(sums[static_cast<std::size_t>(row * c.shape.columns + column)],
                          static_cast<float>(c.sum(row, column)))
                    << fmt::format("{}: {} x {} x {} at {}, {}", set->name, c.shape.rows, c.shape.columns,
                                   c.shape.depth, row, column);
            }
        }
    }
}

TEST(QuantisedProduct, HasTheSameSumsOnEveryInstructionSet)
{
    std::mt19937 random(22);
    for (int i = 0; i < 150; ++i) {
        expectSums(CodedCase(random, {between(random, 1, 40), between(random, 1, 70), between(random, 1, 70)}));
    }
    expectSums(CodedCase(random, {9, 48, 512}));
}

TEST(QuantisedProduct, HoldsTheLargestSums)
{
    for (const int sign : {1, -1}) {
        const ProductShape shape{1, 33, maxCodedDepth};
        const std::vector<std::uint8_t> a(static_cast<std::size_t>(shape.depth), 255);
        const std::vector<std::int8_t> codes(static_cast<std::size_t>(shape.depth * shape.columns),
                                             static_cast<std::int8_t>(127 * sign));
        const std::vector<float> ones(static_cast<std::size_t>(shape.columns), 1);
        const std::vector<float> wanted(ones.size(), static_cast<float>(255.0 * 127 * sign * maxCodedDepth));
        for (const QuantisedSet* set : quantisedSets()) {
            std::vector<float> sums(ones.size(), NAN);
            set->product(shape, a.data(), {codes.data(), ones.data()}, {sums.data()});
            EXPECT_EQ(sums, wanted) << set->name;
        }
    }
}

TEST(QuantisedProduct, BecomesWhatAProductBecomes)
{
    std::mt19937 random(23);
    for (int i = 0; i < 60; ++i) {
        const CodedCase c(random, {between(random, 1, 40), between(random, 1, 70), between(random, 1, 70)});
        for (const bool started : {false, true}) {
            for (const bool biased : {false, true}) {
                std::vector<float> wanted;
                std::vector<float> wantedActivated;
                for (std::size_t at = 0; at < c.start.size(); ++at) {
                    const std::size_t column = at % c.bias.size();
                    const double sum =
                        c.sum(static_cast<std::ptrdiff_t>(at / c.bias.size()), static_cast<std::ptrdiff_t>(column));
                    const double value =
                        sum * c.b.scale[column] + (started ? c.start[at] : 0.0F) + (biased ? c.bias[column] : 0.0F);
                    wanted.push_back(static_cast<float>(value));
                    wantedActivated.push_back(
                        static_cast<float>(std::max(0.0, value * c.scale[column] + c.shift[column])));
                }
                wanted.push_back(1000); // so that there is one that is not 0
                wantedActivated.push_back(1000);
                for (const QuantisedSet* set : quantisedSets()) {
                    std::vector<float> values = c.start; // in place
                    std::vector<float> activated(c.start.size(), NAN);
                    set->product(c.shape, c.a.data(), c.b.factor(),
                                 {values.data(), started ? values.data() : nullptr, biased ? c.bias.data() : nullptr,
                                  activated.data(), c.scale.data(), c.shift.data()});
                    std::vector<float> alone(c.start.size(), NAN);
                    set->product(c.shape, c.a.data(), c.b.factor(),
                                 {nullptr, started ? c.start.data() : nullptr, biased ? c.bias.data() : nullptr,
                                  alone.data(), c.scale.data(), c.shift.data()});
                    EXPECT_EQ(alone, activated) << set->name;
                    values.push_back(1000);
                    activated.push_back(1000);
                    expectNear(values, wanted, std::string(set->name));
                    expectNear(activated, wantedActivated, std::string(set->name) + ", activated");
                }
            }
        }
    }
}

TEST(QuantisedProduct, KeepsWhatIsNoNumber)
{
    std::mt19937 random(24);
    const CodedCase c(random, {1, 45, 4});
    const std::vector<float> none(45, NAN);
    const std::vector<float> ones(45, 1);
    for (const QuantisedSet* set : quantisedSets()) {
        const std::array<std::pair<CodedFactor, ProductResult>, 3> ways = {{{{c.b.codes.data(), none.data()}, {}},
                                                                            {c.b.factor(), {.start = none.data()}},
                                                                            {c.b.factor(), {.bias = none.data()}}}};
        for (auto [factor, result] : ways) {
            std::vector<float> activated(45);
            result.activated = activated.data();
            result.scale = ones.data();
            result.shift = ones.data();
            set->product(c.shape, c.a.data(), factor, result);
            EXPECT_TRUE(std::all_of(activated.begin(), activated.end(), [](float x) { return std::isnan(x); }))
                << set->name;
        }
    }
}

} // namespace
} // namespace rxwatt::kernels
