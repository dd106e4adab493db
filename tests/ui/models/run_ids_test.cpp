// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_ids.h"

#include <gtest/gtest.h>

namespace rxwatt::models
{

namespace
{

RunIds idsOfLetters(const std::string& letters)
{
    std::vector<RunId> ids;
    for (const char letter : letters) {
        ids.push_back({std::string(1, letter)});
    }
    return RunIds(std::move(ids));
}

TEST(RunIds, FindsEachRowAndNothingElse)
{
    const RunIds ids = idsOfLetters("qdzba");
    for (int row = 0; row < ids.size(); ++row) {
        EXPECT_EQ(ids.rowOf(ids.at(row)), row);
    }
    EXPECT_EQ(ids.rowOf({"c"}), -1);
    EXPECT_EQ(RunIds().rowOf({"a"}), -1);
}

TEST(RunIds, ChangesAreRangesOfOldAndOfNewRows)
{
    const RowChanges changes = changesBetween(idsOfLetters("abcdefg"), idsOfLetters("xaefyzg"));
    EXPECT_EQ(changes.removed, (std::vector<RowRange>{{1, 3}}));
    EXPECT_EQ(changes.inserted, (std::vector<RowRange>{{0, 0}, {4, 5}}));
    EXPECT_FALSE(changes.moved);
}

TEST(RunIds, AnotherOrderOfWhatStaysIsNoticed)
{
    EXPECT_TRUE(changesBetween(idsOfLetters("abc"), idsOfLetters("acb")).moved);
    EXPECT_TRUE(changesBetween(idsOfLetters("abc"), idsOfLetters("cxa")).moved);
    EXPECT_FALSE(changesBetween(idsOfLetters("abc"), idsOfLetters("abc")).moved);
}

} // namespace

} // namespace rxwatt::models
