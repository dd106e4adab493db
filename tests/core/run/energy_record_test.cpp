// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/energy_record.h"
#include "tests/core/run/golden.h"
#include "tests/core/run/sample_energy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace rxwatt::run
{

namespace
{

using testing::HasSubstr;

TEST(EnergyRecord, ReadsBackWhatItWrites)
{
    for (const EnergyRecord& record : {EnergyRecord(), test::someEnergy()}) {
        const Json json = toJson(record);

        const Result<EnergyRecord> read = energyRecordFromJson(json, "$");

        ASSERT_TRUE(read) << read.error().message;
        EXPECT_EQ(*read, record);
        EXPECT_EQ(toJson(*read), json);
    }
}

TEST(EnergyRecord, HasTheKeysThatScriptsRelyOn)
{
    test::expectGolden("energy.json", test::pretty(toJson(test::someEnergy())));
}

TEST(EnergyRecord, WritesNoReadingAsNullAndNotAs0)
{
    const Json json = toJson(PhaseEnergy());

    for (const char* key : {"base_power_w", "absolute_power_w", "absolute_energy_j", "relative_power_w",
                            "relative_energy_j", "relative_energy_low_j", "relative_energy_high_j"}) {
        EXPECT_TRUE(json.at(key).is_null()) << key;
    }
}

TEST(EnergyRecord, KeepsAnEnergyBelowTheNoiseFloor)
{
    EnergyRecord record;
    record.phases.resize(1);
    record.phases[0].relativeEnergyJ = -0.5;

    EXPECT_EQ(energyRecordFromJson(toJson(record), "$").value(), record);
}

/// The sample with one value replaced, by JSON pointer.
Json sampleWith(const std::string& pointer, const Json& value)
{
    Json json = toJson(test::someEnergy());
    json[Json::json_pointer(pointer)] = value;
    return json;
}

TEST(EnergyRecord, RefusesWhatNoRunCanHaveAndNamesThePath)
{
    const std::vector<std::tuple<std::string, Json, std::string>> wrong = {
        {"/phases/0/phase", "lunch", "$.energy.phases[0].phase"},
        {"/phases/0/quality", "guess", "$.energy.phases[0].quality"},
        {"/phases/0/duration_s", -1, "$.energy.phases[0].duration_s"},
        {"/phases/0/duration_s", nullptr, "$.energy.phases[0].duration_s"},
        {"/phases/0/gaps", -1, "$.energy.phases[0].gaps"},
        {"/phases/0/gap_s", -0.5, "$.energy.phases[0].gap_s"},
        {"/phases/0/relative_energy_j", "much", "$.energy.phases[0].relative_energy_j"},
        {"/phases/0/sensors/0", 7, "$.energy.phases[0].sensors[0]"},
        {"/phases/0/more", 1, "$.energy.phases[0]"},
        {"/phases", 3, "$.energy.phases"},
        {"/inference/j", nullptr, "$.energy.inference.j"},
        {"/inference/windows", -1, "$.energy.inference.windows"},
        {"/inference/seconds_per_inference", 1e10, "$.energy.inference.seconds_per_inference"},
        {"/base_before/median_w", "forty", "$.energy.base_before.median_w"},
        {"/base_before/samples", -5, "$.energy.base_before.samples"},
        {"/layers/1/name", 5, "$.energy.layers[1].name"},
        {"/training_step_j", true, "$.energy.training_step_j"},
        {"/more", 1, "$.energy"}};
    for (const auto& [pointer, value, path] : wrong) {
        const Result<EnergyRecord> read = energyRecordFromJson(sampleWith(pointer, value), "$.energy");

        ASSERT_FALSE(read) << pointer;
        EXPECT_EQ(read.error().kind, ErrorKind::badInput) << pointer;
        EXPECT_THAT(read.error().message, HasSubstr(path)) << pointer;
    }
    EXPECT_FALSE(energyRecordFromJson(Json::array(), "$"));
    EXPECT_FALSE(energyRecordFromJson(Json::object(), "$"));
}

TEST(EnergyRecord, RefusesListsThatAreTooLong)
{
    const Json texts(10001, "x");
    const Result<EnergyRecord> read = energyRecordFromJson(sampleWith("/warnings", texts), "$");

    ASSERT_FALSE(read);
    EXPECT_THAT(read.error().message, HasSubstr("10000"));
}

TEST(EnergyRecord, RefusesNumbersThatAreNone)
{
    EnergyRecord record = test::someEnergy();
    record.inference->joules = std::numeric_limits<double>::quiet_NaN(); // written as null

    const Json json = base::parseJson(base::toText(toJson(record)), "test").value();

    EXPECT_FALSE(energyRecordFromJson(json, "$"));
}

} // namespace

} // namespace rxwatt::run
