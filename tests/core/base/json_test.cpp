// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <limits>

namespace
{

using namespace rxwatt;
using base::parseJson;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

std::string errorOf(std::string_view text, base::JsonLimits limits = {})
{
    const Result<Json> result = parseJson(text, "spec.json", limits);
    if (result) {
        return "accepted: " + base::toText(*result);
    }
    EXPECT_EQ(result.error().kind, ErrorKind::badInput);
    return result.error().message;
}

TEST(Json, KeepsTheOrderOfKeysAndAllKindsOfValues)
{
    const std::string text =
        R"({"z":[1,-2,0.5,18446744073709551615],"a":{"t":true,"f":false,"n":null},"m":"ä😀\u0000"})";
    const Result<Json> json = parseJson(text, "spec.json");
    ASSERT_TRUE(json) << json.error().message;
    EXPECT_EQ(base::toText(*json), text);
}

TEST(Json, AcceptsASingleValueAndSpaceAroundIt)
{
    EXPECT_EQ(parseJson(" \n 5 \t", "x").value(), Json(5));
    EXPECT_EQ(parseJson("[]", "x").value(), Json::array());
    EXPECT_EQ(parseJson("{}", "x").value(), Json::object());
}

TEST(Json, RefusesRepeatedKeysWithTheirPath)
{
    EXPECT_EQ(errorOf(R"({"a": 1, "b": 2, "a": 3})"), R"(spec.json: $: the key "a" is repeated)");
    EXPECT_EQ(errorOf(R"({"runs": [{}, {"a": {"x": 1, "x": 2}}]})"),
              R"(spec.json: $.runs[1].a: the key "x" is repeated)");
    // The same key by another spelling.
    EXPECT_EQ(errorOf(R"({"a": 1, "\u0061": 3})"), R"(spec.json: $: the key "a" is repeated)");
    EXPECT_TRUE(parseJson(R"([{"a": 1}, {"a": 1}])", "x"));
}

TEST(Json, RefusesInvalidUtf8)
{
    for (const char* text : {"\"\xFF\"", "\"\xC3\"", "\"\xC0\x80\"", "\"\xED\xA0\x80\"", "\"\xF5\x80\x80\x80\"",
                             "{\"\xFF\": 1}", "\"\\ud800\""}) {
        EXPECT_THAT(errorOf(text), StartsWith("spec.json: line 1, column ")) << text;
    }
}

TEST(Json, RefusesNumbersThatAreNotFinite)
{
    EXPECT_THAT(errorOf("{\n  \"a\": 1e999\n}"), AllOf(StartsWith("spec.json: line 2, column "), HasSubstr("1e999")));
    for (const char* text : {"NaN", "nan", "Infinity", "-Infinity", "[1, -1e400]", "inf"}) {
        EXPECT_THAT(errorOf(text), StartsWith("spec.json: line 1, column ")) << text;
    }
}

TEST(Json, RefusesWhatIsNotJson)
{
    for (const char* text : {"",   " ",    "{",   "[1,]", "{\"a\":}", "{a: 1}", "'a'",   "01",      "+1",       ".5",
                             "1.", "0x10", "tru", "\"a",  "\"\n\"",   "[1] 2",  "{} {}", "/* */ 1", "1 // one", "]"}) {
        EXPECT_THAT(errorOf(text), StartsWith("spec.json: line 1, column ")) << text;
    }
    EXPECT_THAT(errorOf(std::string_view("1\0", 2)), StartsWith("spec.json: line 1, column "));
}

TEST(Json, SaysWhereTheSyntaxIsWrong)
{
    EXPECT_THAT(errorOf("{\n  \"a\": 1,\n  \"b\": oops\n}"), StartsWith("spec.json: line 3, column 8: "));
}

TEST(Json, KeepsMessagesShort)
{
    EXPECT_LT(errorOf(fmt::format("[\"{}", std::string(1 << 20, 'x'))).size(), 400U);
    const std::string key(1 << 20, 'k');
    EXPECT_LT(errorOf(fmt::format(R"({{"{}": 1, "{}": 2}})", key, key)).size(), 400U);
    EXPECT_LT(errorOf(fmt::format(R"({{"{}": {{"a": 1, "a": 2}}}})", key)).size(), 400U);
}

TEST(Json, RefusesNestingOverItsLimit)
{
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    EXPECT_TRUE(parseJson(nested(64), "x"));
    EXPECT_THAT(errorOf(nested(65)), HasSubstr("nested deeper than the 64 levels"));
    // Long before a stack would overflow or the text is read through.
    EXPECT_THAT(errorOf(std::string(10'000'000, '[')), HasSubstr("nested deeper than the 64 levels"));
    EXPECT_THAT(errorOf(R"({"a":[{"b":[0]}]})", {.maxDepth = 3}), HasSubstr("spec.json: $.a[0]: is nested deeper"));
}

TEST(Json, RefusesTextsOverItsLimit)
{
    const std::string text = fmt::format("\"{}\"", std::string((16U << 20) - 2, 'x'));
    EXPECT_TRUE(parseJson(text, "x"));
    EXPECT_EQ(errorOf(text + " "), "spec.json: has 16777217 bytes, at most 16777216 are allowed");
}

TEST(Json, ReadsLargeObjectsInLinearTime)
{
    // Quadratic, these would be 8·10^10 comparisons, far beyond the test's time limit.
    std::string text = "{";
    for (int i = 0; i < 400'000; ++i) {
        text += fmt::format("{}\"{}\":0", i == 0 ? "" : ",", i);
    }
    const Result<Json> json = parseJson(text + "}", "x");
    ASSERT_TRUE(json) << json.error().message;
    EXPECT_EQ(json->size(), 400'000U);
}

TEST(Json, ShowsNoPartOfAHostileKeyRaw)
{
    const std::string text = R"({"\u001b[2Jgone": {"a": 1, "a": 2}})";
    const std::string message = parseJson(text, "x").error().message;
    EXPECT_EQ(message.find('\x1b'), std::string::npos) << message;
    EXPECT_THAT(message, HasSubstr(R"($["\u001b[2Jgone"])"));
    EXPECT_THAT(parseJson(R"({"plain-key_1": {"a": 1, "a": 2}})", "x").error().message, HasSubstr("$.plain-key_1:"));
}

TEST(Json, CutsLongPathsBetweenCharacters)
{
    std::string text = R"({"a": 1, "a": 2})";
    for (int i = 0; i < 60; ++i) {
        text = R"({"ä": )" + text + "}";
    }
    for (const char* pad : {"", "b", "bb", "bbb"}) {
        const std::string padded = std::string(R"({"x)") + pad + R"(": )" + text + "}";
        const std::string message = parseJson(padded, "x").error().message;
        EXPECT_THAT(message, HasSubstr("…"));
        EXPECT_EQ(parseJson(base::toText(Json(message)), "x").value().get<std::string>(), message) << pad;
    }
}

TEST(Json, ReadsFilesAndNamesThemInErrors)
{
    const test::TemporaryFolder folder;
    std::ofstream(folder / "good.json") << "{\"a\": 1}";
    std::ofstream(folder / "bad.json") << "{\"a\" 1}";
    EXPECT_EQ(base::readJsonFile(folder / "good.json").value(), (Json{{"a", 1}}));
    EXPECT_THAT(base::readJsonFile(folder / "bad.json").error().message,
                StartsWith((folder / "bad.json").string() + ": line 1, column 6"));
    EXPECT_EQ(base::readJsonFile(folder / "none.json").error().kind, ErrorKind::notFound);
    EXPECT_THAT(base::readJsonFile(folder / "good.json", {.maxBytes = 4}).error().message, HasSubstr("is larger than"));
}

TEST(Json, WritesWhatIsNoTextOrNumberWithoutThrowing)
{
    EXPECT_EQ(base::toText(Json("a\xFFz")), "\"a\xEF\xBF\xBDz\"");
    EXPECT_EQ(base::toText(Json(std::numeric_limits<double>::quiet_NaN())), "null");
    EXPECT_EQ(base::toText(Json(std::numeric_limits<double>::infinity())), "null");
    EXPECT_EQ(base::toText(Json{{"a", 1}}, 2), "{\n  \"a\": 1\n}");
}

TEST(Json, ReadsNumbersBackBitForBit)
{
    for (const double number : {0.1, 1e-310, 1.7976931348623157e308, -2.5e-8, 1.0 / 3}) {
        EXPECT_EQ(parseJson(base::toText(Json(number)), "x").value().get<double>(), number);
    }
}

} // namespace
