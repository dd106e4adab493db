// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/energy_record.h"

namespace rxwatt::run::test
{

/// A record with something in each of its fields.
inline EnergyRecord someEnergy()
{
    const BasePower before{
        40.25, 0.5, -1.5, 10, 100, Quality::counter, {"powercap/intel-rapl:0"}, "2026-11-26T10:00:00Z", "lab-7, cpu"};
    BasePower after = before;
    after.medianW = 41;
    PhaseEnergy training;
    training.phase = Phase::training;
    training.durationS = 150;
    training.basePowerW = 40.25;
    training.absolutePowerW = 71;
    training.absoluteEnergyJ = 10650;
    training.relativePowerW = 30.75;
    training.relativeEnergyJ = 4612.5;
    training.relativeEnergyLowJ = 4580;
    training.relativeEnergyHighJ = 4645;
    training.repeatedEnergyJ = 12.5;
    training.quality = Quality::counter;
    training.sensors = before.sensors;
    training.gaps = 2;
    training.gapS = 0.5;
    training.warnings = {"other programs used 1.2 cores"};
    PhaseEnergy validation;
    validation.phase = Phase::validation;
    validation.durationS = 0.25;
    EnergyRecord record;
    record.baseBefore = before;
    record.baseAfter = after;
    record.baseFrom = "k3x9m2p7q4w8";
    record.baseAgeS = 600;
    record.phases = {training, validation};
    record.trainingStepJ = 2.25;
    record.inference = InferenceEnergy{0.011, 0.0108, 0.0112, Quality::counter, 1, 5000, 8, 0.0005, true, {"warm"}};
    record.layers = {{"input", 0.0001, 0.001}, {"block1.depthwise1", 0.0002, {}}};
    record.layersShareOfForward = 1.03;
    record.warnings = {"the base power after the run differs by 0.75 W"};
    return record;
}

} // namespace rxwatt::run::test
