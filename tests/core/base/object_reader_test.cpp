// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace
{

using namespace rxwatt;
using testing::HasSubstr;

template <typename T>
std::string errorOf(const Json& json, T out = {})
{
    const T before = out;
    const Status status = base::fromJson(json, "$.x", out);
    EXPECT_EQ(out, before) << "a failure must leave the value alone";
    return status ? "accepted" : status.error().message;
}

template <typename T>
T valueOf(const Json& json)
{
    T out{};
    const Status status = base::fromJson(json, "$.x", out);
    EXPECT_TRUE(status) << status.error().message;
    return out;
}

TEST(FromJson, ReadsWholeNumbersUpToTheirLimits)
{
    EXPECT_EQ(valueOf<int>(Json(-2147483648LL)), std::numeric_limits<int>::min());
    EXPECT_EQ(valueOf<int>(Json(2147483647U)), std::numeric_limits<int>::max());
    EXPECT_EQ(valueOf<std::int64_t>(Json::parse("-9223372036854775808")), std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(valueOf<std::uint64_t>(Json::parse("18446744073709551615")), std::numeric_limits<std::uint64_t>::max());
    EXPECT_EQ(valueOf<int>(Json::parse("2e4")), 20000);
    EXPECT_EQ(valueOf<std::uint64_t>(Json::parse("9007199254740992.0")), 9007199254740992U);
}

TEST(FromJson, RefusesWholeNumbersBeyondTheirLimits)
{
    EXPECT_EQ(errorOf<int>(Json(2147483648)),
              "$.x: found a number (2147483648), a whole number from -2147483648 to 2147483647 is allowed");
    EXPECT_THAT(errorOf<int>(Json::parse("1e10")), HasSubstr("a whole number from"));
    EXPECT_THAT(errorOf<int>(Json(0.5)), HasSubstr("found a number (0.5)"));
    EXPECT_THAT(errorOf<std::int64_t>(Json::parse("9223372036854775808")), HasSubstr("a whole number from"));
    EXPECT_THAT(errorOf<std::int64_t>(Json(1e300)), HasSubstr("a whole number from"));
    EXPECT_THAT(errorOf<std::uint64_t>(Json(-1)), HasSubstr("from 0 to 18446744073709551615"));
    EXPECT_THAT(errorOf<std::uint64_t>(Json::parse("18446744073709551616")), HasSubstr("a whole number from"));
}

TEST(FromJson, RefusesOtherKindsAndSaysWhatItFound)
{
    EXPECT_EQ(errorOf<bool>(Json(1)), "$.x: found a number (1), true or false is allowed");
    EXPECT_EQ(errorOf<std::string>(Json(nullptr)), "$.x: found null, a text is allowed");
    EXPECT_EQ(errorOf<double>(Json("2")), "$.x: found a text (\"2\"), a number is allowed");
    EXPECT_EQ(errorOf<double>(Json(true)), "$.x: found a truth value (true), a number is allowed");
    EXPECT_EQ(errorOf<double>(Json::array({1})), "$.x: found a list, a number is allowed");
    EXPECT_EQ(errorOf<std::vector<int>>(Json::object()), "$.x: found an object, a list is allowed");
    EXPECT_EQ(errorOf<std::vector<int>>(Json::array({1, "a"}), {7}),
              "$.x[1]: found a text (\"a\"), a whole number from -2147483648 to 2147483647 is allowed");
    EXPECT_NE(errorOf<double>(Json(std::numeric_limits<double>::infinity())), "accepted");
}

TEST(FromJson, CutsLongTextsInMessages)
{
    const std::string message = errorOf<int>(Json(std::string(1 << 20, 'x')));
    EXPECT_LT(message.size(), 300U);
    EXPECT_THAT(message, HasSubstr("…"));
}

TEST(FromJson, ReadsListsAndOptionals)
{
    EXPECT_EQ(valueOf<std::vector<double>>(Json::parse("[1, 2.5]")), (std::vector<double>{1, 2.5}));
    EXPECT_EQ(valueOf<std::vector<std::vector<int>>>(Json::parse("[[1], []]")),
              (std::vector<std::vector<int>>{{1}, {}}));
    std::optional<int> number = 3;
    EXPECT_TRUE(base::fromJson(Json(nullptr), "$.x", number));
    EXPECT_FALSE(number);
    EXPECT_TRUE(base::fromJson(Json(5), "$.x", number));
    EXPECT_EQ(number, 5);
}

TEST(ObjectReader, KeepsDefaultsOfWhatIsLeftOut)
{
    int steps = 7;
    std::string name;
    const Json json{{"name", "a"}};
    base::ObjectReader reader(json, "$");
    reader.optional("steps", steps).required("name", name);
    EXPECT_TRUE(reader.finish());
    EXPECT_EQ(steps, 7);
    EXPECT_EQ(name, "a");
}

TEST(ObjectReader, RefusesKeysThatNobodyKnows)
{
    double rate = 0;
    int steps = 0;
    const Json json{{"lerning_rate", 1}};
    base::ObjectReader reader(json, "$.training");
    reader.optional("learning_rate", rate).optional("steps", steps);
    EXPECT_EQ(reader.finish().error().message, "$.training: the key \"lerning_rate\" is not known; did you mean "
                                               "\"learning_rate\"?; allowed are learning_rate, steps");
}

TEST(ObjectReader, SuggestsNothingForKeysThatAreFarFromAll)
{
    int steps = 0;
    const Json far{{"zzzzzz", 1}};
    base::ObjectReader reader(far, "$");
    reader.optional("steps", steps);
    EXPECT_EQ(reader.finish().error().message, "$: the key \"zzzzzz\" is not known; allowed are steps");

    const Json empty{{std::string(10'000'000, 'z'), 1}};
    base::ObjectReader none(empty, "$");
    EXPECT_LT(none.finish().error().message.size(), 200U);
}

TEST(ObjectReader, ReportsTheFirstErrorAndMissingKeys)
{
    int a = 0;
    int b = 0;
    const Json json{{"b", "text"}};
    base::ObjectReader reader(json, "$");
    reader.required("a", a).required("b", b);
    const Status status = reader.finish();
    EXPECT_EQ(status.error().kind, ErrorKind::badInput);
    EXPECT_EQ(status.error().message, "$.a: is missing");
}

TEST(ObjectReader, RefusesWhatIsNoObject)
{
    int a = 0;
    const Json json = Json::array();
    base::ObjectReader reader(json, "$.link");
    reader.required("a", a);
    EXPECT_EQ(reader.finish().error().message, "$.link: found a list, an object is allowed");
}

} // namespace
