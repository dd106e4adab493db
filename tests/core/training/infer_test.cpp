// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/tensor_file.h"
#include "core/phy/dataset.h"
#include "core/run/config_json.h"
#include "core/training/infer.h"
#include "tests/core/training/tiny_run.h"

#include <gmock/gmock.h>

namespace rxwatt::training
{
namespace
{

using test::runA;
using ::testing::HasSubstr;

template <typename T>
std::vector<T> read(const base::TensorFile& file, const std::string& name)
{
    const auto* entry = file.find(name);
    EXPECT_NE(entry, nullptr) << name;
    std::vector<T> values(entry == nullptr ? 0 : entry->bytes / sizeof(T));
    if (entry != nullptr) {
        EXPECT_TRUE(file.read(*entry, 0, std::as_writable_bytes(std::span(values))));
    }
    return values;
}

class InferTest : public ::testing::Test
{
protected:
    InferTest()
    {
        spec.model.channels = {16};
        spec.model.dilations = {{1, 1}};
        spec.training.steps = 60;
        spec.training.learningRate = 1e-2;
        spec.training.checkpointEvery = 60;
        spec.validation.every = 60;
        spec.evaluation.sinrDb = {4};
        spec.evaluation.maxSlots = 10;
        test::EventList events;
        const auto end = project.attempt(runA, spec, events);
        EXPECT_TRUE(end) << end.error().message;
    }

    void writeDataset(const phy::LinkConfig& link) const
    {
        phy::DatasetSettings settings{link, base::toText(run::toJson(link)), {8}, 70, 5, 1};
        const auto status = phy::writeDataset(dataset(), settings);
        ASSERT_TRUE(status) << status.error().message;
    }

    [[nodiscard]] Result<InferReport> infer(bool stopped = false) const
    {
        const std::atomic<bool> stop{stopped};
        return inferDataset({project.folder(runA, spec).weightsFile(), dataset(), output(), "cpu", 2, {}}, stop);
    }

    [[nodiscard]] std::filesystem::path dataset() const { return project.path() / "slots.safetensors"; }

    [[nodiscard]] std::filesystem::path output() const { return project.path() / "logits.safetensors"; }

    run::RunSpec spec = test::tinySpec();
    test::TinyProject project;
};

TEST_F(InferTest, WritesLogitsWhoseSignsAreTheBitsAndZeroWhereNoDataAre)
{
    // A wider grid than the network was trained on, and more slots than a batch.
    auto link = spec.link;
    link.resourceBlocks = 2;
    writeDataset(link);
    const auto report = infer();
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->slots, 70);
    const auto slots = base::TensorFile::open(dataset());
    const auto out = base::TensorFile::open(output());
    ASSERT_TRUE(slots && out);
    EXPECT_EQ(out->find("logits")->shape, (std::vector<std::int64_t>{70, 14, 24, 2}));
    const auto bits = read<std::uint8_t>(*slots, "bits");
    const auto mask = read<std::uint8_t>(*slots, "data_mask");
    const auto logits = read<float>(*out, "logits");
    ASSERT_EQ(bits.size(), logits.size());
    std::size_t errors = 0;
    for (std::size_t i = 0; i < bits.size(); ++i) {
        if (mask[i / 2 % mask.size()] == 0) {
            EXPECT_EQ(logits[i], 0.0F);
        } else {
            errors += (logits[i] > 0) != (bits[i] != 0) ? 1 : 0;
        }
    }
    // QPSK at 8 dB on a known channel errs in 0.6 % of its bits.
    EXPECT_LT(errors, bits.size() / 25);
}

TEST_F(InferTest, RefusesADatasetThatDoesNotFit)
{
    auto link = spec.link;
    link.rxAntennas = 2;
    writeDataset(link);
    EXPECT_THAT(infer().error().message, HasSubstr("for 1 receive antennas"));
    EXPECT_FALSE(std::filesystem::exists(output()));
    std::filesystem::resize_file(dataset(), 5000);
    EXPECT_FALSE(infer());
}

TEST_F(InferTest, GivesTheDatasetsBitsWhereTheWeightsKnowMore)
{
    spec.link.modulations = {phy::Modulation::qpsk, phy::Modulation::qam16};
    test::EventList events;
    ASSERT_TRUE(project.attempt("00000000000d", spec, events));
    auto link = spec.link;
    link.modulations = {phy::Modulation::qpsk};
    // Its header may name the link that the slots were drawn from, with both modulations.
    ASSERT_TRUE(phy::writeDataset(dataset(), {link, base::toText(run::toJson(spec.link)), {8}, 3, 5, 1}));
    const std::atomic<bool> stop{false};
    const auto report =
        inferDataset({project.folder("00000000000d", spec).weightsFile(), dataset(), output(), "cpu", 1, {}}, stop);
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(base::TensorFile::open(output())->find("logits")->shape, (std::vector<std::int64_t>{3, 14, 12, 2}));
}

TEST_F(InferTest, LeavesNothingWhereItIsStopped)
{
    writeDataset(spec.link);
    const auto report = infer(true);
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().kind, ErrorKind::cancelled);
    EXPECT_FALSE(std::filesystem::exists(output()));
}

} // namespace
} // namespace rxwatt::training
