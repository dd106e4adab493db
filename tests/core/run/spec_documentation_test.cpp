// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/run/spec_fields.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <map>
#include <optional>
#include <regex>
#include <sstream>

namespace rxwatt::run
{

namespace
{

/// A row of a table of docs/run-specification.md.
struct DocumentedKey {
    std::string range;
    std::string defaultValue;
};

std::string trimmed(const std::string& text)
{
    const std::size_t begin = text.find_first_not_of(' ');
    return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

std::string inBackticks(const std::string& cell)
{
    const std::size_t begin = cell.find('`');
    const std::size_t end = cell.rfind('`');
    return begin == end ? "" : cell.substr(begin + 1, end - begin - 1);
}

/// What the tables give for each key, by path ("training.steps").
std::map<std::string, DocumentedKey> documentedKeys()
{
    const auto file = std::filesystem::path(RXWATT_TEST_DATA) / "../../../../docs/run-specification.md";
    std::istringstream text(base::readFile(file, 1 << 20).value());
    std::map<std::string, DocumentedKey> keys;
    for (std::string line; std::getline(text, line);) {
        std::vector<std::string> cells;
        std::istringstream row(line);
        for (std::string cell; std::getline(row, cell, '|');) {
            cells.push_back(cell);
        }
        if (cells.size() == 6 && !inBackticks(cells[1]).empty()) {
            keys[inBackticks(cells[1])] = {trimmed(cells[3]), inBackticks(cells[4])};
        }
    }
    return keys;
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
    const auto documented = documentedKeys();
    for (const auto& [path, value] : filledIn("{}")) {
        ASSERT_TRUE(documented.contains(path)) << path;
        EXPECT_EQ(base::parseJson(documented.at(path).defaultValue, path).value(), value) << path;
    }
    for (const auto& [path, value] : filledIn(R"({"kind": "evaluate", "weights": "teacher"})")) {
        EXPECT_TRUE(documented.contains(path)) << path;
    }
}

TEST(SpecDocumentation, HasNoKeyThatThereIsNot)
{
    const auto known = filledIn(R"({"kind": "evaluate", "weights": "teacher"})");
    for (const auto& [path, value] : documentedKeys()) {
        EXPECT_TRUE(known.contains(path)) << path;
    }
}

/// "1e8 to 3e11" as numbers, wherever in the cell it stands; none where it is not there.
std::optional<std::pair<double, double>> documentedRange(std::string cell)
{
    for (std::size_t at = cell.find("−"); at != std::string::npos; at = cell.find("−", at)) {
        cell.replace(at, std::string("−").size(), "-");
    }
    std::smatch found;
    if (!std::regex_search(cell, found, std::regex(R"((-?[0-9.e-]+) to (-?[0-9.e-]+))"))) {
        return std::nullopt;
    }
    return std::pair(std::stod(found[1]), std::stod(found[2]));
}

TEST(SpecDocumentation, HasTheRangesAndChoicesOfTheFields)
{
    int ranges = 0;
    const auto documented = documentedKeys();
    for (const SpecField& field : specFields()) {
        ASSERT_TRUE(documented.contains(field.path)) << field.path;
        const std::string& cell = documented.at(field.path).range;
        for (const Json& choice : field.choices) {
            const std::string text = choice.is_string() ? choice.get<std::string>() : choice.dump();
            const bool isListed = cell.find(" to ") != std::string::npos; // `TDL-A` to `TDL-E`
            EXPECT_TRUE(isListed || cell.find(text.substr(0, text.find(".0"))) != std::string::npos)
                << field.path << ": " << text << " in " << cell;
        }
        EXPECT_EQ(field.isLowExcluded, cell.find("above") != std::string::npos) << field.path;
        if (const auto range = documentedRange(cell); range && field.low && field.minCount == 0) {
            EXPECT_EQ(range->first, field.low) << field.path;
            EXPECT_EQ(cell.find("2^64") != std::string::npos ? std::ldexp(1, 64) : range->second, field.high)
                << field.path;
            ++ranges;
        }
    }
    EXPECT_GE(ranges, 20);
}

} // namespace

} // namespace rxwatt::run
