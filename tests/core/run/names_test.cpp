// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/names.h"

#include <gtest/gtest.h>

namespace rxwatt::run
{

namespace
{

TEST(Names, CountsCharactersAndNotBytes)
{
    std::string name;
    for (int i = 0; i < 200; ++i) {
        name += "学";
    }
    EXPECT_TRUE(checkName(name, "name"));
    EXPECT_FALSE(checkName(name + "x", "name"));
    EXPECT_TRUE(checkName(name + "x", "name", 201));
}

TEST(Names, TakesCharactersOfEveryLength)
{
    EXPECT_TRUE(checkName("a\u00e9\u5b66\U0001f393\u00a0", "name"));
    EXPECT_TRUE(checkName("\U0010ffff", "name"));
}

TEST(Names, RefusesControlCharacters)
{
    for (const char* name : {"", "a\tb", "\x1b[31m", "\x7f", "\u0085"}) {
        EXPECT_FALSE(checkName(name, "name")) << name;
    }
    EXPECT_FALSE(checkName(std::string("a\0b", 3), "name"));
}

TEST(Names, RefusesBrokenUtf8)
{
    for (const char* name : {"\x80", "\xc3", "a\xe5\xad", "\xc0\xaf", "\xe0\x80\x80", "\xed\xa0\x80",
                             "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "\xff"}) {
        EXPECT_FALSE(checkName(name, "name")) << name;
    }
}

} // namespace

} // namespace rxwatt::run
