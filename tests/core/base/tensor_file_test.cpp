// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/tensor_file.h"
#include "tests/support/file_helpers.h"
#include "tests/support/limited_process.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <sys/stat.h>

namespace
{

using namespace rxwatt;
using base::TensorFile;
using base::TensorFileWriter;
using base::TensorType;
using test::contentOf;
using test::messageOf;
using test::namesIn;
using test::putContent;
using test::TemporaryFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::span<const std::byte> bytesOf(const std::string& text)
{
    return std::as_bytes(std::span(text));
}

/// A file with a text of bytes, three floats and an empty tensor.
Status writeSample(const std::filesystem::path& path)
{
    RXWATT_ASSIGN(TensorFileWriter writer, TensorFileWriter::create(path,
                                                                    {{"text", TensorType::u8, {5}},
                                                                     {"empty", TensorType::f64, {0, 7}},
                                                                     {"weights", TensorType::f32, {3, 1}}},
                                                                    {{"model", "{\"a\": \"ä\"}"}}));
    const std::vector<float> weights = {1, -2.5F, 1e-30F};
    RXWATT_TRY(writer.write(2, 4, std::as_bytes(std::span(weights).subspan(1))));
    RXWATT_TRY(writer.write(0, 0, bytesOf("hello")));
    RXWATT_TRY(writer.write(2, 0, std::as_bytes(std::span(weights).first(1))));
    return writer.finish();
}

TEST(TensorFile, ReadsBackWhatWasWritten)
{
    const TemporaryFolder folder;
    ASSERT_EQ(messageOf(writeSample(folder / "a.safetensors")), "success");
    EXPECT_THAT(namesIn(folder.path()), ElementsAre("a.safetensors"));
    const Result<TensorFile> file = TensorFile::open(folder / "a.safetensors");
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_EQ(file->metadata(), (base::Metadata{{"model", "{\"a\": \"ä\"}"}}));
    ASSERT_EQ(file->entries().size(), 3U);

    const Result<base::TensorEntry> weights = file->require("weights", TensorType::f32, {-1, 1});
    ASSERT_TRUE(weights) << weights.error().message;
    std::vector<float> values(3);
    EXPECT_EQ(messageOf(file->read(*weights, 0, std::as_writable_bytes(std::span(values)))), "success");
    EXPECT_THAT(values, ElementsAre(1, -2.5F, 1e-30F));
    EXPECT_EQ(weights->elements(), 3);

    std::string part(3, ' ');
    EXPECT_EQ(messageOf(file->read(*file->find("text"), 1, std::as_writable_bytes(std::span(part)))), "success");
    EXPECT_EQ(part, "ell");
    EXPECT_EQ(file->find("empty")->bytes, 0U);
    EXPECT_EQ(file->find("none"), nullptr);
}

// The layout that others read: length, header padded to 8 bytes, wide elements first so that all are aligned.
TEST(TensorFile, HasTheLayoutOfSafetensors)
{
    const TemporaryFolder folder;
    ASSERT_EQ(messageOf(writeSample(folder / "a")), "success");
    const std::string bytes = contentOf(folder / "a");
    const std::string header = R"({"__metadata__":{"model":"{\"a\": \"ä\"}"},)"
                               R"("empty":{"dtype":"F64","shape":[0,7],"data_offsets":[0,0]},)"
                               R"("weights":{"dtype":"F32","shape":[3,1],"data_offsets":[0,12]},)"
                               R"("text":{"dtype":"U8","shape":[5],"data_offsets":[12,17]}})";
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), sizeof length);
    EXPECT_EQ(length % 8, 0U);
    ASSERT_EQ(bytes.size(), 8 + length + 17);
    EXPECT_EQ(bytes.substr(8, header.size()), header);
    EXPECT_EQ(bytes.substr(8 + header.size(), length - header.size()).find_first_not_of(' '), std::string::npos);
    EXPECT_EQ(bytes.substr(8 + length + 12), "hello");
}

TEST(TensorFile, KeepsEveryType)
{
    const TemporaryFolder folder;
    std::vector<TensorFileWriter::Declaration> declarations;
    for (const TensorType type : {TensorType::u8, TensorType::i32, TensorType::i64, TensorType::f16, TensorType::bf16,
                                  TensorType::f32, TensorType::f64}) {
        declarations.push_back({fmt::format("t{}", static_cast<int>(type)), type, {}});
    }
    Result<TensorFileWriter> writer = TensorFileWriter::create(folder / "a", declarations, {});
    ASSERT_TRUE(writer) << writer.error().message;
    for (std::size_t i = 0; i < declarations.size(); ++i) {
        const std::string data(sizeOf(declarations[i].type), static_cast<char>('a' + i));
        ASSERT_EQ(messageOf(writer->write(i, 0, bytesOf(data))), "success");
    }
    ASSERT_EQ(messageOf(writer->finish()), "success");
    const Result<TensorFile> file = TensorFile::open(folder / "a");
    ASSERT_TRUE(file) << file.error().message;
    for (const auto& declaration : declarations) {
        EXPECT_TRUE(file->require(declaration.name, declaration.type, {}));
        EXPECT_EQ(file->find(declaration.name)->elements(), 1);
        EXPECT_EQ(file->find(declaration.name)->offset % sizeOf(declaration.type), 0U);
    }
}

TEST(TensorFile, SaysWhatIsThereAndWhatIsWanted)
{
    const TemporaryFolder folder;
    ASSERT_EQ(messageOf(writeSample(folder / "a")), "success");
    const Result<TensorFile> file = TensorFile::open(folder / "a");
    ASSERT_TRUE(file);
    const std::string path = (folder / "a").string();
    EXPECT_EQ(file->require("weights", TensorType::f32, {4, -1}).error().message,
              path + ": tensor \"weights\" is F32 [3, 1]; F32 [4, any] is needed");
    EXPECT_EQ(file->require("weights", TensorType::f16, {3, 1}).error().message,
              path + ": tensor \"weights\" is F32 [3, 1]; F16 [3, 1] is needed");
    EXPECT_EQ(file->require("weights", TensorType::f32, {3}).error().kind, ErrorKind::badInput);
    EXPECT_EQ(file->require("bias", TensorType::f32, {3}).error().message,
              path + ": has no tensor \"bias\"; F32 [3] is needed");
}

TEST(TensorFile, RefusesToReadBeyondATensor)
{
    const TemporaryFolder folder;
    ASSERT_EQ(messageOf(writeSample(folder / "a")), "success");
    const Result<TensorFile> file = TensorFile::open(folder / "a");
    ASSERT_TRUE(file);
    std::vector<std::byte> out(13);
    EXPECT_THAT(messageOf(file->read(*file->find("weights"), 0, out)), HasSubstr("has 12 bytes, but 13 at 0"));
    EXPECT_FALSE(file->read(*file->find("weights"), 12, std::span(out).first(1)));
    EXPECT_FALSE(file->read(*file->find("weights"), ~std::uint64_t{0}, std::span(out).first(2)));
    EXPECT_TRUE(file->read(*file->find("weights"), 12, {}));
}

TEST(TensorFile, ReportsFilesThatShrinkAfterOpening)
{
    const TemporaryFolder folder;
    ASSERT_EQ(messageOf(writeSample(folder / "a")), "success");
    const Result<TensorFile> file = TensorFile::open(folder / "a");
    std::filesystem::resize_file(folder / "a", 20);
    std::vector<std::byte> out(12);
    EXPECT_THAT(messageOf(file->read(*file->find("weights"), 0, out)), HasSubstr("ends early"));
}

TEST(TensorFile, RefusesWhatIsNoFile)
{
    const TemporaryFolder folder;
    EXPECT_EQ(TensorFile::open(folder / "none").error().kind, ErrorKind::notFound);
    EXPECT_THAT(TensorFile::open(folder.path()).error().message, HasSubstr("is no regular file"));
    ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
    EXPECT_THAT(TensorFile::open(folder / "pipe").error().message, HasSubstr("is no regular file"));
}

TEST(TensorFileWriter, LeavesNothingWhereItIsNotFinished)
{
    const TemporaryFolder folder;
    putContent(folder / "a", "old");
    {
        Result<TensorFileWriter> writer = TensorFileWriter::create(folder / "a", {{"x", TensorType::u8, {4}}}, {});
        ASSERT_TRUE(writer);
        EXPECT_EQ(messageOf(writer->write(0, 0, bytesOf("abc"))), "success");
        EXPECT_THAT(messageOf(writer->write(0, 3, bytesOf("de"))), HasSubstr("has 4 bytes, but 2 at 3"));
        EXPECT_THAT(messageOf(writer->finish()), HasSubstr("3 of 4 bytes of data were written"));
    }
    EXPECT_THAT(namesIn(folder.path()), ElementsAre("a"));
    EXPECT_EQ(contentOf(folder / "a"), "old");
}

TEST(TensorFileWriter, RefusesDeclarationsThatNoFileCanHold)
{
    const TemporaryFolder folder;
    const auto errorOf = [&](const std::vector<TensorFileWriter::Declaration>& tensors,
                             const base::Metadata& metadata = {}) {
        const Result<TensorFileWriter> writer = TensorFileWriter::create(folder / "a", tensors, metadata);
        return writer ? "accepted" : writer.error().message;
    };
    EXPECT_THAT(errorOf({{"x", TensorType::u8, {1}}, {"x", TensorType::u8, {1}}}), HasSubstr("name is taken"));
    EXPECT_THAT(errorOf({{"__metadata__", TensorType::u8, {1}}}), HasSubstr("name is taken"));
    EXPECT_THAT(errorOf({{"x", TensorType::u8, {-1}}}), HasSubstr("shape is negative or too large"));
    EXPECT_THAT(errorOf({{"x", TensorType::f64, {1LL << 31, 1LL << 31}}}), HasSubstr("shape is negative or too large"));
    EXPECT_THAT(errorOf({{"x", TensorType::u8, {1LL << 62}}, {"y", TensorType::u8, {1LL << 62}}}),
                HasSubstr("larger than a file can be"));
    EXPECT_THAT(errorOf({}, {{"k", std::string(16 << 20, 'x')}}), HasSubstr("need a header of"));
    EXPECT_THAT(namesIn(folder.path()), IsEmpty());
}

TEST(TensorFileWriter, SaysBeforeTheWorkThatTheDiskIsTooSmall)
{
    const TemporaryFolder folder;
    const std::string message = test::withFileSizeLimit(10'000, [&] {
        const auto writer = TensorFileWriter::create(folder / "a", {{"x", TensorType::u8, {20'000}}}, {});
        return writer ? "accepted" : writer.error().message;
    });
    EXPECT_EQ(message, "cannot write " + (folder / "a").string() + ": File too large");
    EXPECT_THAT(namesIn(folder.path()), IsEmpty());
}

TEST(TensorFileWriter, SaysWhereTheFolderIsMissing)
{
    const TemporaryFolder folder;
    const auto writer = TensorFileWriter::create(folder.path() / "none" / "a", {}, {});
    ASSERT_FALSE(writer);
    EXPECT_EQ(writer.error().kind, ErrorKind::notFound);
}

} // namespace
