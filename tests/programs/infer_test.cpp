// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/tensor_file.h"
#include "tests/programs/project_fixture.h"

#include <cstring>

namespace rxwatt::test
{

namespace
{

template <typename T>
std::vector<T> tensor(const std::string& path, const std::string& name)
{
    const auto file = base::TensorFile::open(path).value();
    const base::TensorEntry* entry = file.find(name);
    std::vector<T> values(entry == nullptr ? 0 : entry->bytes / sizeof(T));
    if (entry != nullptr) {
        EXPECT_TRUE(file.read(*entry, 0, std::as_writable_bytes(std::span(values))));
    }
    return values;
}

} // namespace

using Infer = ProjectTest;

TEST_F(Infer, WritesLogitsThatDecideForTheSlotsBits)
{
    Json spec = tinySpec("tiny", 300);
    spec["model"]["input"] = "equalized";
    spec["training"]["learning_rate"] = 1e-2;
    add(spec);
    ASSERT_EQ(rxwatt({"run", project(), "--until-empty"}).exitCode, 0);
    const Json shown = show("tiny");
    const std::string link = write("link.json", base::toText(shown["spec"]["link"]));
    const std::string slots = file("slots.safetensors");
    ASSERT_EQ(rxwatt({"dataset", link, "--slots", "8", "--sinr", "20", "--seed", "9", "--out", slots}).exitCode, 0);
    const std::string out = file("logits.safetensors");
    const ProgramResult inferred =
        rxwatt({"infer", "--weights", project() + "/" + shown["artifacts"]["weights"].get<std::string>(), "--input",
                slots, "--out", out, "--json"});
    ASSERT_EQ(inferred.exitCode, 0) << inferred.err;
    EXPECT_EQ(documentOf(inferred)["slots"], 8);

    const auto logits = tensor<float>(out, "logits");
    const auto bits = tensor<std::uint8_t>(slots, "bits");
    const auto mask = tensor<std::uint8_t>(slots, "data_mask");
    ASSERT_EQ(logits.size(), bits.size());
    std::size_t errors = 0;
    std::size_t counted = 0;
    for (std::size_t i = 0; i < logits.size(); ++i) {
        if (mask[i / 2 % mask.size()] == 0) {
            EXPECT_EQ(logits[i], 0) << "nothing is sent there";
            continue;
        }
        ++counted;
        errors += (logits[i] > 0) != (bits[i] == 1) ? 1 : 0;
    }
    EXPECT_EQ(counted, 8U * 13 * 12 * 2);
    EXPECT_LT(errors, counted / 10) << "a network that has learned something";
}

TEST_F(Infer, NamesTheFileThatIsBroken)
{
    const std::string torn = write("torn.safetensors", "torn");
    const ProgramResult result =
        rxwatt({"infer", "--weights", torn, "--input", torn, "--out", file("out.safetensors")});
    EXPECT_EQ(result.exitCode, 2);
    EXPECT_THAT(result.err, testing::HasSubstr(torn));
    EXPECT_FALSE(std::filesystem::exists(file("out.safetensors")));
}

} // namespace rxwatt::test
