// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/spec.h"
#include "tests/core/run/golden.h"
#include "tests/core/run/spec_of.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rxwatt::run
{

namespace
{

using test::expectGolden;
using test::json;
using test::pretty;
using test::readData;
using test::specOf;

TEST(Spec, FillsInWhatIsLeftOut)
{
    expectGolden("spec_default_filled.json", pretty(toJson(specOf("{}"))));
}

TEST(Spec, ReadsEveryKeyThatItKnows)
{
    expectGolden("spec_full_filled.json", pretty(toJson(specOf(readData("spec_full.json")))));
}

TEST(Spec, ReadsAnEvaluation)
{
    const RunSpec spec = specOf(readData("spec_evaluate.json"));

    EXPECT_EQ(spec.weights, (std::vector<WeightsReference>{{"teacher"}, {"student@best"}}));
    EXPECT_EQ(spec.name, "evaluate teacher, student@best");
    expectGolden("spec_evaluate_filled.json", pretty(toJson(spec)));
}

TEST(Spec, ReadsAMeasurementOfWeightsOrOfAFreshModel)
{
    const RunSpec fresh = specOf(R"({"kind": "measure"})");
    const RunSpec trained = specOf(readData("spec_measure.json"));

    EXPECT_TRUE(fresh.weights.empty());
    EXPECT_TRUE(fresh.hasOwnModel());
    EXPECT_EQ(fresh.power.baselineS, 30);
    EXPECT_EQ(trained.weights, (std::vector<WeightsReference>{{"teacher@best"}}));
    EXPECT_FALSE(trained.hasOwnModel());
    EXPECT_EQ(trained.name, "measure teacher@best");
    expectGolden("spec_measure_filled.json", pretty(toJson(trained)));
}

TEST(Spec, TakesABasePowerOnlyWhereItIsAskedForOrTheKindIsForIt)
{
    EXPECT_FALSE(specOf("{}").takesBasePower());
    EXPECT_TRUE(specOf(R"({"power": {"baseline_s": 2}})").takesBasePower());
    EXPECT_EQ(specOf(R"({"kind": "idle"})").power.baselineS, 30);
    EXPECT_EQ(specOf(R"({"kind": "idle", "power": {"baseline_s": 5}})").power.baselineS, 5);
    EXPECT_FALSE(specOf(R"({"kind": "measure", "power": {"baseline_s": 0}})").takesBasePower());
}

TEST(Spec, ReadsBackWhatItPrintsWithoutAChange)
{
    for (const char* name :
         {"spec_full.json", "spec_evaluate.json", "spec_default_filled.json", "spec_measure.json", "spec_idle.json"}) {
        const RunSpec once = specOf(readData(name));
        const std::string printed = pretty(toJson(once));
        const RunSpec twice = specOf(printed);

        EXPECT_EQ(once, twice) << name;
        EXPECT_EQ(pretty(toJson(twice)), printed) << name;
    }
}

TEST(Spec, TakesTheKindForANameWhereNoneIsGiven)
{
    EXPECT_EQ(specOf("{}").name, "train");
    EXPECT_EQ(specOf(R"({"kind": "evaluate", "weights": "a"})").name, "evaluate a");
    // Too long, all of it, to be a name.
    EXPECT_EQ(specOf(R"({"kind": "evaluate", "weights": ")" + std::string(300, 'x') + "\"}").name, "evaluate");
}

TEST(Spec, TakesNamesInAnyScript)
{
    EXPECT_EQ(specOf(R"({"name": "étudiant 学生 🎓/λ=0.5"})").name, "étudiant 学生 🎓/λ=0.5");
}

TEST(Spec, LetsDefaultsGiveWayToWhatIsWrittenBesideThem)
{
    EXPECT_EQ(specOf(R"({"training": {"steps": 200}})").training.warmupSteps, 200);
    EXPECT_EQ(specOf(R"({"training": {"steps": 9000}})").training.warmupSteps, 500);
    EXPECT_EQ(specOf(R"({"evaluation": {"max_slots": 20}})").evaluation.minSlots, 20);
    EXPECT_EQ(specOf(R"({"evaluation": {"min_slots": 2000}})").evaluation.maxSlots, 2000);
}

TEST(Spec, ExpandsSinrSteps)
{
    const RunSpec spec = specOf(R"({"evaluation": {"sinr_db": {"first": -4, "step": 0.1, "last": -3.5}},
                                    "validation": {"sinr_db": [7]}})");

    const std::vector<double> expected = {-4, -3.9, -3.8, -3.7, -3.6, -3.5};
    EXPECT_THAT(spec.evaluation.sinrDb, testing::Pointwise(testing::DoubleNear(1e-12), expected));
    EXPECT_THAT(spec.validation.sinrDb, testing::ElementsAre(7));
}

TEST(Spec, KeepsSeedsWhole)
{
    EXPECT_EQ(specOf(R"({"seed": 18446744073709551615})").seed, 18446744073709551615U);
}

TEST(Spec, TakesAnEmptyOverrideForNone)
{
    EXPECT_TRUE(specOf(R"({"evaluation": {"link": {}}})").evaluation.link.is_null());
    EXPECT_TRUE(specOf(R"({"evaluation": {"link": null}})").evaluation.link.is_null());
}

TEST(Spec, TakesDevicesByName)
{
    for (const char* device : {"auto", "cpu", "cuda", "cuda:0", "cuda:12"}) {
        EXPECT_EQ(specOf(std::string(R"({"device": ")") + device + "\"}").device, device);
    }
}

} // namespace

} // namespace rxwatt::run
