// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/tensor_file.h"
#include "core/base/tensor_header.h"
#include "tests/support/file_helpers.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensor_bytes.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace
{

using namespace rxwatt;
using base::parseTensorHeader;
using base::TensorFile;
using test::tensorBytes;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

class HostileTensorFile : public testing::Test
{
protected:
    std::string errorOf(const std::string& bytes)
    {
        test::putContent(m_folder / "a", bytes);
        const Result<TensorFile> file = TensorFile::open(m_folder / "a");
        if (file) {
            return "accepted";
        }
        EXPECT_EQ(file.error().kind, ErrorKind::badInput);
        EXPECT_THAT(file.error().message, StartsWith((m_folder / "a").string() + ": "));
        EXPECT_LT(file.error().message.size(), 600U);
        return file.error().message;
    }

private:
    test::TemporaryFolder m_folder;
};

std::string tensor(const std::string& type, const std::string& shape, const std::string& offsets)
{
    return fmt::format(R"({{"dtype":"{}","shape":{},"data_offsets":{}}})", type, shape, offsets);
}

std::string headerOf(const std::string& a, const std::string& b)
{
    return fmt::format(R"({{"a":{},"b":{}}})", a, b);
}

/// The problem of a header in front of `dataBytes` bytes.
std::string problemOf(const std::string& header, std::uint64_t dataBytes)
{
    const Result<base::TensorHeader> result = parseTensorHeader(header, dataBytes);
    return result ? "accepted" : result.error().message;
}

const std::string goodHeader = headerOf(tensor("F32", "[2]", "[0,8]"), tensor("U8", "[3]", "[8,11]"));

TEST_F(HostileTensorFile, CutOffAnywhereIsRefused)
{
    const std::string whole = tensorBytes(goodHeader, "01234567abc");
    ASSERT_EQ(errorOf(whole), "accepted");
    for (std::size_t length = 0; length < whole.size(); ++length) {
        EXPECT_THAT(errorOf(whole.substr(0, length)), HasSubstr("cut off")) << length;
    }
}

TEST_F(HostileTensorFile, EveryFlippedBitOfTheHeaderIsRefusedOrHarmless)
{
    const std::string whole = tensorBytes(goodHeader, "01234567abc");
    int accepted = 0;
    for (std::size_t at = 0; at < 8 + goodHeader.size(); ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            std::string bytes = whole;
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << bit));
            accepted += errorOf(bytes) == "accepted" ? 1 : 0;
        }
    }
    // Names may change, and F32 may become I32 by one bit at most of each letter: all else must be noticed.
    EXPECT_LT(accepted, 20);
}

TEST_F(HostileTensorFile, HugeHeaderLengthsAreRefusedBeforeTheyCostAnything)
{
    for (const std::uint64_t length : {std::uint64_t{12}, std::uint64_t{16} << 20, (std::uint64_t{16} << 20) + 1,
                                       std::uint64_t{1} << 63, ~std::uint64_t{0}, ~std::uint64_t{7}}) {
        std::string bytes(8, '\0');
        for (unsigned i = 0; i < 8; ++i) {
            bytes[i] = static_cast<char>((length >> (8 * i)) & 0xFF);
        }
        EXPECT_THAT(errorOf(bytes + "{}"), HasSubstr("header of")) << length;
    }
}

TEST_F(HostileTensorFile, BytesBehindTheLastTensorAreRefused)
{
    EXPECT_THAT(errorOf(tensorBytes(goodHeader, "01234567abc!")),
                HasSubstr("$: the tensors have 11 bytes, but 12 follow the header"));
    EXPECT_THAT(errorOf(tensorBytes("{}", "x")), HasSubstr("the tensors have 0 bytes, but 1 follow"));
    EXPECT_EQ(errorOf(tensorBytes("{}", "")), "accepted");
}

TEST_F(HostileTensorFile, HeadersThatAreNoJsonObjectAreRefused)
{
    for (const char* header : {"", "[]", " {}", "null", "{", "{}x", "{\"a\":1}", "{\"a\":{}}", "{\"a\":[]}",
                               "{\"__metadata__\":[]}", "{\"__metadata__\":{\"k\":1}}", "{\"\xFF\":1}"}) {
        EXPECT_NE(errorOf(tensorBytes(header, "")), "accepted") << header;
    }
    EXPECT_THAT(errorOf(tensorBytes("{\"" + std::string(1 << 20, 'n') + "\": 1}", "")), HasSubstr("…"));
}

TEST(TensorHeader, RefusesRepeatedNames)
{
    const std::string one = tensor("U8", "[1]", "[0,1]");
    EXPECT_THAT(problemOf(fmt::format(R"({{"a":{},"a":{}}})", one, one), 1), HasSubstr(R"(the key "a" is repeated)"));
}

TEST(TensorHeader, RefusesGapsAndOverlaps)
{
    const std::string first = tensor("U8", "[4]", "[0,4]");
    EXPECT_EQ(problemOf(headerOf(first, tensor("U8", "[4]", "[5,9]")), 9),
              R"($["b"].data_offsets: begin at 5, but the tensor before ends at 4: no gap is allowed)");
    EXPECT_EQ(problemOf(headerOf(first, tensor("U8", "[4]", "[3,7]")), 7),
              R"($["b"].data_offsets: begin at 3, but the tensor before ends at 4: tensors may not overlap)");
    EXPECT_THAT(problemOf(headerOf(first, first), 4), HasSubstr("may not overlap"));
    EXPECT_THAT(problemOf(headerOf(first, tensor("U8", "[0]", "[2,2]")), 4), HasSubstr("may not overlap"));
    EXPECT_THAT(problemOf(headerOf(tensor("U8", "[1]", "[1,2]"), tensor("U8", "[1]", "[2,3]")), 3),
                HasSubstr("no gap is allowed"));
}

TEST(TensorHeader, AcceptsTensorsListedInAnotherOrderThanTheirData)
{
    EXPECT_EQ(problemOf(headerOf(tensor("U8", "[4]", "[2,6]"), tensor("U8", "[2]", "[0,2]")), 6), "accepted");
    EXPECT_EQ(problemOf(headerOf(tensor("U8", "[4]", "[0,4]"), tensor("F32", "[3,0]", "[0,0]")), 4), "accepted");
}

TEST(TensorHeader, RefusesOffsetsThatAreNoRisingPairWithinTheFile)
{
    for (const char* offsets :
         {"[4,0]", "[0]", "[]", "[0,4,8]", "[-4,0]", "[0.5,4.5]", "[0,\"4\"]", "null", "4", "[0,18446744073709551616]",
          "[0,5]", "[0,3]", "[18446744073709551612,0]", "[18446744073709551611,18446744073709551615]"}) {
        EXPECT_THAT(problemOf(fmt::format(R"({{"a":{}}})", tensor("U8", "[4]", offsets)), 4),
                    AllOf(StartsWith("$[\"a\"].data_offsets"), testing::Not(HasSubstr("accepted"))))
            << offsets;
    }
}

TEST(TensorHeader, RefusesShapesThatOverflowOrAreNegative)
{
    for (const char* shape : {"[-1]", "[-2,-2]", "[9223372036854775807]", "[9223372036854775808]",
                              "[4294967296,4294967296]", "[2305843009213693952,0]", "[1.5]", "[\"4\"]", "4", "null",
                              // 2^62 · 4 bytes wrap around to 0, 2^62 + 1 to 4.
                              "[4611686018427387904]", "[4611686018427387905]"}) {
        EXPECT_THAT(problemOf(fmt::format(R"({{"a":{}}})", tensor("F32", shape, "[0,4]")), 4),
                    StartsWith("$[\"a\"].shape"))
            << shape;
    }
}

TEST(TensorHeader, RefusesUnknownTypesAndKeys)
{
    EXPECT_EQ(problemOf(R"({"a":{"dtype":"Q4","shape":[4],"data_offsets":[0,4]}})", 4),
              R"($["a"].dtype: found a text ("Q4"), one of U8, I32, I64, F16, BF16, F32, F64 is allowed)");
    EXPECT_THAT(problemOf(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4],"strides":[1]}})", 4),
                HasSubstr(R"(the key "strides" is not known)"));
    for (const char* key : {"dtype", "shape", "data_offsets"}) {
        std::string header = fmt::format(R"({{"a":{}}})", tensor("U8", "[4]", "[0,4]"));
        header.replace(header.find(key), 3, "xxx");
        EXPECT_THAT(problemOf(header, 4), HasSubstr(fmt::format("$[\"a\"].{}: is missing", key)));
    }
}

TEST(TensorHeader, ReadsManyTensorsInLinearTime)
{
    std::string header = "{";
    for (int i = 0; i < 100'000; ++i) {
        header +=
            fmt::format("{}\"{}\":{}", i == 0 ? "" : ",", i, tensor("U8", "[1]", fmt::format("[{},{}]", i, i + 1)));
    }
    EXPECT_EQ(problemOf(header + "}", 100'000), "accepted");
}

} // namespace
