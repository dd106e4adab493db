// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/layers.h"
#include "core/run/config_json.h"
#include "core/training/earlier_energy.h"
#include "tests/core/training/fake_meter.h"
#include "tests/core/training/tiny_run.h"

#include <gmock/gmock.h>

#include <chrono>
#include <thread>

namespace rxwatt::training
{

namespace
{

using run::Phase;
using test::runA;
using test::runB;
using testing::Contains;
using testing::HasSubstr;

/// 40 W at rest and 70 W at work, in real time.
class WorkingMachine final : public test::FakeMeter
{
public:
    [[nodiscard]] double now() const override
    {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_begin).count();
    }

    void wait(double seconds) override { std::this_thread::sleep_for(std::chrono::duration<double>(seconds)); }

    [[nodiscard]] double read() override { return now(); }

    [[nodiscard]] WindowEnergy between(double begin, double end) override
    {
        return {70 * (end - begin), quality, sensors, "", 0, 0};
    }

    [[nodiscard]] std::optional<run::BasePower> basePower(double begin, double end) override
    {
        run::BasePower base;
        base.medianW = 40;
        base.durationS = end - begin;
        base.samples = 10;
        base.quality = quality;
        base.sensors = sensors;
        return base;
    }

private:
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
};

run::RunSpec measuredSpec()
{
    run::RunSpec spec = test::tinySpec();
    spec.power.baselineS = 0.2;
    spec.power.inferenceMaxS = 4;
    return spec;
}

run::EnergyRecord lastOf(const test::EventList& events)
{
    const auto energies = events.all<run::EnergyEvent>();
    EXPECT_FALSE(energies.empty());
    return energies.empty() ? run::EnergyRecord() : energies.back().energy;
}

TEST(EnergyOfARun, HasBasePowersPhasesAStepAndAnInference)
{
    WorkingMachine machine;
    test::TinyProject project;
    project.meter = &machine;
    test::EventList events;
    const auto end = project.attempt(runA, measuredSpec(), events);
    ASSERT_TRUE(end) << end.error().message;
    EXPECT_TRUE(std::holds_alternative<run::StartedEvent>(events.events.at(0).payload)) << "the first of an attempt";
    EXPECT_TRUE(std::holds_alternative<run::EnergyEvent>(events.events.back().payload)) << "the last of an attempt";
    const run::EnergyRecord record = lastOf(events);
    ASSERT_TRUE(record.baseBefore && record.baseAfter);
    for (const Phase phase : {Phase::setup, Phase::training, Phase::validation, Phase::evaluation, Phase::inference}) {
        const run::PhaseEnergy* energy = record.find(phase);
        ASSERT_NE(energy, nullptr) << run::nameOf(phase);
        EXPECT_NEAR(energy->relativePowerW.value(), 30, 1e-6) << run::nameOf(phase);
        EXPECT_NEAR(energy->relativeEnergyJ.value(), 30 * energy->durationS, 1e-6);
    }
    EXPECT_NEAR(record.trainingStepJ.value(), *record.find(Phase::training)->relativeEnergyJ / 12, 1e-9);
    ASSERT_TRUE(record.inference);
    EXPECT_NEAR(record.inference->joules, 30 * record.inference->secondsPerInference, 1e-6);
    EXPECT_TRUE(record.layers.empty());
}

TEST(EnergyOfARun, IsToldWithEveryCheckpointSoThatAKillLeavesOnlyWhatIsDoneAgain)
{
    WorkingMachine machine;
    test::TinyProject project;
    project.meter = &machine;
    test::EventList events;
    ASSERT_TRUE(project.attempt(runA, test::tinySpec(), events));
    int checkpoints = 0;
    for (std::size_t i = 0; i + 1 < events.events.size(); ++i) {
        if (std::holds_alternative<run::CheckpointEvent>(events.events[i].payload)) {
            EXPECT_TRUE(std::holds_alternative<run::EnergyEvent>(events.events[i + 1].payload));
            ++checkpoints;
        }
    }
    EXPECT_EQ(checkpoints, 3);
}

TEST(EnergyOfARun, MeasuringChangesNoWeights)
{
    WorkingMachine machine;
    test::TinyProject project;
    test::EventList events;
    ASSERT_TRUE(project.attempt(runA, test::tinySpec(), events));
    EXPECT_TRUE(events.all<run::EnergyEvent>().empty()) << "no meter, no energy";
    project.meter = &machine;
    auto spec = measuredSpec();
    spec.power.inferenceMaxS = 0;
    EXPECT_EQ(*project.attempt(runB, spec, events, 5), RunEnd::stopped);
    ASSERT_TRUE(project.attempt(runB, spec, events));
    EXPECT_EQ(project.weightsOf(runA), project.weightsOf(runB));
    EXPECT_FALSE(lastOf(events).inference) << "was not wanted";
}

TEST(EnergyOfARun, WithoutABasePowerIsAbsoluteAndCostsNoTime)
{
    WorkingMachine machine;
    test::TinyProject project;
    project.meter = &machine;
    test::EventList events;
    ASSERT_TRUE(project.attempt(runA, test::tinySpec(), events));
    const run::EnergyRecord record = lastOf(events);
    EXPECT_FALSE(record.baseBefore || record.baseAfter || record.inference || record.trainingStepJ);
    EXPECT_TRUE(record.find(Phase::training)->absoluteEnergyJ);
}

TEST(EnergyOfARun, AMeasurementTimesEveryLayerAndSharesTheEnergyOut)
{
    WorkingMachine machine;
    test::TinyProject project;
    project.meter = &machine;
    run::RunSpec spec = measuredSpec();
    spec.kind = run::RunKind::measure;
    spec.model.input = model::Input::deeprx;
    test::EventList events;
    const auto end = project.attempt(runA, spec, events);
    ASSERT_TRUE(end) << end.error().message;
    const run::EnergyRecord record = lastOf(events);
    const auto layers = model::layersOf(spec.model, run::modelShape(spec.link)).layers;
    ASSERT_EQ(record.layers.size(), layers.size());
    ASSERT_TRUE(record.inference && record.layersShareOfForward);
    double joules = 0;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        EXPECT_EQ(record.layers[i].name, layers[i].name);
        joules += record.layers[i].joules.value();
    }
    EXPECT_NEAR(joules, record.inference->joules, 1e-9);
    EXPECT_TRUE(events.all<run::BerPointEvent>().empty());
}

TEST(EnergyOfARun, AMeasurementOfTrainedWeightsSaysThatTheEqualizerIsLeftOut)
{
    WorkingMachine machine;
    test::TinyProject project;
    test::EventList events;
    ASSERT_TRUE(project.attempt(runA, test::tinySpec(), events));
    project.meter = &machine;
    run::RunSpec spec = measuredSpec();
    spec.kind = run::RunKind::measure;
    spec.weights = {{runA}};
    ASSERT_TRUE(project.attempt(runB, spec, events));
    const run::EnergyRecord record = lastOf(events);
    EXPECT_EQ(record.layers.front().name, "input");
    EXPECT_THAT(record.warnings, Contains(HasSubstr("equalizer")));
}

TEST(EnergyOfARun, WithoutSensorsAMeasurementStillTimesTheLayers)
{
    const test::TinyProject project;
    run::RunSpec spec = measuredSpec();
    spec.kind = run::RunKind::measure;
    test::EventList events;
    ASSERT_TRUE(project.attempt(runA, spec, events));
    const run::EnergyRecord record = lastOf(events);
    ASSERT_FALSE(record.layers.empty());
    EXPECT_FALSE(record.layers[0].joules || record.inference || record.baseBefore);
    EXPECT_FALSE(record.find(Phase::inference)->absoluteEnergyJ);
}

TEST(EnergyOfARun, IdleIsTheBasePowerAlone)
{
    WorkingMachine machine;
    test::TinyProject project;
    project.meter = &machine;
    run::RunSpec spec = measuredSpec();
    spec.kind = run::RunKind::idle;
    test::EventList events;
    const auto end = project.attempt(runA, spec, events);
    ASSERT_TRUE(end) << end.error().message;
    EXPECT_EQ(*end, RunEnd::finished);
    const run::EnergyRecord record = lastOf(events);
    ASSERT_TRUE(record.baseBefore);
    EXPECT_EQ(record.baseBefore->medianW, 40);
    EXPECT_FALSE(record.baseAfter) << "once is enough";
    EXPECT_EQ(events.all<run::EnergyEvent>().size(), 2) << "when it is taken, and at the end";
}

TEST(EnergyOfARun, IdleWithoutSensorsFailsAndSaysWhatToDo)
{
    const test::TinyProject project;
    run::RunSpec spec = measuredSpec();
    spec.kind = run::RunKind::idle;
    test::EventList events;
    const auto end = project.attempt(runA, spec, events);
    ASSERT_FALSE(end);
    EXPECT_THAT(end.error().message, HasSubstr("rxwatt doctor"));
}

TEST(EnergyOfARun, AStopAtRestEndsTheAttemptSoon)
{
    WorkingMachine machine;
    test::TinyProject project;
    project.meter = &machine;
    run::RunSpec spec = measuredSpec();
    spec.power.baselineS = 600;
    test::EventList events;
    const auto end = project.attempt(runA, spec, events, [](const run::RunEvent& event) {
        return std::holds_alternative<run::StartedEvent>(event.payload);
    });
    ASSERT_TRUE(end);
    EXPECT_EQ(*end, RunEnd::stopped);
    EXPECT_FALSE(lastOf(events).baseBefore);
}

/// Events as a worker writes them.
class EarlierEnergyTest : public testing::Test
{
protected:
    void write(int attempt, double t, run::EventPayload payload)
    {
        auto writer = run::EventWriter::open(file()).value();
        ASSERT_TRUE(writer.append({++m_seq, attempt, 0, t, std::move(payload)}));
    }

    static run::EnergyEvent trained(double seconds)
    {
        run::PhaseEnergy training;
        training.phase = Phase::training;
        training.durationS = seconds;
        training.absoluteEnergyJ = 70 * seconds;
        training.relativeEnergyJ = 30 * seconds;
        training.quality = run::Quality::counter;
        run::EnergyRecord record;
        record.phases = {training};
        return {record};
    }

    [[nodiscard]] std::filesystem::path file() const { return m_folder / "events.jsonl"; }

private:
    test::TemporaryFolder m_folder;
    std::uint64_t m_seq = 0;
};

TEST_F(EarlierEnergyTest, OfNoAttemptIsNothing)
{
    EXPECT_EQ(earlierEnergy(file()), run::EnergyRecord());
}

TEST_F(EarlierEnergyTest, IsWhatAnAttemptToldAtItsEnd)
{
    write(1, 0, run::PhaseEvent{Phase::training});
    write(1, 50, trained(50));
    EXPECT_EQ(earlierEnergy(file()), trained(50).energy);
}

TEST_F(EarlierEnergyTest, WhatAKillLeftUntoldIsAGap)
{
    write(1, 0, run::PhaseEvent{Phase::training});
    write(1, 50, trained(50));
    write(1, 60, run::PhaseEvent{Phase::validation});
    write(1, 64, run::SeriesEvent{});
    write(2, 64.5, run::PhaseEvent{Phase::setup});
    write(2, 66.5, run::SeriesEvent{});
    const run::EnergyRecord record = earlierEnergy(file());
    const run::PhaseEnergy& training = *record.find(Phase::training);
    EXPECT_NEAR(training.durationS, 60, 1e-9);
    EXPECT_NEAR(training.gapS, 10, 1e-9);
    EXPECT_EQ(training.gaps, 1);
    EXPECT_NEAR(training.absoluteEnergyJ.value(), 3500, 1e-9) << "a gap is neither 0 J nor guessed";
    EXPECT_NEAR(training.relativeEnergyJ.value(), 1500, 1e-9);
    EXPECT_NEAR(record.find(Phase::validation)->gapS, 4, 1e-9);
    EXPECT_NEAR(record.find(Phase::setup)->gapS, 2, 1e-9);
    EXPECT_THAT(record.warnings, Contains(HasSubstr("its last 16 s")));
}

TEST_F(EarlierEnergyTest, IsFoundAtTheEndOfALongFileAsInTheWhole)
{
    write(1, 0, run::PhaseEvent{Phase::training});
    write(1, 50, trained(50));
    for (int i = 0; i < 1500; ++i) { // more than is looked at first
        write(1, 51 + 0.01 * i, run::MessageEvent{"info", std::string(200, 'x')});
    }
    ASSERT_GT(std::filesystem::file_size(file()), 1U << 18);
    EXPECT_NEAR(earlierEnergy(file()).find(Phase::training)->gapS, 15.99, 1e-6);
    write(1, 70, run::PhaseEvent{Phase::validation});
    write(1, 71, trained(70));
    write(1, 74, run::SeriesEvent{});
    const run::EnergyRecord record = earlierEnergy(file());
    EXPECT_NEAR(record.find(Phase::training)->durationS, 70, 1e-9);
    EXPECT_NEAR(record.find(Phase::validation)->gapS, 3, 1e-9);
}

} // namespace

} // namespace rxwatt::training
