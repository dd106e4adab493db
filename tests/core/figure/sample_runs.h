// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/run_figures.h"

#include <vector>

namespace rxwatt::figure::test
{

inline run::BerPoint point(double sinrDb, std::int64_t errors, double low, double high)
{
    return {sinrDb, 100, 100000, errors, static_cast<double>(errors) / 100000, low, high};
}

/// Two runs judged on the same slots: equal baselines, a point without an error, names that every format must guard.
inline std::vector<RunData> sampleRuns()
{
    const BerCurve baseline = {
        "ls-linear", "16QAM", 1, "", {point(2, 28100, 0.27, 0.29), point(22, 10100, 0.095, 0.107)}};
    RunData teacher;
    teacher.id = "k3v9b7c2d5f8";
    teacher.name = "=teacher_full";
    teacher.kind = "train";
    teacher.state = "succeeded";
    teacher.stepsDone = 2400;
    teacher.durationS = 183.25;
    teacher.geometricMeanBer = -1.5;
    teacher.zeroErrorPoints = 1;
    teacher.evaluationDigest = "d1";
    teacher.parameters = 1232776;
    teacher.macsPerSlot = 5314000000;
    teacher.berCurves = {{"model", "16QAM", 1, "", {point(22, 0, 0, 0.0004), point(2, 25700, 0.25, 0.264)}}, baseline};
    teacher.trainLoss = {{1, 0.69}, {2, 0.5}};
    RunData student;
    student.id = "m2n4p6q8r1s3";
    student.name = "student, 50 % {x}";
    student.kind = "train";
    student.state = "running";
    student.stepsDone = 7;
    student.berCurves = {{"model", "16QAM", 1, "", {point(2, 26000, 0.25, 0.27)}}, baseline};
    return {teacher, student};
}

} // namespace rxwatt::figure::test
