// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/tensor_file.h"
#include "core/network/fused_block.h"
#include "core/network/receiver_network.h"
#include "core/network/torch_runtime.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <filesystem>
#include <ostream>
#include <span>
#include <string>

namespace rxwatt::test
{

/// Of what runs on core/kernels: skipped where those have no vectors.
class KernelTest : public testing::Test
{
protected:
    void SetUp() override
    {
        if (!network::canFuse(torch::zeros({1}))) {
            GTEST_SKIP() << "core/kernels has no vectors for this processor";
        }
        torch::manual_seed(3);
    }

    void TearDown() override { network::setThreads(2); }
};

/// The network of make_vectors.py: data/<name>_weights.safetensors.
struct VectorCase {
    std::string name;
    model::ProjectionInput projectionInput;
    int outputKernel;
};

/// For test names; GoogleTest would print addresses.
inline void PrintTo(const VectorCase& vectors, std::ostream* out)
{
    *out << vectors.name;
}

inline const VectorCase preactivatedCase{"preactivated", model::ProjectionInput::preactivated, 1};
inline const VectorCase inputCase{"input", model::ProjectionInput::input, 3};

inline network::ReceiverNetwork smallNetwork(const VectorCase& vectors = preactivatedCase)
{
    model::ModelConfig config;
    config.channels = {6, 8, 8, 5};
    config.dilations = {{1, 1}, {2, 3}, {1, 2}, {3, 1}};
    config.projectionInput = vectors.projectionInput;
    config.outputKernel = vectors.outputKernel;
    return network::ReceiverNetwork(config, model::ModelShape{7, 13, 2, 3});
}

inline std::filesystem::path dataFile(const std::string& name)
{
    return std::filesystem::path(RXWATT_TEST_DATA) / (name + ".safetensors");
}

/// A float tensor of a file, in C order.
inline torch::Tensor readTensor(const base::TensorFile& file, const std::string& name)
{
    const base::TensorEntry* entry = file.find(name);
    if (entry == nullptr) {
        ADD_FAILURE() << file.path() << " has no " << name;
        return {};
    }
    torch::Tensor tensor = torch::empty(entry->shape, torch::kFloat32);
    const Status status =
        file.read(*entry, 0, {static_cast<std::byte*>(tensor.data_ptr()), static_cast<std::size_t>(entry->bytes)});
    EXPECT_TRUE(status) << status.error().message;
    return tensor;
}

/// Parameters and running statistics, bit for bit.
inline bool sameState(const network::ReceiverNetwork& a, const network::ReceiverNetwork& b)
{
    const auto left = a->parameters();
    const auto right = b->parameters();
    const auto leftBuffers = a->buffers();
    const auto rightBuffers = b->buffers();
    const auto equal = [](const torch::Tensor& x, const torch::Tensor& y) { return torch::equal(x, y); };
    return std::equal(left.begin(), left.end(), right.begin(), right.end(), equal) &&
           std::equal(leftBuffers.begin(), leftBuffers.end(), rightBuffers.begin(), rightBuffers.end(), equal);
}

} // namespace rxwatt::test
