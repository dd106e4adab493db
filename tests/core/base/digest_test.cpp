// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/digest.h"

#include <gtest/gtest.h>

namespace
{

using namespace rxwatt;

// Answers of the reference tool: `printf abc | xxhsum -H2`.
TEST(Digest, IsXxh3Of128Bits)
{
    EXPECT_EQ(base::digestOf(""), "99aa06d3014798d86001c324468d497f");
    EXPECT_EQ(base::digestOf("abc"), "06b05ab6733a618578af5f94892f3950");
}

TEST(Digest, IsTheSameInAnyParts)
{
    std::string text;
    for (int i = 0; i < 5000; ++i) {
        text += static_cast<char>(i * 7);
    }
    for (const std::size_t part : {std::size_t{1}, std::size_t{63}, std::size_t{1024}, text.size()}) {
        base::Digest digest;
        for (std::size_t at = 0; at < text.size(); at += part) {
            digest.add(std::string_view(text).substr(at, part));
        }
        EXPECT_EQ(digest.text(), base::digestOf(text)) << part;
    }
}

TEST(Digest, CanBeAskedInBetween)
{
    base::Digest digest;
    digest.add("a");
    EXPECT_EQ(digest.text(), base::digestOf("a"));
    digest.add("bc");
    EXPECT_EQ(digest.text(), base::digestOf("abc"));
}

} // namespace
