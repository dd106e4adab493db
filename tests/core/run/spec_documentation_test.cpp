// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/run/spec.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <sstream>

namespace rxwatt::run
{

namespace
{

/// docs/run-specification.md: what its tables give as each key's default, by path ("training.steps").
std::map<std::string, std::string> documentedDefaults()
{
    const auto file = std::filesystem::path(RXWATT_TEST_DATA) / "../../../../docs/run-specification.md";
    std::istringstream text(base::readFile(file, 1 << 20).value());
    std::map<std::string, std::string> defaults;
    for (std::string line; std::getline(text, line);) {
        std::vector<std::string> cells;
        std::istringstream row(line);
        for (std::string cell; std::getline(row, cell, '|');) {
            const std::size_t begin = cell.find('`');
            const std::size_t end = cell.rfind('`');
            cells.push_back(begin == end ? "" : cell.substr(begin + 1, end - begin - 1));
        }
        if (cells.size() == 6 && !cells[1].empty()) {
            defaults[cells[1]] = cells[4];
        }
    }
    return defaults;
}

/// Every key that is no object itself, by path.
void collect(const Json& json, const std::string& path, std::map<std::string, Json>& values)
{
    for (const auto& member : json.items()) {
        const std::string name = path.empty() ? member.key() : path + "." + member.key();
        if (member.value().is_object() && !member.value().empty()) {
            collect(member.value(), name, values);
        } else {
            values[name] = member.value();
        }
    }
}

std::map<std::string, Json> filledIn(const char* text)
{
    std::map<std::string, Json> values;
    const Json json = base::parseJson(text, "specification").value();
    collect(toJson(specFromJson(json).value()), "", values);
    return values;
}

TEST(SpecDocumentation, HasEveryKeyWithItsDefault)
{
    const auto documented = documentedDefaults();
    for (const auto& [path, value] : filledIn("{}")) {
        ASSERT_TRUE(documented.contains(path)) << path;
        EXPECT_EQ(base::parseJson(documented.at(path), path).value(), value) << path;
    }
    for (const auto& [path, value] : filledIn(R"({"kind": "evaluate", "weights": "teacher"})")) {
        EXPECT_TRUE(documented.contains(path)) << path;
    }
}

TEST(SpecDocumentation, HasNoKeyThatThereIsNot)
{
    const auto known = filledIn(R"({"kind": "evaluate", "weights": "teacher"})");
    for (const auto& [path, value] : documentedDefaults()) {
        EXPECT_TRUE(known.contains(path)) << path;
    }
}

} // namespace

} // namespace rxwatt::run
