// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/energy_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rxwatt::cli
{

using testing::HasSubstr;
using testing::Not;

TEST(EnergyText, HasThreeDigitsAndAPrefix)
{
    EXPECT_EQ(energyText(4612.5), "4.61 kJ");
    EXPECT_EQ(energyText(0.011), "11 mJ");
    EXPECT_EQ(energyText(1000), "1 kJ");
    EXPECT_EQ(energyText(-0.5), "-500 mJ");
    EXPECT_EQ(energyText(0), "0 J");
    EXPECT_EQ(energyText(5e6), "5 MJ");
}

TEST(EnergyText, ListsSayWhichEnergyAndWhetherItIsAnEstimate)
{
    store::RunSummary run;
    EXPECT_EQ(energyCell(run), "");
    run.trainingEnergyJ = 4612.5;
    run.energyQuality = run::Quality::counter;
    EXPECT_EQ(energyCell(run), "4.61 kJ in training");
    run.inferenceEnergyJ = 0.011;
    run.energyQuality = run::Quality::estimated;
    EXPECT_EQ(energyCell(run), "11 mJ an inference (estimate)");
    run.energyQuality.reset();
    EXPECT_THAT(energyCell(run), HasSubstr("estimate")) << "what is not known to be measured is not shown as measured";
}

TEST(EnergyText, ShowsWhatIsThereAndSaysWhatIsNot)
{
    run::PhaseEnergy training;
    training.phase = run::Phase::training;
    training.durationS = 150;
    training.absolutePowerW = 71;
    training.absoluteEnergyJ = 10650;
    training.relativePowerW = 30.75;
    training.relativeEnergyJ = 4612.5;
    training.relativeEnergyLowJ = 4580;
    training.relativeEnergyHighJ = 4645;
    training.quality = run::Quality::counter;
    run::PhaseEnergy setup;
    setup.durationS = 2;
    run::EnergyRecord record;
    record.phases = {setup, training};
    record.warnings = {"other\nprograms"};

    const std::string text = energyLines(record);

    EXPECT_THAT(text, HasSubstr("setup       2 s, no reading\n"));
    EXPECT_THAT(text, HasSubstr("71 W, above the base power 30.75 W: 4.61 kJ (4.58 kJ to 4.64 kJ), counter\n"));
    EXPECT_THAT(text, HasSubstr("warning: other?programs\n"));
    EXPECT_THAT(text, Not(HasSubstr("inference")));
}

TEST(EnergyText, SaysOfAnEstimateThatItIsOne)
{
    run::EnergyRecord record;
    record.inference = run::InferenceEnergy{};
    record.inference->joules = 0.5;
    record.phases.resize(1);
    record.phases[0].absolutePowerW = 20;
    record.phases[0].absoluteEnergyJ = 40;
    record.phases[0].gaps = 2;
    record.phases[0].gapS = 0.5;

    const std::string text = energyLines(record);

    EXPECT_THAT(text, HasSubstr("40 J in all (no base power), an estimate (estimated), 2 gaps of 0.5 s"));
    EXPECT_THAT(text, HasSubstr("500 mJ"));
    EXPECT_THAT(text, HasSubstr("not settled, an estimate"));
}

TEST(EnergyText, AnEnergyBelowTheNoiseFloorIsSaidToBe)
{
    run::EnergyRecord record;
    record.phases.resize(1);
    record.phases[0].absolutePowerW = 20;
    record.phases[0].relativeEnergyJ = -0.25;

    EXPECT_THAT(energyLines(record), HasSubstr("-250 mJ, below the noise floor"));
}

} // namespace rxwatt::cli
