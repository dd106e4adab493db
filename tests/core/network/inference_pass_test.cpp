// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/weight_file.h"
#include "tests/core/network/network_fixture.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>

namespace rxwatt::network
{
namespace
{

using torch::Tensor;

/// Asks for layers one by one, which the inference pass does not do.
class LayerWitness : public LayerObserver
{
public:
    void layerDone() override { ++count; }

    int count = 0;
};

Tensor byLayers(ReceiverNetwork& network, const Tensor& features)
{
    LayerWitness witness;
    Tensor logits = network->forward(features, &witness);
    EXPECT_GT(witness.count, 20);
    return logits;
}

void expectAlike(const Tensor& found, const Tensor& wanted, const std::string& what)
{
    ASSERT_EQ(found.sizes(), wanted.sizes()) << what;
    EXPECT_TRUE(found.is_contiguous(torch::MemoryFormat::ChannelsLast)) << what;
    EXPECT_LE((found - wanted).abs().max().item<double>(), 1e-5 * wanted.abs().max().item<double>()) << what;
}

class WholeInference : public test::KernelTest
{
protected:
    /// Its running statistics differ from 0 and 1.
    static ReceiverNetwork trained(const model::ModelConfig& model, const model::ModelShape& shape)
    {
        ReceiverNetwork network(model, shape);
        initialise(network, 6);
        const torch::NoGradGuard noGradients;
        for (int i = 0; i < 5; ++i) {
            (void)network->forward(torch::randn({4, network->parameters()[0].size(1), 7, 13}) * 3 + 1);
        }
        network->eval();
        return network;
    }

    static ReceiverNetwork trained(const test::VectorCase& vectors)
    {
        const ReceiverNetwork like = test::smallNetwork(vectors);
        return trained(like->model(), like->shape());
    }

    const torch::NoGradGuard m_noGradients;
};

TEST_F(WholeInference, IsTheNetworkLayerByLayer)
{
    for (const test::VectorCase& vectors : {test::preactivatedCase, test::inputCase}) {
        for (const int outputKernel : {1, 3}) {
            const ReceiverNetwork like = test::smallNetwork(vectors);
            model::ModelConfig model = like->model();
            model.outputKernel = outputKernel;
            ReceiverNetwork network = trained(model, like->shape());
            for (const int slots : {1, 2, 5}) {
                for (const int threads : {1, 2, 3}) {
                    setThreads(threads);
                    // Rows that are one tile together, and rows that are many.
                    const int subcarriers = slots == 2 ? 701 : 13;
                    const Tensor features = torch::randn({slots, network->parameters()[0].size(1), 7, subcarriers});
                    const std::string name =
                        fmt::format("{} slots, {} threads, kernel {}", slots, threads, outputKernel);
                    const Tensor found = network->forward(features);
                    expectAlike(found, byLayers(network, features), name);
                    EXPECT_TRUE(torch::equal(found, network->forward(features))) << name;
                }
            }
        }
    }
}

TEST_F(WholeInference, FollowsItsNetworksWeights)
{
    ReceiverNetwork network = trained(test::preactivatedCase);
    const Tensor features = torch::randn({2, network->parameters()[0].size(1), 7, 13});
    const Tensor before = network->forward(features);
    const auto expectFollows = [&](const std::string& what) {
        const Tensor after = network->forward(features);
        EXPECT_FALSE(torch::allclose(before, after)) << what;
        expectAlike(after, byLayers(network, features), what);
    };

    for (Tensor parameter : network->parameters()) {
        const Tensor kept = parameter.clone();
        parameter.mul_(2).add_(0.5);
        // A bias before a norm is not in its statistics here, so that each matters.
        expectFollows("a parameter");
        parameter.copy_(kept);
        EXPECT_TRUE(torch::equal(network->forward(features), before));
    }
    network->train();
    (void)network->forward(features * 3);
    network->eval();
    expectFollows("running statistics");
}

TEST_F(WholeInference, DoesNotHideWhatIsNoNumber)
{
    ReceiverNetwork network = trained(test::preactivatedCase);
    Tensor features = torch::randn({2, network->parameters()[0].size(1), 7, 13});
    features[1][0][3][5] = NAN;
    const Tensor logits = network->forward(features);
    EXPECT_TRUE(logits[0].isfinite().all().item<bool>());
    EXPECT_TRUE(logits[1].select(1, 3).select(1, 5).isnan().all().item<bool>());
    EXPECT_TRUE(torch::equal(logits.isnan(), byLayers(network, features).isnan()));
}

TEST_F(WholeInference, FollowsLoadedWeights)
{
    ReceiverNetwork network = trained(test::preactivatedCase);
    ReceiverNetwork other = trained(test::preactivatedCase);
    for (Tensor parameter : other->parameters()) {
        parameter.mul_(1.5);
    }
    const test::TemporaryFolder folder;
    ASSERT_TRUE(saveWeights(other, {}, folder.path() / "weights.safetensors"));
    const Tensor features = torch::randn({1, network->parameters()[0].size(1), 7, 13});
    (void)network->forward(features);
    ASSERT_TRUE(loadWeights(folder.path() / "weights.safetensors", network));
    EXPECT_TRUE(torch::equal(network->forward(features), other->forward(features)));
}

TEST_F(WholeInference, ServesNetworksMadeInInferenceMode)
{
    const torch::InferenceMode inference;
    ReceiverNetwork network = trained(test::inputCase);
    const Tensor features = torch::randn({1, network->parameters()[0].size(1), 7, 13});
    expectAlike(network->forward(features), byLayers(network, features), "made");
    for (Tensor parameter : network->parameters()) {
        parameter.mul_(1.5);
    }
    expectAlike(network->forward(features), byLayers(network, features), "changed");
}

} // namespace
} // namespace rxwatt::network
