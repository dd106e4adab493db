// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/resolve.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <fstream>

namespace rxwatt::schedule
{

using testing::HasSubstr;

const std::array<KnownRun, 4> known = {
    KnownRun{{"bcd000000001"}, "teacher", run::RunKind::train, run::RunState::succeeded},
    KnownRun{{"bcd000000002"}, "student", run::RunKind::train, run::RunState::queued},
    KnownRun{{"xyz000000003"}, "student", run::RunKind::train, run::RunState::failed},
    KnownRun{{"wwwwwwwwwww4"}, "bcd", run::RunKind::train, run::RunState::queued}};

TEST(ResolveRun, TakesIdsUniquePrefixesAndNames)
{
    EXPECT_EQ(resolveRun("bcd000000002", known)->text, "bcd000000002");
    EXPECT_EQ(resolveRun("x", known)->text, "xyz000000003");
    EXPECT_EQ(resolveRun("teacher", known)->text, "bcd000000001");
    EXPECT_EQ(resolveRun("bcd", known)->text, "wwwwwwwwwww4") << "a whole name goes before part of an id";
}

TEST(ResolveRun, SaysWhatFitsWhereSeveralDo)
{
    const auto byName = resolveRun("student", known);
    ASSERT_FALSE(byName);
    EXPECT_EQ(byName.error().kind, ErrorKind::badInput);
    EXPECT_THAT(byName.error().message, HasSubstr("bcd000000002  student (queued)"));
    const auto byPrefix = resolveRun("bcd0", known);
    ASSERT_FALSE(byPrefix);
    EXPECT_THAT(byPrefix.error().message, HasSubstr("bcd000000001  teacher (succeeded)"));
}

TEST(ResolveRun, SaysSoWhereNoneFits)
{
    for (const char* text : {"nobody", "", "teach"}) {
        const auto found = resolveRun(text, known);
        ASSERT_FALSE(found);
        EXPECT_EQ(found.error().kind, ErrorKind::notFound);
    }
}

TEST(ResolveWeights, TurnsNamesIntoIdsAndFilesIntoPaths)
{
    const test::TemporaryFolder folder;
    std::ofstream(folder / "w.safetensors") << "x";
    run::RunSpec spec;
    spec.weights = {{"teacher"}, {"teacher@best"}, {"xyz@2000"}, {"w.safetensors"}};
    const Status resolved = resolveWeights(spec, known, folder.path());
    ASSERT_TRUE(resolved) << resolved.error().message;
    EXPECT_EQ(spec.weights[0].text, "bcd000000001");
    EXPECT_EQ(spec.weights[1].text, "bcd000000001@best");
    EXPECT_EQ(spec.weights[2].text, "xyz000000003@2000");
    EXPECT_EQ(spec.weights[3].text, (folder / "w.safetensors").string());
    const std::vector<WeightsNeed> needs = {
        {{"bcd000000001"}, ""}, {{"bcd000000001"}, "best"}, {{"xyz000000003"}, "2000"}};
    EXPECT_EQ(needsOf(spec), needs);
}

TEST(ResolveWeights, NamesTheReferenceThatIsWrong)
{
    run::RunSpec spec;
    spec.weights = {{"teacher"}, {"student"}};
    const std::vector<run::WeightsReference> before = spec.weights;
    const Status resolved = resolveWeights(spec, known, "/");
    ASSERT_FALSE(resolved);
    EXPECT_THAT(resolved.error().message, HasSubstr("$.weights[1]"));
    EXPECT_EQ(spec.weights, before);
    spec.weights = {{"missing.safetensors"}};
    EXPECT_THAT(resolveWeights(spec, known, "/").error().message, HasSubstr("there is no file /missing.safetensors"));
}

TEST(ResolveWeights, RefusesRunsThatNeverHaveWeights)
{
    for (const run::RunKind kind : {run::RunKind::evaluate, run::RunKind::measure, run::RunKind::idle}) {
        const std::array<KnownRun, 1> runs = {KnownRun{{"bcd000000001"}, "judge", kind, run::RunState::succeeded}};
        run::RunSpec spec;
        spec.weights = {{"judge@best"}};
        const Status resolved = resolveWeights(spec, runs, "/");
        ASSERT_FALSE(resolved);
        EXPECT_EQ(resolved.error().kind, ErrorKind::badInput);
        EXPECT_THAT(resolved.error().message, HasSubstr("has no weights of its own"));
    }
}

} // namespace rxwatt::schedule
