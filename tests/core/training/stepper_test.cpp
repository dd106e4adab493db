// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/layers.h"
#include "core/training/stepper.h"

#include <gtest/gtest.h>

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace rxwatt::training
{
namespace
{

/// A network with its optimiser and batches, the same ones each time.
struct Trained {
    explicit Trained(torch::Device device)
    {
        network::initialise(network, 3);
        network->to(device);
        network->train();
        parameters.emplace(*network);
        optimizer.emplace(*parameters, run::Optimizer::adamw, 1e-2);
    }

    static model::ModelConfig config()
    {
        model::ModelConfig model;
        model.channels = {8, 16, 16};
        model.dilations = {{1, 1}, {2, 3}, {1, 2}};
        return model;
    }

    static TrainingBatch batch(int number)
    {
        torch::manual_seed(number);
        constexpr auto channelsLast = torch::MemoryFormat::ChannelsLast;
        const std::int64_t channels = model::inputChannels(config().input, 2);
        TrainingBatch batch;
        batch.features = torch::randn({4, channels, 14, 24}).contiguous(channelsLast);
        batch.bits = torch::randint(2, {4, 4, 14, 24}, torch::kUInt8).contiguous(channelsLast);
        batch.mask = torch::ones_like(batch.bits);
        return batch;
    }

    [[nodiscard]] Learner learner() { return {network, *parameters, *optimizer}; }

    network::ReceiverNetwork network{config(), model::ModelShape{14, 24, 2, 4}};
    std::optional<FlatParameters> parameters;
    std::optional<OptimizerState> optimizer;
};

/// Steps with the next batch loaded while one is done, as the trainer does them.
std::vector<StepResult> trained(Stepper& stepper, int steps)
{
    std::vector<StepResult> results;
    stepper.load(Trained::batch(0));
    for (int step = 0; step < steps; ++step) {
        stepper.launch(1e-2);
        stepper.load(Trained::batch(step + 1));
        results.push_back(stepper.finish());
    }
    return results;
}

class StepperTest : public testing::TestWithParam<const char*>
{
protected:
    void SetUp() override
    {
        if (m_device.is_cuda() && !torch::cuda::is_available()) {
            GTEST_SKIP() << "no GPU here";
        }
    }

    torch::Device m_device{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Devices, StepperTest, testing::Values("cpu", "cuda"),
                         [](const auto& tested) { return std::string(tested.param); });

TEST_P(StepperTest, DoesTheStepsOfTrainStep)
{
    constexpr int steps = 6;
    Trained stepped(m_device);
    const auto stepper = Stepper::create(stepped.learner(), run::Optimizer::adamw, 1, m_device);
    const auto results = trained(*stepper, steps);
    Trained plain(torch::kCPU);
    for (int step = 0; step < steps; ++step) {
        const StepResult wanted = trainStep(plain.learner(), Trained::batch(step), 1e-2, 1);
        // AdamW takes whole steps along gradients that are rounding alone, as of biases before a norm.
        EXPECT_NEAR(results[static_cast<std::size_t>(step)].loss, wanted.loss, 2e-3) << step;
        EXPECT_NEAR(results[static_cast<std::size_t>(step)].gradientNorm, wanted.gradientNorm,
                    0.06 * wanted.gradientNorm)
            << step;
    }
    EXPECT_EQ(stepped.optimizer->steps(), steps);
    const auto difference = (stepped.parameters->values().cpu() - plain.parameters->values()).norm().item<double>();
    EXPECT_LT(difference, 0.05 * plain.parameters->values().norm().item<double>());
    const auto buffers = plain.network->buffers();
    for (std::size_t i = 0; i < buffers.size(); ++i) {
        EXPECT_TRUE(torch::allclose(stepped.network->buffers()[i].cpu(), buffers[i], 0.05, 0.05)) << i;
    }
}

TEST_P(StepperTest, LeavesTheParametersWhereALossIsNotFinite)
{
    Trained learner(m_device);
    const auto stepper = Stepper::create(learner.learner(), run::Optimizer::adamw, 1, m_device);
    stepper->load(Trained::batch(0));
    stepper->launch(1e-2);
    TrainingBatch broken = Trained::batch(1);
    broken.features.fill_(std::numeric_limits<float>::quiet_NaN());
    stepper->load(broken);
    EXPECT_TRUE(stepper->finish().isFinite());
    const torch::Tensor before = learner.parameters->values().clone();
    stepper->launch(1e-2);
    stepper->load(Trained::batch(2));
    EXPECT_FALSE(stepper->finish().isFinite());
    EXPECT_TRUE(torch::equal(before, learner.parameters->values()));
    EXPECT_EQ(learner.optimizer->steps(), 1);
}

} // namespace
} // namespace rxwatt::training
