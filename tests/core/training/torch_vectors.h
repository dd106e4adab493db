// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/tensor_file.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <filesystem>
#include <string>

namespace rxwatt::test
{

/// The float tensors of data/<name>.safetensors, by name.
class TorchVectors
{
public:
    explicit TorchVectors(const std::string& name)
        : m_file(base::TensorFile::open(std::filesystem::path(RXWATT_TEST_DATA) / (name + ".safetensors")))
    {
        EXPECT_TRUE(m_file) << m_file.error().message;
    }

    [[nodiscard]] torch::Tensor operator[](const std::string& name) const
    {
        const auto* entry = m_file ? m_file->find(name) : nullptr;
        if (entry == nullptr) {
            ADD_FAILURE() << "no tensor " << name;
            return torch::zeros({1});
        }
        auto tensor = torch::empty(entry->shape, torch::kFloat32);
        EXPECT_TRUE(m_file->read(*entry, 0, {static_cast<std::byte*>(tensor.data_ptr()), tensor.nbytes()}));
        return tensor;
    }

private:
    Result<base::TensorFile> m_file;
};

} // namespace rxwatt::test
