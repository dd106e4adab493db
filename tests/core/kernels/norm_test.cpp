// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/kernels/kernel_fixture.h"

namespace rxwatt::kernels
{
namespace
{

using test::between;
using test::expectNear;
using test::randomFloats;

/// Values of some places and channels, with numbers a channel.
struct Values {
    explicit Values(std::mt19937& random)
        : places(between(random, 1, 50)),
          channels(between(random, 0, 1) == 0 ? 16 * between(random, 1, 6) : between(random, 1, 90)),
          values(randomFloats(random, count())),
          gradient(randomFloats(random, count())),
          scale(randomFloats(random, static_cast<std::size_t>(channels))),
          shift(randomFloats(random, static_cast<std::size_t>(channels))),
          mean(randomFloats(random, static_cast<std::size_t>(channels)))
    {
    }

    [[nodiscard]] std::size_t count() const { return static_cast<std::size_t>(places * channels); }

    /// Calls work(index of the value, channel) for each.
    template <typename Work>
    void forEach(Work work) const
    {
        for (std::size_t i = 0; i < count(); ++i) {
            work(i, i % static_cast<std::size_t>(channels));
        }
    }

    int places;
    int channels;
    std::vector<float> values;
    std::vector<float> gradient;
    std::vector<float> scale;
    std::vector<float> shift;
    std::vector<float> mean;
};

template <typename Check>
void onEverySet(Check check)
{
    std::mt19937 random(9);
    for (int i = 0; i < 60; ++i) {
        const Values values(random);
        for (const KernelSet* set : kernelSets()) {
            check(values, set->norm,
                  std::string(set->name) + ", places × channels " + std::to_string(values.places) + " " +
                      std::to_string(values.channels));
        }
    }
}

std::vector<float> narrowed(const std::vector<double>& values)
{
    return {values.begin(), values.end()};
}

TEST(NormKernels, MomentsAreMeanAndSquaredDeviations)
{
    onEverySet([](const Values& v, const NormKernels& norm, const std::string& name) {
        const auto channels = static_cast<std::size_t>(v.channels);
        std::vector<double> mean(channels);
        v.forEach([&](std::size_t i, std::size_t c) { mean[c] += double{v.values[i]} / v.places; });
        std::vector<double> squares(channels);
        v.forEach([&](std::size_t i, std::size_t c) { squares[c] += std::pow(v.values[i] - mean[c], 2); });
        std::vector<float> foundMean(channels, NAN);
        std::vector<float> foundSquares(channels, NAN);
        norm.moments(v.values.data(), v.places, v.channels, foundMean.data(), foundSquares.data());
        expectNear(foundMean, narrowed(mean), "mean, " + name);
        if (v.places > 1) {
            expectNear(foundSquares, narrowed(squares), "squares, " + name);
        }
    });
}

TEST(NormKernels, ActivationsAreRectified)
{
    onEverySet([](const Values& v, const NormKernels& norm, const std::string& name) {
        std::vector<float> wanted(v.count());
        v.forEach(
            [&](std::size_t i, std::size_t c) { wanted[i] = std::max(0.0F, v.values[i] * v.scale[c] + v.shift[c]); });
        wanted.push_back(1); // so that there is one that is not 0
        std::vector<float> found(v.count(), NAN);
        norm.activate(v.values.data(), v.places, v.channels, v.scale.data(), v.shift.data(), found.data());
        found.push_back(1);
        expectNear(found, wanted, name);
    });
}

TEST(NormKernels, GateKeepsGradientsOfWhatWasActive)
{
    onEverySet([](const Values& v, const NormKernels& norm, const std::string& name) {
        const auto channels = static_cast<std::size_t>(v.channels);
        std::vector<double> sums(2 * channels);
        std::vector<float> wanted(v.count());
        v.forEach([&](std::size_t i, std::size_t c) {
            // As the activation's, the sign is that of one rounding.
            wanted[i] = std::fma(v.values[i], v.scale[c], v.shift[c]) > 0 ? v.gradient[i] : 0;
            sums[c] += wanted[i];
            sums[channels + c] += double{wanted[i]} * (v.values[i] - v.mean[c]);
        });
        std::vector<float> gradient = v.gradient;
        std::vector<float> found(2 * channels, NAN);
        norm.gate(v.values.data(), v.places, v.channels, v.scale.data(), v.shift.data(), v.mean.data(), gradient.data(),
                  found.data());
        EXPECT_EQ(gradient, wanted) << name;
        found.push_back(1);
        sums.push_back(1);
        expectNear(found, narrowed(sums), name);
    });
}

TEST(NormKernels, GateIsShutAtZeroItself)
{
    for (const KernelSet* set : kernelSets()) {
        constexpr int channels = 35; // two whole vectors, or four, and a tail
        const std::vector<float> zeros(channels);
        const std::vector<float> ones(channels, 1);
        std::vector<float> gradient(channels, 1);
        std::vector<float> sums(2 * channels, NAN);
        set->norm.gate(zeros.data(), 1, channels, ones.data(), zeros.data(), ones.data(), gradient.data(), sums.data());
        EXPECT_EQ(gradient, zeros) << set->name;
        EXPECT_EQ(sums, std::vector<float>(2 * channels)) << set->name;
    }
}

TEST(NormKernels, InputGradientIsItsFormula)
{
    onEverySet([](const Values& v, const NormKernels& norm, const std::string& name) {
        std::mt19937 random(static_cast<unsigned>(v.count()));
        const std::vector<float> slope = randomFloats(random, v.mean.size());
        const std::vector<float> other = randomFloats(random, v.count());
        for (const bool withOther : {false, true}) {
            std::vector<float> wanted(v.count());
            v.forEach([&](std::size_t i, std::size_t c) {
                wanted[i] = v.scale[c] * v.gradient[i] + slope[c] * (v.values[i] - v.mean[c]) + v.shift[c] +
                            (withOther ? other[i] : 0);
            });
            std::vector<float> found = v.gradient;
            norm.inputGradient(v.values.data(), v.places, v.channels,
                               {v.mean.data(), v.scale.data(), slope.data(), v.shift.data()},
                               withOther ? other.data() : nullptr, found.data());
            expectNear(found, wanted, name);
        }
    });
}

TEST(NormKernels, SumsAreAddedAndRowsBegun)
{
    onEverySet([](const Values& v, const NormKernels& norm, const std::string& name) {
        std::vector<float> wanted = v.shift;
        v.forEach([&](std::size_t i, std::size_t c) { wanted[c] += v.values[i]; });
        std::vector<float> sums = v.shift;
        norm.addSums(v.values.data(), v.places, v.channels, sums.data());
        expectNear(sums, wanted, name);
        std::vector<float> begun(v.count(), NAN);
        std::vector<float> bias(v.count());
        std::vector<float> both(v.count());
        v.forEach([&](std::size_t i, std::size_t c) {
            bias[i] = v.shift[c];
            both[i] = v.shift[c] + v.gradient[i];
        });
        norm.begin(nullptr, v.shift.data(), v.places, v.channels, begun.data());
        EXPECT_EQ(begun, bias) << name;
        begun = v.gradient;
        norm.begin(begun.data(), v.shift.data(), v.places, v.channels, begun.data());
        EXPECT_EQ(begun, both) << name << ", in place";
    });
}

} // namespace
} // namespace rxwatt::kernels
