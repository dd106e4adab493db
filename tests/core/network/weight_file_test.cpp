// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/weight_file.h"
#include "tests/core/network/network_fixture.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

#include <functional>

namespace rxwatt::network
{
namespace
{

using base::TensorFileWriter;
using test::sameState;
using test::smallNetwork;
using testing::AllOf;
using testing::HasSubstr;

struct FileTensor {
    TensorFileWriter::Declaration declaration;
    std::vector<std::byte> data;
};

/// A weight file like that of a small network, but changed.
void writeChanged(const std::filesystem::path& path, const std::function<void(std::vector<FileTensor>&)>& change)
{
    const auto original = base::TensorFile::open(test::dataFile("preactivated_weights"));
    ASSERT_TRUE(original) << original.error().message;
    std::vector<FileTensor> tensors;
    for (const base::TensorEntry& entry : original->entries()) {
        FileTensor tensor{{entry.name, entry.type, entry.shape}, std::vector<std::byte>(entry.bytes)};
        ASSERT_TRUE(original->read(entry, 0, tensor.data));
        tensors.push_back(std::move(tensor));
    }
    change(tensors);
    std::vector<TensorFileWriter::Declaration> declarations;
    for (const FileTensor& tensor : tensors) {
        declarations.push_back(tensor.declaration);
    }
    auto writer = TensorFileWriter::create(path, declarations, {});
    ASSERT_TRUE(writer) << writer.error().message;
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        ASSERT_TRUE(writer->write(i, 0, tensors[i].data));
    }
    ASSERT_TRUE(writer->finish());
}

FileTensor& named(std::vector<FileTensor>& tensors, const std::string& name)
{
    const auto found =
        std::ranges::find(tensors, name, [](const FileTensor& tensor) { return tensor.declaration.name; });
    EXPECT_NE(found, tensors.end()) << name;
    return *found;
}

class WeightFile : public testing::Test
{
protected:
    /// What loading a changed file says; the network must be as it was.
    std::string messageFor(const std::function<void(std::vector<FileTensor>&)>& change)
    {
        writeChanged(m_folder / "changed.safetensors", change);
        ReceiverNetwork network = smallNetwork();
        ReceiverNetwork untouched = smallNetwork();
        initialise(network, 3);
        initialise(untouched, 3);
        const Status status = loadWeights(m_folder / "changed.safetensors", network);
        EXPECT_EQ(sameState(network, untouched), !status.has_value());
        return status ? "loaded" : status.error().message;
    }

    test::TemporaryFolder m_folder;
};

TEST_F(WeightFile, RoundTripIsBitExact)
{
    ReceiverNetwork network = smallNetwork();
    ReceiverNetwork other = smallNetwork();
    initialise(network, 1);
    initialise(other, 2);
    (void)network->forward(torch::randn({2, 10, 7, 13})); // running statistics of its own
    const base::Metadata metadata = {{"model", "{}"}, {"steps", "12"}};
    const auto path = m_folder / "weights.safetensors";
    const Status saved = saveWeights(network, metadata, path);
    ASSERT_TRUE(saved) << saved.error().message;
    const Status loaded = loadWeights(path, other);
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_TRUE(sameState(network, other));
    EXPECT_EQ(base::TensorFile::open(path)->metadata(), metadata);
}

TEST_F(WeightFile, HoldsPyTorchsOrderWhateverTheMemoryFormat)
{
    ReceiverNetwork network = smallNetwork();
    initialise(network, 1);
    const torch::Tensor weight = network->named_parameters()["input.weight"];
    const torch::Tensor values = weight.detach().clone();
    weight.set_data(weight.contiguous(torch::MemoryFormat::ChannelsLast));
    ASSERT_TRUE(saveWeights(network, {}, m_folder / "weights.safetensors"));
    const auto file = base::TensorFile::open(m_folder / "weights.safetensors");
    ASSERT_TRUE(file);
    EXPECT_TRUE(torch::equal(test::readTensor(*file, "input.weight"), values));
}

TEST_F(WeightFile, NamesAndShapesFollowTheContract)
{
    ReceiverNetwork network = smallNetwork();
    ASSERT_TRUE(saveWeights(network, {}, m_folder / "weights.safetensors"));
    const auto file = base::TensorFile::open(m_folder / "weights.safetensors");
    ASSERT_TRUE(file);
    using Shape = std::vector<std::int64_t>;
    EXPECT_TRUE(file->require("block2.depthwise1.weight", base::TensorType::f32, Shape{12, 1, 3, 3}));
    EXPECT_TRUE(file->require("block2.projection.weight", base::TensorType::f32, Shape{8, 6, 1, 1}));
    EXPECT_TRUE(file->require("block3.norm1.running_mean", base::TensorType::f32, Shape{8}));
    EXPECT_TRUE(file->require("block3.norm1.num_batches_tracked", base::TensorType::i64, Shape{}));
    EXPECT_TRUE(file->require("output_norm.bias", base::TensorType::f32, Shape{5}));
}

TEST_F(WeightFile, CountersMayBeLeftOut)
{
    EXPECT_EQ(messageFor([](auto& tensors) {
                  std::erase_if(tensors, [](const FileTensor& tensor) {
                      return tensor.declaration.name.ends_with("num_batches_tracked");
                  });
              }),
              "loaded");
}

TEST_F(WeightFile, NamesAMissingTensor)
{
    const std::string message = messageFor([](auto& tensors) {
        std::erase_if(tensors, [](const FileTensor& tensor) { return tensor.declaration.name == "output.bias"; });
    });
    EXPECT_THAT(message, AllOf(HasSubstr("changed.safetensors"), HasSubstr("output.bias")));
}

TEST_F(WeightFile, NamesAnUnknownTensor)
{
    const std::string message =
        messageFor([](auto& tensors) { named(tensors, "output.bias").declaration.name = "head.bias"; });
    EXPECT_THAT(message, AllOf(HasSubstr("changed.safetensors"), HasSubstr("head.bias")));
}

TEST_F(WeightFile, NamesATensorOfAnotherShape)
{
    // The last in most files, so that all others have been read when it fails.
    const std::string message = messageFor([](auto& tensors) {
        named(tensors, "output_norm.weight").declaration.shape = {5, 1};
    });
    EXPECT_THAT(message, AllOf(HasSubstr("changed.safetensors"), HasSubstr("output_norm.weight"), HasSubstr("[5, 1]"),
                               HasSubstr("[5]")));
}

TEST_F(WeightFile, NamesATensorOfAnotherType)
{
    const std::string message =
        messageFor([](auto& tensors) { named(tensors, "output.bias").declaration.type = base::TensorType::i32; });
    EXPECT_THAT(message, AllOf(HasSubstr("changed.safetensors"), HasSubstr("output.bias")));
}

TEST_F(WeightFile, RefusesTheWeightsOfAnotherModel)
{
    ReceiverNetwork network = smallNetwork(test::inputCase);
    ASSERT_TRUE(saveWeights(network, {}, m_folder / "weights.safetensors"));
    ReceiverNetwork other = smallNetwork(test::preactivatedCase); // with a 1×1 output convolution
    const Status status = loadWeights(m_folder / "weights.safetensors", other);
    ASSERT_FALSE(status);
    EXPECT_THAT(status.error().message,
                AllOf(HasSubstr("output.weight"), HasSubstr("[3, 5, 3, 3]"), HasSubstr("[3, 5, 1, 1]")));
}

TEST_F(WeightFile, SaysWhereNothingIs)
{
    ReceiverNetwork network = smallNetwork();
    const Status missing = loadWeights(m_folder / "nowhere.safetensors", network);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().kind, ErrorKind::notFound);
    const Status unwritable = saveWeights(network, {}, m_folder / "no folder" / "weights.safetensors");
    ASSERT_FALSE(unwritable);
    EXPECT_THAT(unwritable.error().message, HasSubstr("no folder"));
}

} // namespace
} // namespace rxwatt::network
