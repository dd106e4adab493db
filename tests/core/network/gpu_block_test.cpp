// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/gpu_block.h"
#include "tests/core/network/block_case.h"
#include "tests/core/network/network_fixture.h"

#include <fmt/format.h>

#include <random>

namespace rxwatt::network
{
namespace
{

using test::BlockCase;
using test::expectWithin;
using test::RandomBlock;
using torch::Tensor;
using torch::autograd::variable_list;

RunningNorm freshNorm(int channels, torch::Device device)
{
    const torch::TensorOptions there(device);
    return {torch::zeros({channels}, there), torch::ones({channels}, there),
            torch::zeros({}, there.dtype(torch::kInt64))};
}

/// core/gpu has multipliers 1 and 2.
BlockCase gpuCase(std::mt19937& random)
{
    BlockCase c = test::randomBlockCase(random);
    c.multiplier = std::min(c.multiplier, 2);
    return c;
}

/// On the host, where the same code runs thread after thread, and on a GPU where there is one.
class GpuBlock : public testing::TestWithParam<const char*>
{
protected:
    void SetUp() override
    {
        if (m_device.is_cuda() && !torch::cuda::is_available()) {
            GTEST_SKIP() << "no GPU here";
        }
        torch::manual_seed(5);
        at::globalContext().setAllowTF32CuDNN(false); // the reference's convolutions are exact
    }

    void TearDown() override { at::globalContext().setAllowTF32CuDNN(true); }

    [[nodiscard]] std::array<RunningNorm, 2> freshNorms(const BlockCase& c) const
    {
        return {freshNorm(c.inputs, m_device), freshNorm(c.outputs, m_device)};
    }

    torch::Device m_device{GetParam()};
    std::mt19937 m_random{13};
};

INSTANTIATE_TEST_SUITE_P(Devices, GpuBlock, testing::Values("cpu", "cuda"),
                         [](const auto& tested) { return std::string(tested.param); });

TEST_P(GpuBlock, OutputAndGradientsAreThoseOfTorch)
{
    for (int i = 0; i < 60; ++i) {
        const BlockCase c = gpuCase(m_random);
        const RandomBlock block(c, m_device);
        const Tensor output = gpuBlock(block.input, block.parameters, freshNorms(c));
        const Tensor plain = plainBlock(block.input, block.parameters);
        expectWithin(output, plain, 0, 1e-4, "output, " + nameOf(c));
        EXPECT_TRUE(output.is_contiguous(torch::MemoryFormat::ChannelsLast)) << nameOf(c);
        const variable_list found = block.gradients(output);
        const variable_list wanted = block.gradients(plain);
        ASSERT_EQ(found.size(), wanted.size());
        for (std::size_t k = 0; k < found.size(); ++k) {
            expectWithin(found[k], wanted[k], test::leastScale(wanted, k), 1e-4,
                         fmt::format("gradient {}, {}", k, nameOf(c)));
        }
    }
}

TEST_P(GpuBlock, GradientsOfGradientsAreThoseOfTorch)
{
    for (int i = 0; i < 4; ++i) {
        const BlockCase c = gpuCase(m_random);
        const RandomBlock block(c, m_device);
        const variable_list found = block.secondGradients(gpuBlock(block.input, block.parameters, freshNorms(c)));
        const variable_list wanted = block.secondGradients(plainBlock(block.input, block.parameters));
        for (std::size_t k = 0; k < found.size(); ++k) {
            ASSERT_EQ(found[k].defined(), wanted[k].defined()) << k;
            if (wanted[k].defined()) {
                expectWithin(found[k], wanted[k], 1, 1e-3, fmt::format("second gradient {}, {}", k, nameOf(c)));
            }
        }
    }
}

TEST_P(GpuBlock, MovesRunningStatisticsOnAndUsesThemInInference)
{
    for (int i = 0; i < 10; ++i) {
        const BlockCase c = gpuCase(m_random);
        const RandomBlock block(c, m_device);
        std::array<RunningNorm, 2> running = freshNorms(c);
        (void)gpuBlock(block.input, block.parameters, running);
        torch::nn::BatchNorm2d norm(c.inputs);
        norm->to(m_device);
        (void)norm->forward(block.input.detach());
        expectWithin(running[0].mean, norm->running_mean, 0.1, 1e-5, "mean, " + nameOf(c));
        expectWithin(running[0].variance, norm->running_var, 0, 1e-5, "variance, " + nameOf(c));
        EXPECT_EQ(running[0].batches.item<std::int64_t>(), 1);
        EXPECT_EQ(running[1].batches.item<std::int64_t>(), 1);

        const torch::NoGradGuard noGrad;
        running[0].training = false;
        running[1].training = false;
        const Tensor before = running[1].mean.clone();
        const Tensor output = gpuBlock(block.input, block.parameters, running);
        expectWithin(output, test::evaluatedBlock(block, running[0], running[1]), 0, 1e-4, "inference, " + nameOf(c));
        EXPECT_TRUE(torch::equal(before, running[1].mean));
        EXPECT_EQ(running[0].batches.item<std::int64_t>(), 1);
    }
}

TEST_P(GpuBlock, KeepsActivationsInSixteenBits)
{
    for (int i = 0; i < 10; ++i) {
        const BlockCase c = gpuCase(m_random);
        const RandomBlock block(c, m_device);
        const Tensor input = block.input.detach().to(torch::kBFloat16).requires_grad_();
        const Tensor output = gpuBlock(input, block.parameters, freshNorms(c));
        ASSERT_EQ(output.scalar_type(), torch::kBFloat16);
        const Tensor exact = input.detach().to(torch::kFloat32).requires_grad_();
        const Tensor plain = plainBlock(exact, block.parameters);
        expectWithin(output.to(torch::kFloat32), plain, 0, 0.03, "output, " + nameOf(c));
        const Tensor& weight = block.parameters.halves[1].depthwiseWeight;
        const Tensor found = torch::autograd::grad({output}, {weight}, {block.direction.to(torch::kBFloat16)})[0];
        const Tensor wanted = torch::autograd::grad({plain}, {weight}, {block.direction})[0];
        ASSERT_EQ(found.scalar_type(), torch::kFloat32);
        EXPECT_LT((found - wanted).norm().item<double>(), 0.05 * wanted.norm().item<double>()) << nameOf(c);
    }
}

TEST_P(GpuBlock, WhatIsNoNumberStaysNone)
{
    const BlockCase c{1, 4, 8, 4, 4, 2, 1, {1, 1}, test::Shortcut::identity};
    const RandomBlock block(c, m_device);
    const torch::NoGradGuard noGrad;
    std::array<RunningNorm, 2> running = freshNorms(c);
    running[0].training = false;
    running[1].training = false;
    block.input.select(3, 5).fill_(NAN);
    // Its neighbours see it through norm and ReLU alone, not through the shortcut.
    EXPECT_TRUE(gpuBlock(block.input, block.parameters, running).select(3, 4).isnan().all().item<bool>());
}

TEST_P(GpuBlock, RepeatsAreTheSameBits)
{
    const BlockCase c{4, 14, 72, 48, 48, 2, 1, {2, 3}, test::Shortcut::identity};
    const RandomBlock block(c, m_device);
    const Tensor first = gpuBlock(block.input, block.parameters, freshNorms(c));
    const Tensor second = gpuBlock(block.input, block.parameters, freshNorms(c));
    EXPECT_TRUE(torch::equal(first, second));
    const variable_list gradients = block.gradients(first);
    const variable_list again = block.gradients(second);
    for (std::size_t k = 0; k < gradients.size(); ++k) {
        EXPECT_TRUE(torch::equal(gradients[k], again[k])) << k;
    }
}

TEST_P(GpuBlock, IsForAGpuAlone)
{
    EXPECT_EQ(canFuseOnGpu(torch::zeros({1, 2, 3, 4}, m_device), 1), m_device.is_cuda());
    EXPECT_FALSE(canFuseOnGpu(torch::zeros({1, 2, 3, 4}, m_device), 3));
}

} // namespace
} // namespace rxwatt::network
