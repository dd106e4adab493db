// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/optimizer.h"
#include "tests/core/training/torch_vectors.h"

#include <limits>

namespace rxwatt::training
{
namespace
{

/// Parameters of several shapes, one of them (as a convolution's may be) in channels-last memory.
struct Parameters : torch::nn::Module {
    explicit Parameters(const std::vector<torch::Tensor>& values)
    {
        for (std::size_t i = 0; i < values.size(); ++i) {
            register_parameter("p" + std::to_string(i), values[i].clone());
        }
    }
};

std::vector<torch::Tensor> randomTensors(std::uint64_t seed)
{
    torch::manual_seed(seed);
    auto kernel = torch::randn({4, 3, 2, 2}).contiguous(torch::MemoryFormat::ChannelsLast);
    return {torch::randn({5}), kernel, torch::randn({2, 7})};
}

void setGradients(torch::nn::Module& module, const std::vector<torch::Tensor>& gradients)
{
    std::size_t i = 0;
    for (auto& parameter : module.parameters()) {
        parameter.mutable_grad() = gradients[i++].clone();
    }
}

TEST(FlatParameters, KeepsValuesAndMakesThemOneTensor)
{
    const auto values = randomTensors(1);
    Parameters module(values);
    FlatParameters flat(module);
    const auto parameters = module.parameters();
    for (std::size_t i = 0; i < values.size(); ++i) {
        EXPECT_TRUE(torch::equal(parameters[i], values[i]));
        EXPECT_EQ(parameters[i].strides(), values[i].strides());
    }
    flat.values().fill_(3);
    EXPECT_EQ(parameters[1].sum().item<float>(), 3.0F * 48);
}

TEST(FlatParameters, BringsGradientsOfAnyMemoryFormatIntoTheOrderOfTheValues)
{
    Parameters module(randomTensors(1));
    FlatParameters flat(module);
    auto gradients = randomTensors(2);
    gradients[1] = gradients[1].contiguous(torch::MemoryFormat::Contiguous);
    setGradients(module, gradients);
    const auto all = flat.gradients();
    for (std::size_t i = 0; i < gradients.size(); ++i) {
        EXPECT_TRUE(torch::equal(flat.viewOf(all, i), gradients[i]));
    }
}

TEST(ClipByNorm, IsPyTorchsAndLeavesSmallGradientsAlone)
{
    auto gradients = torch::tensor({3.0F, 4.0F});
    EXPECT_EQ(clipByNorm(gradients, 10).item<float>(), 5.0F);
    EXPECT_EQ(gradients[1].item<float>(), 4.0F);
    EXPECT_EQ(clipByNorm(gradients, 1).item<float>(), 5.0F);
    EXPECT_NEAR(gradients.norm().item<float>(), 1.0F, 1e-6);
    EXPECT_EQ(clipByNorm(gradients.fill_(1e6), 0).item<float>(), std::sqrt(2.0F) * 1e6F);
    EXPECT_EQ(gradients[0].item<float>(), 1e6F);
}

/// The step that a GPU records, on the host.
class QueuedAdamW : public testing::Test
{
protected:
    void queue(const torch::Tensor& gradients, double loss, double rate, double clip)
    {
        const auto rates = m_queued.ratesOf(rate);
        m_queued.queueAdamW(gradients, torch::tensor({rates[0], rates[1], rates[2]}),
                            torch::tensor(static_cast<float>(loss)), gradients.norm(), clip);
    }

    Parameters m_ours{randomTensors(3)};
    Parameters m_theirs{randomTensors(3)};
    FlatParameters m_flat{m_ours};
    FlatParameters m_reference{m_theirs};
    OptimizerState m_queued{m_flat, run::Optimizer::adamw, 0.05};
    OptimizerState m_stepped{m_reference, run::Optimizer::adamw, 0.05};
};

TEST_F(QueuedAdamW, DoesWhatClippingAndAStepDo)
{
    for (int i = 0; i < 20; ++i) {
        const double clip = i % 3 == 0 ? 0 : 5 + i; // gradients have norms around 8
        auto gradients = torch::randn({m_flat.values().numel()});
        queue(gradients, 1, 1e-2, clip);
        m_queued.countStep();
        (void)clipByNorm(gradients, clip);
        m_stepped.step(gradients, 1e-2);
        EXPECT_LT((m_flat.values() - m_reference.values()).abs().max().item<float>(), 2e-6F) << i;
        EXPECT_LT((m_queued.secondMoment() - m_stepped.secondMoment()).abs().max().item<float>(), 1e-6F) << i;
    }
    EXPECT_EQ(m_queued.steps(), 20);
}

TEST_F(QueuedAdamW, LeavesEverythingWhereALossOrANormIsNotFinite)
{
    const auto before = m_flat.values().clone();
    const auto gradients = torch::randn({before.numel()});
    queue(gradients, std::numeric_limits<double>::infinity(), 1e-2, 1);
    queue(gradients, std::numeric_limits<double>::quiet_NaN(), 1e-2, 1);
    queue(gradients / 0, 1, 1e-2, 1);
    EXPECT_TRUE(torch::equal(m_flat.values(), before));
    EXPECT_EQ(m_queued.firstMoment().abs().max().item<float>(), 0);
    queue(gradients, 1, 1e-2, 1);
    EXPECT_FALSE(torch::equal(m_flat.values(), before));
}

TEST(OptimizerState, IsTorchsAdamW)
{
    const auto values = randomTensors(3);
    Parameters ours(values);
    Parameters theirs(values);
    FlatParameters flat(ours);
    OptimizerState state(flat, run::Optimizer::adamw, 0.05);
    torch::optim::AdamW reference(theirs.parameters(), torch::optim::AdamWOptions(1e-2).weight_decay(0.05));
    for (std::uint64_t step = 0; step < 20; ++step) {
        const auto gradients = randomTensors(100 + step);
        setGradients(ours, gradients);
        setGradients(theirs, gradients);
        const double rate = 1e-2 / static_cast<double>(step + 1);
        static_cast<torch::optim::AdamWOptions&>(reference.param_groups()[0].options()).lr(rate);
        reference.step();
        state.step(flat.gradients(), rate);
    }
    const auto a = ours.parameters();
    const auto b = theirs.parameters();
    for (std::size_t i = 0; i < a.size(); ++i) {
        // The same operations in the same order but for one division: a few units in the last place.
        EXPECT_TRUE(torch::allclose(a[i], b[i], 1e-5, 1e-7)) << i;
    }
}

TEST(OptimizerState, LetsParametersKnowThatTheyHaveChanged)
{
    for (const run::Optimizer kind : {run::Optimizer::adamw, run::Optimizer::lamb}) {
        Parameters module(randomTensors(4));
        FlatParameters flat(module);
        OptimizerState state(flat, kind, 0.05);
        setGradients(module, randomTensors(5));
        std::vector<std::int64_t> before;
        for (const auto& parameter : module.parameters()) {
            before.push_back(parameter._version());
        }
        state.step(flat.gradients(), 1e-2);
        for (std::size_t i = 0; i < before.size(); ++i) {
            EXPECT_GT(module.parameters()[i]._version(), before[i]) << i;
        }
    }
}

TEST(OptimizerState, IsLambAsItsPaperWritesIt)
{
    const test::TorchVectors vectors("lamb");
    std::vector<torch::Tensor> values;
    for (const auto* name : {"initial.0", "initial.1", "initial.2"}) {
        values.push_back(vectors[name]);
    }
    Parameters module(values);
    FlatParameters flat(module);
    OptimizerState state(flat, run::Optimizer::lamb, 1e-2);
    for (int step = 1; step <= 6; ++step) {
        std::vector<torch::Tensor> gradients;
        for (int i = 0; i < 3; ++i) {
            gradients.push_back(vectors["gradient." + std::to_string(step) + "." + std::to_string(i)]);
        }
        setGradients(module, gradients);
        state.step(flat.gradients(), 0.01 * step);
    }
    const auto parameters = module.parameters();
    for (std::size_t i = 0; i < 3; ++i) {
        // Float32 against float64 over six steps.
        EXPECT_TRUE(torch::allclose(parameters[i], vectors["final." + std::to_string(i)], 1e-4, 1e-6)) << i;
    }
}

TEST(OptimizerState, GoesOnFromItsSavedStateBitForBit)
{
    Parameters first(randomTensors(5));
    FlatParameters firstFlat(first);
    OptimizerState uninterrupted(firstFlat, run::Optimizer::lamb, 1e-4);
    const auto gradient = torch::randn_like(firstFlat.values());
    uninterrupted.step(gradient, 1e-2);

    Parameters second(randomTensors(6));
    FlatParameters secondFlat(second);
    OptimizerState resumed(secondFlat, run::Optimizer::lamb, 1e-4);
    secondFlat.values().copy_(firstFlat.values());
    resumed.firstMoment().copy_(uninterrupted.firstMoment());
    resumed.secondMoment().copy_(uninterrupted.secondMoment());
    resumed.setSteps(uninterrupted.steps());

    uninterrupted.step(gradient * 0.5, 1e-3);
    resumed.step(gradient * 0.5, 1e-3);
    EXPECT_TRUE(torch::equal(firstFlat.values(), secondFlat.values()));
}

} // namespace
} // namespace rxwatt::training
