// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/checkpoint.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

#include <fstream>

namespace rxwatt::training
{
namespace
{

using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

Checkpoint checkpointOf(std::int64_t step)
{
    Checkpoint checkpoint;
    checkpoint.step = step;
    checkpoint.bestValidation = -1.0 / 3;
    checkpoint.machine = {"0.1.0", "1.13.1", "libopenblas", "EPYC", "cpu", 2};
    StoredTensor tensor{{"weights.a", base::TensorType::f32, {2, 3}}, std::vector<std::byte>(24)};
    tensor.data[5] = static_cast<std::byte>(step);
    checkpoint.tensors = {tensor, {{"weights.count", base::TensorType::i64, {}}, std::vector<std::byte>(8)}};
    return checkpoint;
}

std::vector<base::TensorFileWriter::Declaration> expected()
{
    return {{"weights.a", base::TensorType::f32, {2, 3}}, {"weights.count", base::TensorType::i64, {}}};
}

class CheckpointStoreTest : public ::testing::Test
{
protected:
    [[nodiscard]] CheckpointStore store(const std::string& run = "r", const std::string& spec = "s") const
    {
        return {folder(), {run, spec}};
    }

    [[nodiscard]] std::filesystem::path folder() const { return m_folder / "checkpoints"; }

    [[nodiscard]] std::filesystem::path file(std::int64_t step) const
    {
        return folder() / ("step-" + std::to_string(step) + ".safetensors");
    }

    void save(std::initializer_list<std::int64_t> steps) const
    {
        auto writer = store();
        for (const auto step : steps) {
            const auto status = writer.save(checkpointOf(step));
            ASSERT_TRUE(status) << status.error().message;
        }
    }

    [[nodiscard]] CheckpointStore::Found load() const
    {
        auto found = store().loadNewest(expected());
        EXPECT_TRUE(found) << found.error().message;
        return found ? *found : CheckpointStore::Found();
    }

    /// Why none can be used.
    [[nodiscard]] std::string refusal(const std::string& run, const std::string& spec) const
    {
        const auto found = store(run, spec).loadNewest(expected());
        return found ? "" : found.error().message;
    }

    [[nodiscard]] std::vector<std::string> names() const
    {
        std::vector<std::string> all;
        for (const auto& entry : std::filesystem::directory_iterator(folder())) {
            all.push_back(entry.path().filename().string());
        }
        return all;
    }

private:
    test::TemporaryFolder m_folder;
};

TEST_F(CheckpointStoreTest, FindsNothingWhereThereIsNothing)
{
    EXPECT_FALSE(load().checkpoint);
    EXPECT_TRUE(load().refused.empty());
}

TEST_F(CheckpointStoreTest, GivesBackWhatWasSaved)
{
    save({4});
    const auto found = load();
    ASSERT_TRUE(found.checkpoint);
    const auto saved = checkpointOf(4);
    EXPECT_EQ(found.checkpoint->step, 4);
    EXPECT_EQ(found.checkpoint->bestValidation, saved.bestValidation);
    EXPECT_EQ(found.checkpoint->machine, saved.machine);
    EXPECT_EQ(found.checkpoint->tensors[0].data, saved.tensors[0].data);
}

TEST_F(CheckpointStoreTest, KeepsTwoGenerationsAndNoLitter)
{
    save({4, 8});
    std::ofstream(folder() / ".step-12.safetensors.tmp") << "left by a killed worker";
    auto writer = store();
    ASSERT_TRUE(writer.loadNewest(expected()));
    ASSERT_TRUE(writer.save(checkpointOf(12)));
    EXPECT_THAT(names(), UnorderedElementsAre("step-8.safetensors", "step-12.safetensors"));
}

TEST_F(CheckpointStoreTest, TakesTheOlderOneWhereTheNewerIsTornAtAnyLength)
{
    save({4, 8});
    const auto size = std::filesystem::file_size(file(8));
    for (const std::uintmax_t length : {std::uintmax_t{0}, std::uintmax_t{7}, size / 2, size - 1}) {
        std::filesystem::resize_file(file(8), length);
        const auto found = load();
        ASSERT_TRUE(found.checkpoint);
        EXPECT_EQ(found.checkpoint->step, 4);
        ASSERT_EQ(found.refused.size(), 1);
        EXPECT_THAT(found.refused[0], HasSubstr("step-8.safetensors"));
        save({4, 8});
    }
}

TEST_F(CheckpointStoreTest, SeesEveryChangedByte)
{
    save({8});
    const auto size = std::filesystem::file_size(file(8));
    for (std::uintmax_t at = 0; at < size; ++at) {
        std::fstream stream(file(8), std::ios::in | std::ios::out | std::ios::binary);
        stream.seekg(static_cast<std::streamoff>(at));
        const int old = stream.get();
        stream.seekp(static_cast<std::streamoff>(at));
        stream.put(static_cast<char>(old ^ 1));
        stream.close();
        const auto found = store().loadNewest(expected());
        // The padding behind the header is white space, and a changed blank may be white space still.
        EXPECT_TRUE(!found || found->checkpoint->tensors[0].data == checkpointOf(8).tensors[0].data) << at;
        if (at >= size - 32) {
            EXPECT_FALSE(found) << at;
        }
        std::fstream again(file(8), std::ios::in | std::ios::out | std::ios::binary);
        again.seekp(static_cast<std::streamoff>(at));
        again.put(static_cast<char>(old));
    }
}

TEST_F(CheckpointStoreTest, RefusesOneThatWasSwapped)
{
    save({4, 8});
    std::filesystem::copy_file(file(4), file(8), std::filesystem::copy_options::overwrite_existing);
    const auto found = load();
    ASSERT_TRUE(found.checkpoint);
    EXPECT_EQ(found.checkpoint->step, 4);
    EXPECT_THAT(found.refused.at(0), HasSubstr("it is of step 4"));
}

TEST_F(CheckpointStoreTest, RefusesThoseOfAnotherRunOrSpecification)
{
    save({4});
    EXPECT_THAT(refusal("other", "s"), HasSubstr("belongs to run 'r'"));
    EXPECT_THAT(refusal("r", "other"), HasSubstr("another specification"));
}

TEST_F(CheckpointStoreTest, RefusesTensorsThatTheRunDoesNotHave)
{
    save({4});
    auto more = expected();
    more.push_back({"weights.b", base::TensorType::f32, {1}});
    EXPECT_FALSE(store().loadNewest(more));
    auto other = expected();
    other[0].shape = {3, 2};
    EXPECT_FALSE(store().loadNewest(other));
}

TEST_F(CheckpointStoreTest, LeavesFilesAloneWhereNoneCanBeUsedAndSaysWhatStartsOver)
{
    save({4, 8});
    std::filesystem::resize_file(file(4), 100);
    std::filesystem::resize_file(file(8), 100);
    const auto text = refusal("r", "s");
    EXPECT_THAT(text, HasSubstr("step-8.safetensors"));
    EXPECT_THAT(text, HasSubstr("step-4.safetensors"));
    EXPECT_THAT(text, HasSubstr("--fresh"));
    EXPECT_THAT(names(), UnorderedElementsAre("step-4.safetensors", "step-8.safetensors"));
}

TEST_F(CheckpointStoreTest, SavingAStepAgainKeepsTheGenerationBeforeIt)
{
    save({4, 8, 8});
    EXPECT_THAT(names(), UnorderedElementsAre("step-4.safetensors", "step-8.safetensors"));
    auto resumed = store();
    ASSERT_TRUE(resumed.loadNewest(expected()));
    ASSERT_TRUE(resumed.save(checkpointOf(8)));
    EXPECT_THAT(names(), UnorderedElementsAre("step-4.safetensors", "step-8.safetensors"));
}

TEST_F(CheckpointStoreTest, RemembersThatAValidationIsDue)
{
    auto due = checkpointOf(4);
    due.validationPending = true;
    ASSERT_TRUE(store().save(due));
    EXPECT_TRUE(load().checkpoint->validationPending);
    save({5});
    EXPECT_FALSE(load().checkpoint->validationPending);
}

TEST_F(CheckpointStoreTest, DoesNotLetARefusedFileCrowdOutTheGoodOnes)
{
    save({4, 8});
    std::ofstream(file(99)) << "hostile";
    auto writer = store();
    const auto found = writer.loadNewest(expected());
    ASSERT_TRUE(found && found->checkpoint);
    EXPECT_EQ(found->checkpoint->step, 8);
    ASSERT_TRUE(writer.save(checkpointOf(12)));
    EXPECT_THAT(names(), UnorderedElementsAre("step-8.safetensors", "step-12.safetensors"));
}

TEST_F(CheckpointStoreTest, SaysWhyItCannotWrite)
{
    std::ofstream(folder().string()) << "a file in the folder's place";
    const auto status = store().save(checkpointOf(4));
    ASSERT_FALSE(status);
    EXPECT_THAT(status.error().message, HasSubstr("checkpoints"));
}

TEST(MachineRecord, NamesWhatDiffers)
{
    const MachineRecord before{"0.1.0", "1.13.1", "libopenblas", "EPYC", "cpu", 2};
    auto now = before;
    EXPECT_EQ(differences(now, before), "");
    now.threads = 4;
    now.processor = "Xeon";
    EXPECT_EQ(differences(now, before), "processor (Xeon, was EPYC), threads (4, was 2)");
}

} // namespace
} // namespace rxwatt::training
