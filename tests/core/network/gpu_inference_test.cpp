// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/network/network_fixture.h"

namespace rxwatt::network
{
namespace
{

/// With a GPU: recorded inferences beside the same network on the CPU.
class GpuInferenceTest : public testing::Test
{
protected:
    void SetUp() override
    {
        if (!torch::cuda::is_available()) {
            GTEST_SKIP() << "no GPU here";
        }
        initialise(m_cpu, 5);
        initialise(m_gpu, 5);
        m_gpu->to(torch::kCUDA);
        m_cpu->eval();
        m_gpu->eval();
    }

    void expectAlike(int slots)
    {
        const torch::InferenceMode inference;
        const torch::Tensor features =
            torch::randn({slots, m_cpu->parameters()[0].size(1), 7, 13}).contiguous(torch::MemoryFormat::ChannelsLast);
        const torch::Tensor found = m_gpu->forward(features.to(torch::kCUDA)).cpu();
        const torch::Tensor wanted = m_cpu->forward(features);
        const double scale = wanted.abs().max().item<double>();
        EXPECT_LT((found - wanted).abs().max().item<double>(), 0.01 * scale) << slots;
    }

    ReceiverNetwork m_cpu = test::smallNetwork();
    ReceiverNetwork m_gpu = test::smallNetwork();
};

TEST_F(GpuInferenceTest, IsTheCpusForAnyOrderOfBatches)
{
    for (const int slots : {4, 4, 4, 2, 4, 4, 1, 1, 1, 3}) {
        expectAlike(slots);
    }
}

TEST_F(GpuInferenceTest, ServesInferenceModeAndPlainNoGradInTurns)
{
    expectAlike(2);
    expectAlike(2);
    const torch::NoGradGuard noGrad;
    const torch::Tensor features = torch::randn({2, m_cpu->parameters()[0].size(1), 7, 13}, torch::kCUDA)
                                       .contiguous(torch::MemoryFormat::ChannelsLast);
    const torch::Tensor logits = m_gpu->forward(features);
    EXPECT_FALSE(logits.is_inference());
    EXPECT_TRUE(torch::equal(logits, m_gpu->forward(features)));
}

TEST_F(GpuInferenceTest, FollowsItsWeights)
{
    expectAlike(2);
    expectAlike(2);
    {
        const torch::NoGradGuard noGrad;
        m_cpu->parameters()[8].add_(0.5);
        m_gpu->parameters()[8].add_(0.5);
        m_cpu->buffers()[0].add_(0.25);
        m_gpu->buffers()[0].add_(0.25);
    }
    expectAlike(2);
    initialise(m_cpu, 6);
    m_gpu = test::smallNetwork();
    initialise(m_gpu, 6);
    m_gpu->to(torch::kCUDA);
    m_gpu->eval();
    expectAlike(2);
}

} // namespace
} // namespace rxwatt::network
