// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/tensor_file.h"
#include "core/training/run_job.h"
#include "tests/core/training/tiny_run.h"

#include <gmock/gmock.h>

#include <sched.h>

namespace rxwatt::training
{
namespace
{

using test::runA;
using test::runB;
using ::testing::Each;
using ::testing::HasSubstr;

std::string messageOf(const Result<RunEnd>& end)
{
    return end ? "" : end.error().message;
}

TEST(ExecuteRun, TellsEveryStepAndLeavesWeightsAndCurves)
{
    const test::TinyProject project;
    test::EventList events;
    const auto end = project.attempt(runA, test::tinySpec(), events);
    ASSERT_TRUE(end) << messageOf(end);
    EXPECT_EQ(*end, RunEnd::finished);
    ASSERT_FALSE(events.events.empty());
    EXPECT_TRUE(std::holds_alternative<run::StartedEvent>(events.events[0].payload));
    EXPECT_EQ(events.series("train_loss").size(), 12);
    EXPECT_EQ(events.series("learning_rate").size(), 12);
    EXPECT_EQ(events.series("validation_geometric_mean_ber").size(), 3); // steps 5, 10 and the last
    EXPECT_EQ(events.all<run::CheckpointEvent>().size(), 3);
    EXPECT_EQ(events.series("geometric_mean_ber").size(), 1);
    // Three receivers at three points.
    EXPECT_EQ(events.all<run::BerPointEvent>().size(), 9);
    const auto folder = project.folder(runA, test::tinySpec());
    const auto weights = base::TensorFile::open(folder.weightsFile());
    ASSERT_TRUE(weights) << weights.error().message;
    EXPECT_EQ(weights->metadata().at("steps"), "12");
    EXPECT_TRUE(weights->metadata().contains("model") && weights->metadata().contains("link"));
    EXPECT_TRUE(base::TensorFile::open(folder.bestWeightsFile()));
}

TEST(ExecuteRun, TellsTheShareOfItsTimeThatItWaitedForSlots)
{
    const test::TinyProject project;
    test::EventList events;
    ASSERT_TRUE(project.attempt(runA, test::tinySpec(), events));
    const auto shares = events.series("data_wait_share");
    ASSERT_FALSE(shares.empty()) << "the last step reports";
    EXPECT_EQ(shares.size(), events.series("slots_per_second").size());
    EXPECT_THAT(shares, Each(::testing::AllOf(::testing::Ge(0), ::testing::Lt(1))));
}

TEST(ExecuteRun, ReallyLearns)
{
    const test::TinyProject project;
    auto spec = test::tinySpec();
    spec.training.steps = 100;
    spec.training.batchSlots = 8;
    spec.training.learningRate = 1e-2;
    spec.training.checkpointEvery = 100;
    spec.validation.every = 100;
    spec.evaluation.sinrDb = {4};
    spec.evaluation.maxSlots = 10;
    // DeepRx's own input: nothing is solved beforehand.
    spec.model.input = model::Input::deeprx;
    test::EventList events;
    ASSERT_TRUE(project.attempt(runA, spec, events));
    const auto losses = events.series("train_loss");
    ASSERT_EQ(losses.size(), 100);
    EXPECT_GT(losses.front(), 0.6); // ln 2 is a coin's
    EXPECT_LT(losses.back(), 0.25);
}

TEST(ExecuteRun, EndsInTheSameWeightsHoweverOftenItWasStopped)
{
    const test::TinyProject project;
    auto spec = test::tinySpec();
    spec.threads = 2;
    test::EventList whole;
    ASSERT_TRUE(project.attempt(runA, spec, whole));
    test::EventList parts;
    for (const std::int64_t stop : {1, 4, 5, 11}) {
        const auto end = project.attempt(runB, spec, parts, stop);
        ASSERT_TRUE(end) << messageOf(end);
        EXPECT_EQ(*end, RunEnd::stopped);
    }
    const auto end = project.attempt(runB, spec, parts);
    ASSERT_TRUE(end) << messageOf(end);
    EXPECT_EQ(*end, RunEnd::finished);
    EXPECT_EQ(project.weightsOf(runA), project.weightsOf(runB));
    EXPECT_EQ(whole.series("train_loss"), parts.series("train_loss"));
    EXPECT_EQ(whole.series("validation_geometric_mean_ber"), parts.series("validation_geometric_mean_ber"));
    for (const auto& started : parts.all<run::StartedEvent>()) {
        EXPECT_TRUE(started.exactResume);
    }
    EXPECT_EQ(parts.all<run::StartedEvent>().back().resumedFrom, 11);
}

TEST(ExecuteRun, AlsoWithLambAndTheBestWeights)
{
    const test::TinyProject project;
    auto spec = test::tinySpec();
    spec.training.optimizer = run::Optimizer::lamb;
    spec.training.snapshotEvery = 6;
    test::EventList events;
    ASSERT_TRUE(project.attempt(runA, spec, events));
    EXPECT_EQ(*project.attempt(runB, spec, events, 6), RunEnd::stopped);
    ASSERT_TRUE(project.attempt(runB, spec, events));
    EXPECT_EQ(project.weightsOf(runA), project.weightsOf(runB));
    const auto a = project.folder(runA, spec);
    const auto b = project.folder(runB, spec);
    constexpr std::size_t limit = 1 << 20;
    EXPECT_EQ(*base::readFile(a.bestWeightsFile(), limit), *base::readFile(b.bestWeightsFile(), limit));
    EXPECT_EQ(*base::readFile(a.snapshotFile(6), limit), *base::readFile(b.snapshotFile(6), limit));
}

TEST(ExecuteRun, GoesOnFromTheOlderCheckpointWhereTheNewerIsTornAndSaysSo)
{
    const test::TinyProject project;
    test::EventList whole;
    ASSERT_TRUE(project.attempt(runA, test::tinySpec(), whole));
    test::EventList parts;
    EXPECT_EQ(*project.attempt(runB, test::tinySpec(), parts, 9), RunEnd::stopped);
    const auto checkpoints = project.folder(runB, test::tinySpec()).checkpointFolder();
    std::filesystem::resize_file(checkpoints / "step-9.safetensors", 1000);
    ASSERT_TRUE(project.attempt(runB, test::tinySpec(), parts));
    EXPECT_EQ(parts.all<run::StartedEvent>().back().resumedFrom, 8);
    EXPECT_THAT(parts.all<run::MessageEvent>().at(0).text, HasSubstr("step-9.safetensors is not used"));
    EXPECT_EQ(project.weightsOf(runA), project.weightsOf(runB));
}

TEST(ExecuteRun, StopsWithinAValidationAndMakesUpForItWhenItGoesOn)
{
    const test::TinyProject project;
    const auto spec = test::tinySpec();
    test::EventList whole;
    ASSERT_TRUE(project.attempt(runA, spec, whole));
    test::EventList parts;
    for (const std::int64_t step : {5, 12}) {
        const auto end = project.attempt(runB, spec, parts, [step](const run::RunEvent& event) {
            const auto* phase = std::get_if<run::PhaseEvent>(&event.payload);
            return event.step == step && phase != nullptr && phase->phase == run::Phase::validation;
        });
        ASSERT_TRUE(end) << messageOf(end);
        EXPECT_EQ(*end, RunEnd::stopped);
    }
    EXPECT_EQ(parts.series("validation_geometric_mean_ber").size(), 2); // 5 was made up for, 12 is due
    EXPECT_EQ(*project.attempt(runB, spec, parts), RunEnd::finished);
    EXPECT_EQ(whole.series("validation_geometric_mean_ber"), parts.series("validation_geometric_mean_ber"));
    EXPECT_EQ(project.weightsOf(runA), project.weightsOf(runB));
    constexpr std::size_t limit = 1 << 20;
    EXPECT_EQ(*base::readFile(project.folder(runA, spec).bestWeightsFile(), limit),
              *base::readFile(project.folder(runB, spec).bestWeightsFile(), limit));
}

TEST(ExecuteRun, FailsWithoutTouchingThemWhereNoCheckpointCanBeUsed)
{
    const test::TinyProject project;
    test::EventList events;
    EXPECT_EQ(*project.attempt(runA, test::tinySpec(), events, 9), RunEnd::stopped);
    const auto checkpoints = project.folder(runA, test::tinySpec()).checkpointFolder();
    for (const auto& file : std::filesystem::directory_iterator(checkpoints)) {
        std::filesystem::resize_file(file, 1000);
    }
    const auto end = project.attempt(runA, test::tinySpec(), events);
    ASSERT_FALSE(end);
    EXPECT_THAT(end.error().message, HasSubstr("retry --fresh"));
    EXPECT_TRUE(std::filesystem::exists(checkpoints / "step-9.safetensors"));
    EXPECT_TRUE(std::filesystem::exists(checkpoints / "step-8.safetensors"));
}

TEST(ExecuteRun, KeepsTwoCheckpointsWhereItStopsAtOneThatWasDue)
{
    const test::TinyProject project;
    test::EventList events;
    EXPECT_EQ(*project.attempt(runA, test::tinySpec(), events, 8), RunEnd::stopped);
    const auto checkpoints = project.folder(runA, test::tinySpec()).checkpointFolder();
    EXPECT_TRUE(std::filesystem::exists(checkpoints / "step-8.safetensors"));
    EXPECT_TRUE(std::filesystem::exists(checkpoints / "step-4.safetensors"));
}

TEST(ExecuteRun, ResumesWithOtherThreadsAndSaysThatTheEndWillDiffer)
{
    cpu_set_t all;
    CPU_ZERO(&all);
    ASSERT_EQ(::sched_getaffinity(0, sizeof all, &all), 0);
    if (CPU_COUNT(&all) < 2) {
        GTEST_SKIP() << "wants two cores";
    }
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(::sched_getcpu(), &one);
    const test::TinyProject project;
    auto spec = test::tinySpec();
    spec.threads = 0; // as many as there are cores
    test::EventList events;
    ASSERT_EQ(::sched_setaffinity(0, sizeof one, &one), 0);
    const auto stopped = project.attempt(runA, spec, events, 6);
    ASSERT_EQ(::sched_setaffinity(0, sizeof all, &all), 0);
    EXPECT_EQ(*stopped, RunEnd::stopped);
    EXPECT_EQ(*project.attempt(runA, spec, events), RunEnd::finished);
    const auto started = events.all<run::StartedEvent>().back();
    EXPECT_EQ(started.resumedFrom, 6);
    EXPECT_FALSE(started.exactResume);
    EXPECT_THAT(events.all<run::MessageEvent>().at(0).text, HasSubstr("threads ("));
}

TEST(ExecuteRun, EndsWithTheStepAndTheSettingsWhereTheLossIsNotFinite)
{
    const test::TinyProject project;
    auto spec = test::tinySpec();
    spec.training.learningRate = 1e6;
    spec.training.gradientClip = 0;
    spec.training.steps = 400;
    spec.training.warmupSteps = 0;
    spec.training.decay = run::Decay::constant;
    spec.validation.every = 1000;
    test::EventList events;
    const auto end = project.attempt(runA, spec, events);
    ASSERT_FALSE(end);
    for (const auto* part : {"at step ", "learning rate 1e+06", "SINR 0 to 10 dB", "4 slots", "gradient norm"}) {
        EXPECT_THAT(end.error().message, HasSubstr(part));
    }
    EXPECT_EQ(end.error().kind, ErrorKind::failed);
    EXPECT_LT(events.series("train_loss").size(), 400);
    EXPECT_THAT(events.series("train_loss"), Each(::testing::Le(1e38)));
}

TEST(ExecuteRun, JudgesSeveralWeightsOnTheSameSlots)
{
    const test::TinyProject project;
    test::EventList training;
    auto spec = test::tinySpec();
    spec.training.snapshotEvery = 6;
    ASSERT_TRUE(project.attempt(runA, spec, training));
    auto judging = test::tinySpec();
    judging.kind = run::RunKind::evaluate;
    const auto file = project.folder(runA, spec).weightsFile().string();
    judging.weights = {{runA}, {std::string(runA) + "@6"}, {std::string(runA) + "@best"}, {file}};
    test::EventList events;
    const auto end = project.attempt(runB, judging, events);
    ASSERT_TRUE(end) << messageOf(end);
    const auto points = events.all<run::BerPointEvent>();
    EXPECT_EQ(points.size(), 3 * (4 + 2));
    const auto errorsOf = [&](const std::string& weights) {
        std::vector<std::int64_t> errors;
        for (const auto& point : points) {
            if (point.receiver == "model" && point.weights == weights) {
                errors.push_back(point.point.bitErrors);
            }
        }
        return errors;
    };
    EXPECT_EQ(errorsOf(runA), errorsOf(file));
    EXPECT_NE(errorsOf(runA), errorsOf(std::string(runA) + "@6"));
    EXPECT_EQ(events.series(std::string("geometric_mean_ber:") + runA).size(), 1);
}

TEST(ExecuteRun, RefusesWeightsThatDoNotFit)
{
    const test::TinyProject project;
    test::EventList events;
    ASSERT_TRUE(project.attempt(runA, test::tinySpec(), events));
    auto judging = test::tinySpec();
    judging.kind = run::RunKind::evaluate;
    judging.weights = {{runA}};
    judging.link.rxAntennas = 2;
    auto end = project.attempt(runB, judging, events);
    ASSERT_FALSE(end);
    EXPECT_THAT(end.error().message, HasSubstr("for 1 receive antennas"));
    judging.link.rxAntennas = 1;
    judging.link.modulations = {phy::Modulation::qam16};
    end = project.attempt(runB, judging, events);
    ASSERT_FALSE(end);
    EXPECT_THAT(end.error().message, HasSubstr("2 bits a symbol, the slots have up to 4"));
    judging.link = test::tinySpec().link;
    judging.weights = {{std::string(runA) + "@7"}};
    end = project.attempt(runB, judging, events);
    ASSERT_FALSE(end);
    EXPECT_EQ(end.error().kind, ErrorKind::notFound);
    judging.weights = {{"not a run"}};
    EXPECT_THAT(project.attempt(runB, judging, events).error().message, HasSubstr("not a run"));
}

TEST(ExecuteRun, SaysWhichDeviceIsNotThere)
{
    const test::TinyProject project;
    auto spec = test::tinySpec();
    spec.device = "cuda:99";
    test::EventList events;
    const auto end = project.attempt(runA, spec, events);
    ASSERT_FALSE(end);
    EXPECT_THAT(end.error().message, HasSubstr("cuda:99"));
    EXPECT_TRUE(events.events.empty());
}

} // namespace
} // namespace rxwatt::training
