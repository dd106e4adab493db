// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ids.h"

#include <gtest/gtest.h>

#include <array>
#include <set>

namespace
{

using namespace rxwatt;

TEST(Ids, AreTwelveCharactersWithoutVowels)
{
    for (int i = 0; i < 1000; ++i) {
        const RunId id = base::makeRunId();
        EXPECT_TRUE(base::isRunId(id.text)) << id.text;
        EXPECT_EQ(id.text.size(), 12U);
        EXPECT_EQ(id.text.find_first_of("aeiou"), std::string::npos) << id.text;
    }
}

TEST(Ids, DoNotRepeat)
{
    std::set<RunId> ids;
    for (int i = 0; i < 10000; ++i) {
        ids.insert(base::makeRunId());
    }
    EXPECT_EQ(ids.size(), 10000U);
}

// 120,000 characters of 31 kinds: 3871 of each on average, standard deviation 61; six of them hold in all but 1 of
// 10^7 runs of the test. A plain modulo would favour eight letters by an eighth, or 480.
TEST(Ids, UseEveryCharacterEquallyOften)
{
    std::array<int, 256> counts{};
    for (int i = 0; i < 10000; ++i) {
        for (const char c : base::makeRunId().text) {
            ++counts[static_cast<unsigned char>(c)];
        }
    }
    for (const char c : std::string_view("0123456789bcdfghjklmnpqrstvwxyz")) {
        EXPECT_NEAR(counts[static_cast<unsigned char>(c)], 120000.0 / 31, 6 * 61) << c;
    }
}

TEST(Ids, RefuseWhatCouldLeaveAFolder)
{
    EXPECT_TRUE(base::isRunId("0123456789bc"));
    for (const char* text : {"", "0123456789b", "0123456789bcd", "../../../etc", "0123456789b/", "0123456789bA",
                             "0123456789ba", "0123456789b.", "0123456789b "}) {
        EXPECT_FALSE(base::isRunId(text)) << text;
    }
    EXPECT_FALSE(base::isRunId(std::string_view("0123456789b\0", 12)));
}

} // namespace
