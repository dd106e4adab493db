// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/weight_source.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

#include <fstream>

namespace rxwatt::training
{
namespace
{

using ::testing::HasSubstr;

constexpr const char* id = "00000000000b";

class WeightFileTest : public ::testing::Test
{
protected:
    WeightFileTest() { std::filesystem::create_directories(m_folder.path() / "runs" / id); }

    void touch(const std::string& name) const { std::ofstream(m_folder.path() / name) << "x"; }

    [[nodiscard]] std::string find(const std::string& reference) const
    {
        const auto path = weightFile(reference, m_folder.path() / "runs" / "00000000000c");
        return path ? path->lexically_relative(m_folder.path()).string() : path.error().message;
    }

    [[nodiscard]] std::filesystem::path path(const std::string& name) const { return m_folder.path() / name; }

private:
    test::TemporaryFolder m_folder;
};

TEST_F(WeightFileTest, AreFoundBesideTheRunByIdBestAndSnapshot)
{
    const std::string run = std::string("runs/") + id;
    touch(run + "/weights.safetensors");
    touch(run + "/best.safetensors");
    touch(run + "/weights-2000.safetensors");
    EXPECT_EQ(find(id), run + "/weights.safetensors");
    EXPECT_EQ(find(std::string(id) + "@best"), run + "/best.safetensors");
    EXPECT_EQ(find(std::string(id) + "@2000"), run + "/weights-2000.safetensors");
}

TEST_F(WeightFileTest, MayBeAFileByItsWholePathOrFromTheProject)
{
    touch("my.safetensors");
    EXPECT_EQ(find("my.safetensors"), "my.safetensors");
    EXPECT_EQ(find(path("my.safetensors").string()), "my.safetensors");
}

TEST_F(WeightFileTest, SayWhatIsMissing)
{
    EXPECT_THAT(find(id), HasSubstr("weights.safetensors is not there"));
    EXPECT_THAT(find(std::string(id) + "@worst"), HasSubstr("\"@worst\""));
    EXPECT_THAT(find(std::string(id) + "@-1"), HasSubstr("\"@-1\""));
    EXPECT_THAT(find("some name"), HasSubstr("neither a run's id"));
    EXPECT_THAT(find("../../etc"), HasSubstr("is not there"));
}

TEST_F(WeightFileTest, HaveAHeaderThatNamesModelAndLink)
{
    const auto file = path("w.safetensors");
    const auto write = [&](const base::Metadata& metadata) {
        const std::vector<base::TensorFileWriter::Declaration> none;
        auto writer = base::TensorFileWriter::create(file, none, metadata);
        ASSERT_TRUE(writer) << writer.error().message;
        ASSERT_TRUE(writer->finish());
    };
    phy::LinkConfig link;
    link.rxAntennas = 3;
    model::ModelConfig model;
    model.depthMultiplier = 1;
    write(weightMetadata(model, link, 17));
    const auto source = readWeightSource(file);
    ASSERT_TRUE(source) << source.error().message;
    EXPECT_EQ(source->model, model);
    EXPECT_EQ(source->link, link);
    EXPECT_EQ(source->steps, 17);

    auto metadata = weightMetadata(model, link, 17);
    metadata["model"] = R"({"architecture": "deeprx", "chanels": [1]})";
    write(metadata);
    EXPECT_THAT(readWeightSource(file).error().message, HasSubstr("chanels"));
    metadata = weightMetadata(model, link, 17);
    metadata["link"] = R"({"resource_blocks": 100000})";
    write(metadata);
    EXPECT_THAT(readWeightSource(file).error().message, HasSubstr("resource_blocks"));
    metadata.erase("link");
    write(metadata);
    EXPECT_THAT(readWeightSource(file).error().message, HasSubstr("__metadata__.link is missing"));
}

} // namespace
} // namespace rxwatt::training
