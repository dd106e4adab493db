// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/create_project.h"
#include "core/project/run_energy.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rxwatt::project
{

namespace
{

using testing::HasSubstr;

/// A run of the published model that has measured nothing.
store::RunDetails unmeasured()
{
    store::RunDetails run;
    run.summary.name = "teacher";
    run.spec.training.steps = 100;
    run.spec.training.batchSlots = 16;
    return run;
}

EstimateOn on(const char* id, energy::Precision precision = energy::Precision::fp32)
{
    return {energy::Catalogue::builtIn().get(id).value(), precision};
}

TEST(RunEnergy, IsEstimatedByMetric0WhereNothingWasMeasuredAndSaysSo)
{
    const auto deployment = deploymentOf(unmeasured(), on("xeon_gold_5320"));
    ASSERT_TRUE(deployment);
    const auto layers = runModelOf(unmeasured())->layers;
    const double perOperation = 185.0 / 3.6608e12;
    EXPECT_NEAR(deployment->inference.joules / (2.0 * static_cast<double>(layers.macs()) * perOperation), 1, 1e-9);
    EXPECT_NEAR(deployment->training.joules / (1600 * energy::trainingOperations(layers) * perOperation), 1, 1e-9);
    EXPECT_EQ(deployment->training.quality, run::Quality::catalogue);
    EXPECT_THAT(deployment->inference.method, HasSubstr("estimate by metric (0) on Intel Xeon Gold 5320, fp32"));
}

TEST(RunEnergy, IsWhatTheRunMeasuredWhereItDid)
{
    store::RunDetails run = unmeasured();
    run.summary.trainingEnergyJ = 1234;
    run.summary.energyQuality = run::Quality::counter;
    run.energy.emplace();
    run.energy->inference.emplace();
    run.energy->inference->joules = 0.011;
    run.energy->inference->quality = run::Quality::counter;
    const auto deployment = deploymentOf(run, std::nullopt);
    ASSERT_TRUE(deployment);
    EXPECT_EQ(deployment->training.joules, 1234);
    EXPECT_EQ(deployment->inference.joules, 0.011);
    EXPECT_EQ(deployment->inference.method, "measured (counter)");
    run.energy->inference->quality = run::Quality::estimated;
    EXPECT_THAT(deploymentOf(run, std::nullopt)->inference.method, HasSubstr("estimate"));
}

TEST(RunEnergy, OfTheTrainingHasTheTrainingsQuality)
{
    store::RunDetails run = unmeasured();
    run.summary.trainingEnergyJ = 1234;
    run.summary.energyQuality = run::Quality::estimated; // the worst of the run
    run.energy.emplace();
    run.energy->phases.emplace_back();
    run.energy->phases.back().phase = run::Phase::training;
    run.energy->phases.back().quality = run::Quality::counter;
    EXPECT_EQ(trainingEnergyOf(run, std::nullopt)->quality, run::Quality::counter);
}

TEST(RunEnergy, BelowTheNoiseFloorIsEstimatedAndSaysWhy)
{
    store::RunDetails run = unmeasured();
    run.summary.trainingEnergyJ = -3;
    const auto training = trainingEnergyOf(run, on("xeon_gold_5320"));
    ASSERT_TRUE(training);
    EXPECT_GT(training->joules, 0);
    EXPECT_EQ(training->quality, run::Quality::catalogue);
    EXPECT_THAT(training->method, HasSubstr("the measured one is below the noise floor"));
}

TEST(RunEnergy, ThatNobodyKnowsIsAnErrorAndNotZero)
{
    EXPECT_THAT(deploymentOf(unmeasured(), std::nullopt).error().message, HasSubstr("has measured no energy"));
    EXPECT_THAT(deploymentOf(unmeasured(), on("coral_edge_tpu")).error().message, HasSubstr("no fp32 peak"));
}

TEST(RunEnergy, OfTrainingAndInferenceIsKnownApart)
{
    store::RunDetails run = unmeasured();
    run.summary.trainingEnergyJ = 1234;
    run.summary.energyQuality = run::Quality::integrated;
    EXPECT_EQ(trainingEnergyOf(run, std::nullopt)->method, "measured (integrated)");
    EXPECT_THAT(inferenceEnergyOf(run, std::nullopt).error().message,
                HasSubstr("has measured no energy of its inference; choose a processor"));
    run.summary.trainingEnergyJ = -2;
    EXPECT_THAT(trainingEnergyOf(run, std::nullopt).error().message,
                HasSubstr("the training of run teacher is below the noise floor"));
    run.spec.kind = run::RunKind::evaluate;
    EXPECT_EQ(inferenceEnergyOf(run, on("xeon_gold_5320")).error().message,
              "run teacher has measured no energy of its inference")
        << "no processor helps";
}

TEST(RunEnergy, OfARunThatJudgesOthersHasNoModel)
{
    store::RunDetails run = unmeasured();
    run.spec.kind = run::RunKind::evaluate;
    EXPECT_FALSE(runModelOf(run));
    run.spec.kind = run::RunKind::measure;
    EXPECT_TRUE(runModelOf(run));
    run.spec.weights = {{"teacher"}};
    EXPECT_FALSE(runModelOf(run));
}

class EnergyFigures : public testing::Test
{
protected:
    test::TemporaryFolder m_folder;
    NewProject m_made = createProject((m_folder / "project").string(), "quickstart").value();
    OpenProject m_project = openProject((m_folder / "project").string()).value();
};

TEST_F(EnergyFigures, AreDrawnOfARunThatHasNotBegun)
{
    for (const std::string& name : energyFigureNames()) {
        const auto drawn = energyFigure(m_project, m_made.runs, name);
        ASSERT_TRUE(drawn) << name << ": " << drawn.error().message;
        EXPECT_EQ(drawn->runs, 1U) << name;
        const auto named = std::visit([](const auto& figure) { return figure.name; }, drawn->figure);
        EXPECT_EQ(named, name);
    }
}

TEST_F(EnergyFigures, TakeTheProjectsOwnProcessors)
{
    energy::Processor own;
    own.id = "desk";
    own.name = "Board on my desk";
    own.tdpW = 10;
    own.peak[0] = 1e12;
    ASSERT_TRUE(energy::putOwnProcessor(m_project.folder.path(), own));
    const auto settings = energyFigureSettings("desk", "", "metric0");
    const auto drawn = energyFigure(m_project, m_made.runs, "layer-energy", settings.value());
    ASSERT_TRUE(drawn);
    EXPECT_THAT(std::get<figure::BarChart>(drawn->figure).title, HasSubstr("Board on my desk"));
    EXPECT_FALSE(energyFigure(m_project, m_made.runs, "layer-energy", energyFigureSettings("none", "", "").value()));
    EXPECT_FALSE(energyFigureSettings("", "fp8", ""));
}

} // namespace

} // namespace rxwatt::project
