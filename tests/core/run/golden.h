// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/base/json.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace rxwatt::run::test
{

inline std::filesystem::path dataFile(const std::string& name)
{
    return std::filesystem::path(RXWATT_TEST_DATA) / name;
}

inline std::string readData(const std::string& name)
{
    return base::readFile(dataFile(name), std::size_t{1} << 20).value_or("(no file " + name + ")");
}

/// Holds a text against a committed file, which pins a format that other programs and versions read. With
/// RXWATT_UPDATE_GOLDEN set it rewrites the file instead: look at the difference before you commit it.
inline void expectGolden(const std::string& name, const std::string& text)
{
    if (std::getenv("RXWATT_UPDATE_GOLDEN") != nullptr) {
        ASSERT_TRUE(base::writeFileAtomically(dataFile(name), text));
    }
    EXPECT_EQ(text, readData(name)) << "in " << name;
}

/// JSON for a test, which fails where it is none.
inline Json json(const std::string& text)
{
    Result<Json> parsed = base::parseJson(text, "test");
    EXPECT_TRUE(parsed) << parsed.error().message;
    return parsed.value_or(Json());
}

inline std::string pretty(const Json& value)
{
    return base::toText(value, 2) + "\n";
}

} // namespace rxwatt::run::test
