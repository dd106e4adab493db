// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/spec_fields.h"
#include "core/run/spec_names.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>

namespace rxwatt::run
{

namespace
{

/// Every key that is no object itself, by path.
void collect(const Json& json, const std::string& path, std::set<std::string>& paths)
{
    for (const auto& member : json.items()) {
        const std::string name = path.empty() ? member.key() : path + "." + member.key();
        if (member.value().is_object() && !member.value().empty()) {
            collect(member.value(), name, paths);
        } else {
            paths.insert(name);
        }
    }
}

Json start(const SpecField& field)
{
    Json spec = Json::object();
    if (!field.appliesTo(RunKind::train)) {
        spec["kind"] = "evaluate";
        spec["weights"] = "teacher";
    }
    return spec;
}

/// A value of the field's type with this number in it.
Json valueWith(const SpecField& field, double number)
{
    const bool whole =
        field.type == FieldType::integer || field.type == FieldType::integerList || field.type == FieldType::pairList;
    const Json item = whole && std::abs(number) < 1e18 ? Json(static_cast<std::int64_t>(number)) : Json(number);
    switch (field.type) {
    case FieldType::integerList:
        return Json(field.defaultValue.size(), item);
    case FieldType::pairList:
        return Json(field.defaultValue.size(), Json::array({item, item}));
    case FieldType::sinrList:
        return Json::array({item});
    default:
        return item;
    }
}

Status check(const SpecField& field, const Json& value)
{
    Json spec = start(field);
    setValue(spec, field.path, value);
    if (!field.notAbove.empty()) {
        setValue(spec, field.notAbove, findSpecField(field.notAbove)->high.value());
    }
    const auto read = specFromJson(spec);
    return read ? Status() : Status(tl::unexpected<Error>(read.error()));
}

} // namespace

TEST(SpecFields, AreTheKeysOfSpecifications)
{
    std::set<std::string> keys;
    for (const RunKind kind : allKinds) {
        RunSpec spec;
        spec.kind = kind;
        collect(toJson(spec), "", keys);
    }
    std::set<std::string> fields = {"schema"};
    for (const SpecField& field : specFields()) {
        EXPECT_TRUE(fields.insert(field.path).second) << field.path << " twice";
        EXPECT_EQ(findSpecField(field.path), &field);
        EXPECT_FALSE(field.label.empty() || field.help.empty() || field.section.empty()) << field.path;
    }
    EXPECT_EQ(fields, keys);
    EXPECT_EQ(findSpecField("training.step"), nullptr);
}

TEST(SpecFields, HaveDefaultsThatAreAllowed)
{
    for (const SpecField& field : specFields()) {
        if (field.type != FieldType::weightsList) { // the one thing that an evaluation must be given
            const Status read = check(field, field.defaultValue);
            EXPECT_TRUE(read) << read.error().message;
        }
    }
}

TEST(SpecFields, HaveTheRangesThatAreChecked)
{
    for (const SpecField& field : specFields()) {
        if (!field.low) {
            continue;
        }
        const bool whole =
            field.type != FieldType::number && field.type != FieldType::range && field.type != FieldType::sinrList;
        const double below =
            whole ? *field.low - 1 : std::nextafter(*field.low, -std::numeric_limits<double>::infinity());
        const double above = whole && *field.high < 1e18
                                 ? *field.high + 1
                                 : std::nextafter(*field.high, std::numeric_limits<double>::infinity());
        EXPECT_FALSE(check(field, valueWith(field, below))) << field.path << " " << below;
        EXPECT_FALSE(check(field, valueWith(field, above))) << field.path << " " << above;
        EXPECT_EQ(check(field, valueWith(field, *field.low)).has_value(), !field.isLowExcluded) << field.path;
        if (*field.high < 1e18) { // 2^64 − 1 is no double
            const Status high = check(field, valueWith(field, *field.high));
            EXPECT_TRUE(high) << high.error().message;
        }
    }
}

TEST(SpecFields, HaveTheChoicesThatAreChecked)
{
    for (const SpecField& field : specFields()) {
        if (field.path == "kind") {
            continue; // what else must be there depends on it
        }
        for (const Json& choice : field.choices) {
            const Status read = check(field, field.type == FieldType::nameList ? Json::array({choice}) : choice);
            EXPECT_TRUE(read) << read.error().message;
        }
        if (!field.choices.empty()) {
            EXPECT_FALSE(check(field, "no such")) << field.path;
            EXPECT_FALSE(check(field, 12345)) << field.path;
        }
    }
}

TEST(SpecFields, HaveTheLengthsThatAreChecked)
{
    const auto lengthIs = [](const SpecField& field, std::size_t count) {
        Json value = Json::array();
        for (std::size_t i = 0; i < count; ++i) {
            value.push_back(field.type == FieldType::sinrList ? Json(static_cast<double>(i) * 0.05) : Json(i + 1));
        }
        if (field.type == FieldType::text) {
            value = std::string(count, 'x');
        } else if (field.type == FieldType::weightsList) {
            for (std::size_t i = 0; i < count; ++i) {
                value[i] = "run" + std::to_string(i);
            }
        }
        Json spec = start(field);
        setValue(spec, field.path, value);
        if (field.path == "model.channels") {
            setValue(spec, "model.dilations", Json(count, Json::array({1, 1})));
        }
        return specFromJson(spec).has_value();
    };
    for (const SpecField& field : specFields()) {
        if (field.maxCount > 0 && field.asLongAs.empty()) {
            EXPECT_FALSE(lengthIs(field, field.minCount - 1)) << field.path;
            EXPECT_TRUE(lengthIs(field, field.minCount)) << field.path;
            EXPECT_TRUE(lengthIs(field, field.maxCount)) << field.path;
            EXPECT_FALSE(lengthIs(field, field.maxCount + 1)) << field.path;
        }
    }
}

TEST(SpecFields, SayWhatIsAllowed)
{
    EXPECT_EQ(allowedText(*findSpecField("link.resource_blocks")), "1 to 275");
    EXPECT_EQ(allowedText(*findSpecField("training.learning_rate")), "above 0 to 1000");
    EXPECT_EQ(allowedText(*findSpecField("link.modulation")), "QPSK, 16QAM, 64QAM or 256QAM");
    EXPECT_EQ(allowedText(*findSpecField("link.subcarrier_spacing_hz")), "15000, 30000, 60000 or 120000");
    EXPECT_EQ(allowedText(*findSpecField("name")), "");
}

TEST(SpecFields, FindAndPutValuesByPath)
{
    Json spec = Json::object();
    setValue(spec, "link.dmrs.symbols", 2);
    setValue(spec, "seed", 7);
    EXPECT_EQ(spec.dump(), R"({"link":{"dmrs":{"symbols":2}},"seed":7})");
    EXPECT_EQ(*findValue(spec, "link.dmrs.symbols"), 2);
    for (const char* path : {"link.dmrs.type", "seed.a", "", "link.", ".seed"}) {
        EXPECT_EQ(findValue(spec, path), nullptr) << path;
    }
}

} // namespace rxwatt::run
