// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/energy_session.h"
#include "tests/core/training/fake_meter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace rxwatt::training
{

namespace
{

using run::Phase;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class EnergySessionTest : public testing::Test
{
protected:
    EnergySessionTest() { config.baselineS = 10; }

    /// Base power, 2 s of set-up at 50 W and 100 s of training at 70 W.
    run::EnergyRecord attempt(const run::EnergyRecord& earlier = {}, std::int64_t steps = 50)
    {
        EnergySession session(config, meter, earlier);
        meter.watts = 40;
        session.takeBaseBefore(stop);
        work(session, Phase::setup, 2, 50);
        work(session, Phase::training, 100, 70);
        session.end();
        meter.watts = afterW;
        session.takeBaseAfter(stop);
        return session.record(steps);
    }

    void work(EnergySession& session, Phase phase, double seconds, double watts)
    {
        session.begin(phase);
        meter.watts = watts;
        meter.pass(seconds);
    }

    run::PowerConfig config;
    test::FakeMeter meter;
    double afterW = 40;
    std::atomic<bool> stop{false};
};

TEST_F(EnergySessionTest, EnergyIsTheCountersDifferenceLessTheBasePowersPart)
{
    const run::EnergyRecord record = attempt();

    ASSERT_TRUE(record.baseBefore && record.baseAfter);
    EXPECT_NEAR(record.baseBefore->medianW, 40, 1e-9);
    EXPECT_NEAR(record.baseBefore->durationS, 10, 0.06);
    const run::PhaseEnergy* training = record.find(Phase::training);
    ASSERT_NE(training, nullptr);
    EXPECT_NEAR(training->durationS, 100, 1e-9);
    EXPECT_NEAR(training->absoluteEnergyJ.value(), 7000, 1e-6);
    EXPECT_NEAR(training->absolutePowerW.value(), 70, 1e-9);
    EXPECT_NEAR(training->relativeEnergyJ.value(), 3000, 1e-6);
    EXPECT_NEAR(training->relativePowerW.value(), 30, 1e-9);
    EXPECT_EQ(training->quality, run::Quality::counter);
    EXPECT_EQ(training->sensors, meter.sensors);
    EXPECT_NEAR(record.find(Phase::setup)->relativeEnergyJ.value(), 20, 1e-6);
    EXPECT_EQ(record.find(Phase::validation), nullptr);
    EXPECT_NEAR(record.trainingStepJ.value(), 60, 1e-6);
}

TEST_F(EnergySessionTest, SlowSensorsMakeWiderIntervals)
{
    const auto widthOf = [this](std::vector<std::string> sensors) {
        meter.sensors = std::move(sensors);
        const run::EnergyRecord record = attempt();
        const run::PhaseEnergy& training = *record.find(Phase::training);
        return training.relativeEnergyHighJ.value() - training.relativeEnergyLowJ.value();
    };
    const double rapl = widthOf({"powercap/intel-rapl:0"});
    const double gpu = widthOf({"nvml/gpu:0", "powercap/intel-rapl:0"});
    const double board = widthOf({"hwmon/power_meter"});
    // 70 W over an edge of 1 ms, 0.1 s and 1 s, twice.
    EXPECT_NEAR(rapl, 2 * 1.96 * 70 * 0.001 * std::sqrt(2.0), 1e-9);
    EXPECT_NEAR(gpu, 100 * rapl, 1e-6);
    EXPECT_NEAR(board, 1000 * rapl, 1e-6);
}

TEST_F(EnergySessionTest, WhatTheSensorsLackIsSaidOnceOverAllAttempts)
{
    meter.madW = 0.1;
    meter.said = {"powercap: package-1 cannot be read"};
    const run::EnergyRecord first = attempt();
    EXPECT_THAT(first.warnings, ElementsAre("powercap: package-1 cannot be read"));
    EXPECT_THAT(attempt(first).warnings, ElementsAre("powercap: package-1 cannot be read"));
}

TEST_F(EnergySessionTest, StretchesOfAPhaseAddUp)
{
    EnergySession session(config, meter, {});
    session.takeBaseBefore(stop);
    for (int i = 0; i < 3; ++i) {
        work(session, Phase::training, 10, 60);
        EXPECT_NEAR(session.record(1).find(Phase::training)->durationS, 10 * (i + 1), 1e-9) << "also while it lasts";
        work(session, Phase::validation, 1, 50);
    }
    session.end();
    const run::EnergyRecord record = session.record(1);
    EXPECT_NEAR(record.find(Phase::training)->relativeEnergyJ.value(), 600, 1e-6);
    EXPECT_NEAR(record.find(Phase::validation)->relativeEnergyJ.value(), 30, 1e-6);
}

TEST_F(EnergySessionTest, TheIntervalIsWhatTheBasePowerIsUncertainBy)
{
    meter.madW = 1;
    const run::EnergyRecord record = attempt();
    const run::PhaseEnergy& training = *record.find(Phase::training);
    // 1.4826 · 1.2533 / √100 W for 100 s, two-sided 95 %; 1 ms at each of both ends is next to nothing.
    EXPECT_NEAR(*training.relativeEnergyHighJ - *training.relativeEnergyJ, 1.96 * 18.58, 0.1);
    EXPECT_NEAR(*training.relativeEnergyJ - *training.relativeEnergyLowJ, 1.96 * 18.58, 0.1);
}

TEST_F(EnergySessionTest, AShortStretchIsAsUncertainAsItsEndsAre)
{
    EnergySession session(config, meter, {});
    session.takeBaseBefore(stop);
    work(session, Phase::setup, 0.004, 50);
    const run::PhaseEnergy setup = *session.record(1).find(Phase::setup);
    EXPECT_NEAR(*setup.relativeEnergyHighJ - *setup.relativeEnergyJ, 1.96 * 50 * 0.001 * 1.4142, 1e-4);
}

TEST_F(EnergySessionTest, AnEstimateHasNoInterval)
{
    meter.quality = run::Quality::estimated;
    const run::EnergyRecord record = attempt();
    const run::PhaseEnergy& training = *record.find(Phase::training);
    EXPECT_EQ(training.quality, run::Quality::estimated);
    EXPECT_TRUE(training.relativeEnergyJ);
    EXPECT_FALSE(training.relativeEnergyLowJ || training.relativeEnergyHighJ);
    EXPECT_THAT(training.warnings, ElementsAre(HasSubstr("an estimate")));
}

TEST_F(EnergySessionTest, WithoutABasePowerEnergiesAreAbsolute)
{
    config.baselineS = 0;
    const run::EnergyRecord record = attempt();
    EXPECT_FALSE(record.baseBefore || record.baseAfter || record.trainingStepJ);
    const run::PhaseEnergy& training = *record.find(Phase::training);
    EXPECT_NEAR(training.absoluteEnergyJ.value(), 7000, 1e-6);
    EXPECT_FALSE(training.basePowerW || training.relativeEnergyJ || training.relativePowerW);
}

TEST_F(EnergySessionTest, NoReadingIsNoEnergyAndAGap)
{
    meter.isReadable = false;
    const run::EnergyRecord record = attempt();
    EXPECT_FALSE(record.baseBefore);
    EXPECT_THAT(record.warnings, Contains(HasSubstr("no base power before the run")));
    const run::PhaseEnergy& training = *record.find(Phase::training);
    EXPECT_FALSE(training.absoluteEnergyJ || training.absolutePowerW || training.relativeEnergyJ);
    EXPECT_EQ(training.gaps, 1);
    EXPECT_NEAR(training.gapS, 100, 1e-9);
}

TEST_F(EnergySessionTest, TheBasePowerIsNotTakenFromAGap)
{
    meter.gapIn = 1; // the second stretch: training
    const run::EnergyRecord record = attempt();
    const run::PhaseEnergy& training = *record.find(Phase::training);
    EXPECT_EQ(training.gaps, 1);
    EXPECT_NEAR(training.gapS, 0.1, 1e-9);
    EXPECT_NEAR(training.relativePowerW.value(), 30, 1e-9);
    EXPECT_NEAR(training.relativeEnergyJ.value(), 30 * 99.9, 1e-6);
}

TEST_F(EnergySessionTest, LessThanTheBasePowerIsNotCutOff)
{
    EnergySession session(config, meter, {});
    session.takeBaseBefore(stop);
    work(session, Phase::training, 10, 39);
    EXPECT_NEAR(session.record(1).find(Phase::training)->relativeEnergyJ.value(), -10, 1e-6);
}

TEST_F(EnergySessionTest, WarnsWhereTheBasePowerChanged)
{
    meter.madW = 0.5;
    afterW = 41.4; // 1.4 W of 1.5 W
    EXPECT_THAT(attempt().warnings, testing::Not(Contains(HasSubstr("three MADs"))));
    afterW = 42;
    EXPECT_THAT(attempt().warnings, Contains(HasSubstr("differs by +2 W")));
}

TEST_F(EnergySessionTest, AStopCutsTheRestShort)
{
    stop = true;
    const run::EnergyRecord record = attempt();
    EXPECT_FALSE(record.baseBefore || record.baseAfter);
    EXPECT_NEAR(record.find(Phase::training)->absoluteEnergyJ.value(), 7000, 1e-6);
}

TEST_F(EnergySessionTest, ResumedAttemptsAddUp)
{
    meter.madW = 1;
    const run::EnergyRecord first = attempt();
    const run::EnergyRecord both = attempt(first, 100);
    const run::PhaseEnergy& training = *both.find(Phase::training);
    EXPECT_NEAR(training.durationS, 200, 1e-9);
    EXPECT_NEAR(training.absoluteEnergyJ.value(), 14000, 1e-6);
    EXPECT_NEAR(training.relativeEnergyJ.value(), 6000, 1e-6);
    EXPECT_NEAR(training.basePowerW.value(), 40, 1e-6);
    EXPECT_NEAR(both.trainingStepJ.value(), 60, 1e-6);
    // Each attempt took its own base power: errors add in squares.
    EXPECT_NEAR(*training.relativeEnergyHighJ - *training.relativeEnergyJ, 1.96 * 18.58 * 1.4142, 0.1);
}

TEST_F(EnergySessionTest, OneBasePowerOfTwoAttemptsHasOneError)
{
    meter.madW = 1;
    EnergySession owner(config, meter, {});
    meter.watts = 40;
    owner.takeBaseBefore(stop);
    const auto half = [&](const run::EnergyRecord& earlier, run::EnergyRecord& record) {
        EnergySession session(config, meter, earlier);
        session.useBase({*owner.base(), "k3x9m2p7q4w8", 60});
        work(session, Phase::training, 100, 70);
        session.end();
        record = session.record(50);
        const run::PhaseEnergy& training = *record.find(Phase::training);
        return *training.relativeEnergyHighJ - *training.relativeEnergyJ;
    };
    run::EnergyRecord first;
    run::EnergyRecord both;
    const double once = half({}, first);
    EXPECT_NEAR(half(first, both), 2 * once, 1e-9);
}

TEST_F(EnergySessionTest, AnAttemptWithoutABasePowerLeavesNoRelativeEnergyOfBoth)
{
    const run::EnergyRecord first = attempt();
    config.baselineS = 0;
    const run::PhaseEnergy training = *attempt(first).find(Phase::training);
    EXPECT_NEAR(training.absoluteEnergyJ.value(), 14000, 1e-6);
    EXPECT_FALSE(training.relativeEnergyJ) << "half of it is not known";
}

TEST_F(EnergySessionTest, AttemptsWithOtherSensorsSaySo)
{
    const run::EnergyRecord first = attempt();
    meter.sensors = {"nvml/gpu:0"};
    EXPECT_THAT(attempt(first).find(Phase::training)->warnings, Contains(HasSubstr("different sensors")));
}

TEST_F(EnergySessionTest, ABasePowerOfOtherSensorsIsNotTakenAway)
{
    EnergySession session(config, meter, {});
    session.takeBaseBefore(stop);
    meter.sensors = {"powercap/intel-rapl:0", "powercap/intel-rapl:1"};
    work(session, Phase::training, 10, 60);
    const run::PhaseEnergy training = *session.record(1).find(Phase::training);
    EXPECT_FALSE(training.relativeEnergyJ);
    EXPECT_THAT(training.warnings, ElementsAre(HasSubstr("other sensors")));
}

TEST_F(EnergySessionTest, ASharedBasePowerSaysWhoseItIs)
{
    EnergySession session(config, meter, {});
    session.takeBaseBefore(stop);
    const run::BasePower base = *session.base();
    EnergySession other(config, meter, {});
    other.useBase({base, "k3x9m2p7q4w8", 600});
    const double rested = meter.now();
    other.takeBaseBefore(stop);
    work(other, Phase::training, 10, 60);
    other.end();
    other.takeBaseAfter(stop);
    EXPECT_NEAR(meter.now() - rested, 10, 1e-6) << "no time at rest";
    const run::EnergyRecord record = other.record(1);
    EXPECT_EQ(record.baseFrom, "k3x9m2p7q4w8");
    EXPECT_EQ(record.baseAgeS, 600);
    EXPECT_FALSE(record.baseAfter);
    EXPECT_THAT(record.warnings, IsEmpty());
    EXPECT_NEAR(record.find(Phase::training)->relativeEnergyJ.value(), 200, 1e-6);
}

TEST_F(EnergySessionTest, ASharedBasePowerStaysAnothersAfterAResume)
{
    EnergySession first(config, meter, {});
    first.takeBaseBefore(stop);
    EnergySession other(config, meter, {});
    other.useBase({*first.base(), "k3x9m2p7q4w8", 60});
    stop = true;
    EnergySession resumed(config, meter, other.record(1));
    resumed.takeBaseBefore(stop);
    EXPECT_EQ(resumed.record(1).baseFrom, "k3x9m2p7q4w8");
    EXPECT_EQ(resumed.record(1).baseAgeS, 60);
}

TEST_F(EnergySessionTest, ASharedBasePowerThatDriftedAwayWarns)
{
    EnergySession session(config, meter, {}, "lab-7, cpu");
    session.takeBaseBefore(stop);
    run::BasePower base = *session.base();
    base.madW = 0.5;
    base.driftWPerH = -12;
    EnergySession soon(config, meter, {});
    soon.useBase({base, "k3x9m2p7q4w8", 400});
    EXPECT_THAT(soon.record(1).warnings, IsEmpty());
    EnergySession late(config, meter, {});
    late.useBase({base, "k3x9m2p7q4w8", 1800});
    EXPECT_THAT(late.record(1).warnings, ElementsAre(HasSubstr("may be off by -6 W")));
}

TEST_F(EnergySessionTest, StepsDoneTwiceDoNotMakeAStepDearer)
{
    run::EnergyRecord first = attempt({}, 50);
    first.phases[1].repeatedEnergyJ = 700; // a tenth of the first attempt
    const run::EnergyRecord both = attempt(first, 95);
    EXPECT_NEAR(both.trainingStepJ.value(), 60, 1e-6);
    EXPECT_NEAR(both.find(Phase::training)->repeatedEnergyJ, 700, 1e-6);
}

TEST(MachineLoad, SeesOthersAndLeavesThisProcessOut)
{
    // This process alone, busy: whatever else the machine does, its own core is not among the others'.
    const MachineLoad load;
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(700);
    volatile double sink = 0;
    while (std::chrono::steady_clock::now() < end) {
        sink = sink + 1;
    }
    const auto cores = load.coresOfOthers();
    ASSERT_TRUE(cores);
    EXPECT_GE(*cores, 0);
    EXPECT_LE(*cores, std::thread::hardware_concurrency() - 0.3);
    EXPECT_FALSE(MachineLoad().coresOfOthers()) << "too short to tell";
}

} // namespace

} // namespace rxwatt::training
