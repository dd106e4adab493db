// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/layers.h"
#include "core/network/receiver_network.h"
#include "core/network/weight_file.h"
#include "tests/core/network/network_fixture.h"

#include <algorithm>
#include <set>

namespace rxwatt::network
{
namespace
{

using test::dataFile;
using test::readTensor;
using test::smallNetwork;
using test::VectorCase;

/// PyTorch and LibTorch may order sums differently (threads, versions): float32 leaves about 1e-6 of the largest value
/// after the few hundred terms of these layers; a wrong axis, padding or shortcut gives errors near 1. Values below
/// `leastScale` are rounding alone.
void expectClose(const torch::Tensor& found, const torch::Tensor& wanted, const std::string& what,
                 double leastScale = 0)
{
    ASSERT_EQ(found.sizes(), wanted.sizes()) << what;
    const double scale = std::max(leastScale, wanted.abs().max().item<double>());
    const double error = (found - wanted).abs().max().item<double>();
    EXPECT_LT(error, 1e-4 * scale) << what;
}

class ReceiverNetworkVectors : public testing::TestWithParam<VectorCase>
{
protected:
    void SetUp() override
    {
        const Status loaded = loadWeights(dataFile(GetParam().name + "_weights"), m_network);
        ASSERT_TRUE(loaded) << loaded.error().message;
        auto vectors = base::TensorFile::open(dataFile(GetParam().name));
        ASSERT_TRUE(vectors) << vectors.error().message;
        m_vectors.emplace(std::move(*vectors));
        m_features = vector("features").contiguous(torch::MemoryFormat::ChannelsLast);
    }

    [[nodiscard]] torch::Tensor vector(const std::string& name) const { return readTensor(*m_vectors, name); }

    ReceiverNetwork m_network = smallNetwork(GetParam());
    std::optional<base::TensorFile> m_vectors;
    torch::Tensor m_features;
};

TEST_P(ReceiverNetworkVectors, LogitsInEvaluationAreThoseOfPyTorch)
{
    const torch::NoGradGuard noGradients;
    m_network->eval();
    expectClose(m_network->forward(m_features), vector("logits_eval"), "logits");
}

TEST_P(ReceiverNetworkVectors, LossAndGradientsInTrainingAreThoseOfPyTorch)
{
    m_network->train();
    const torch::Tensor logits = m_network->forward(m_features);
    expectClose(logits, vector("logits_train"), "logits");

    const torch::Tensor losses =
        torch::binary_cross_entropy_with_logits(logits, vector("bits"), {}, {}, at::Reduction::None);
    const torch::Tensor mask = vector("mask");
    const torch::Tensor loss = (losses * mask).sum() / mask.sum();
    expectClose(loss.reshape({1}), vector("loss"), "loss");

    loss.backward();
    const auto parameters = m_network->named_parameters();
    int compared = 0;
    for (const base::TensorEntry& entry : m_vectors->entries()) {
        const std::string prefix = "gradient.";
        if (entry.name.starts_with(prefix)) {
            // The gradient of a bias in front of a norm is zero; the others are 4e-3 to 9e-2.
            expectClose(parameters[entry.name.substr(prefix.size())].grad(), vector(entry.name), entry.name, 1e-3);
            ++compared;
        }
    }
    EXPECT_EQ(compared, 10);
}

TEST_P(ReceiverNetworkVectors, TrainingMovesTheRunningStatisticsAsPyTorchDoes)
{
    const torch::NoGradGuard noGradients;
    m_network->train();
    (void)m_network->forward(m_features);
    const auto buffers = m_network->named_buffers();
    expectClose(buffers["block3.norm2.running_mean"], vector("running_mean"), "mean");
    expectClose(buffers["block3.norm2.running_var"], vector("running_var"), "variance");
    EXPECT_EQ(buffers["block3.norm2.num_batches_tracked"].item<std::int64_t>(), 4);
}

INSTANTIATE_TEST_SUITE_P(Projections, ReceiverNetworkVectors, testing::Values(test::preactivatedCase, test::inputCase),
                         [](const auto& parameter) { return parameter.param.name; });

TEST(ReceiverNetwork, KeepsMemoryChannelsLastForAnyGrid)
{
    const torch::NoGradGuard noGradients;
    ReceiverNetwork network = smallNetwork();
    network->eval();
    for (const std::int64_t subcarriers : {12, 13, 48}) {
        const torch::Tensor features =
            torch::ones({2, 10, 14, subcarriers}).contiguous(torch::MemoryFormat::ChannelsLast);
        const torch::Tensor logits = network->forward(features);
        EXPECT_EQ(logits.sizes(), (torch::IntArrayRef{2, 3, 14, subcarriers}));
        EXPECT_TRUE(logits.is_contiguous(torch::MemoryFormat::ChannelsLast));
    }
}

TEST(ReceiverNetwork, LeavesItsFeaturesAlone)
{
    ReceiverNetwork network = smallNetwork();
    const torch::Tensor features = torch::randn({2, 10, 7, 13}).contiguous(torch::MemoryFormat::ChannelsLast);
    const torch::Tensor before = features.clone();
    (void)network->forward(features);
    EXPECT_TRUE(torch::equal(features, before));
}

TEST(ReceiverNetwork, HasTheLayersOfTheModel)
{
    const ReceiverNetwork network{model::ModelConfig{}, model::ModelShape{}};
    const model::ModelLayers layers = model::layersOf(model::ModelConfig{}, model::ModelShape{});
    std::int64_t parameters = 0;
    std::set<std::string> names;
    for (const auto& parameter : network->named_parameters()) {
        parameters += parameter.value().numel();
        names.insert(parameter.key().substr(0, parameter.key().rfind('.')));
    }
    EXPECT_EQ(parameters, layers.parameters());
    for (const model::Layer& layer : layers.layers) {
        EXPECT_EQ(names.contains(layer.name), layer.parameters > 0) << layer.name;
        names.erase(layer.name);
    }
    EXPECT_TRUE(names.empty()) << *names.begin();
}

TEST(ReceiverNetwork, TellsAnObserverOfEachLayerAndComputesTheSame)
{
    class Counter final : public LayerObserver
    {
    public:
        void layerDone() override { ++layers; }

        std::size_t layers = 0;
    };

    model::ModelConfig config;
    config.channels = {4, 6, 6};
    config.dilations = {{1, 1}, {2, 3}, {1, 2}};
    for (const auto projection : {model::ProjectionInput::preactivated, model::ProjectionInput::input}) {
        config.projectionInput = projection;
        const model::ModelShape shape{14, 12, 1, 2};
        ReceiverNetwork network(config, shape);
        initialise(network, 3);
        network->eval();
        const torch::NoGradGuard noGradients;
        const torch::Tensor features = torch::randn({2, model::inputChannels(config.input, 1), 14, 12});
        Counter counter;
        expectClose(network->forward(features, &counter), network->forward(features), "logits");
        EXPECT_EQ(counter.layers, model::layersOf(config, shape).layers.size());
    }
}

TEST(ReceiverNetwork, TakesTheEqualizedInput)
{
    model::ModelConfig config;
    config.input = model::Input::equalized;
    config.channels = {4};
    config.dilations = {{1, 1}};
    ReceiverNetwork network(config, model::ModelShape{14, 12, 1, 2});
    EXPECT_EQ(network->forward(torch::zeros({1, 9, 14, 12})).size(1), 2);
}

} // namespace
} // namespace rxwatt::network
