// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/power_meter.h"

#include <functional>
#include <optional>
#include <vector>

namespace rxwatt::test
{

/// A machine whose time passes only when a test says so, or when somebody rests.
class FakeMeter : public training::PowerMeter
{
public:
    [[nodiscard]] double now() const override { return time; }

    void wait(double seconds) override { pass(seconds); }

    [[nodiscard]] double read() override { return time; }

    [[nodiscard]] training::WindowEnergy between(double begin, double end) override
    {
        training::WindowEnergy energy;
        energy.quality = quality;
        energy.sensors = sensors;
        energy.gaps = gapIn == windows ? 1 : 0;
        energy.gapS = gapIn == windows ? 0.1 : 0;
        if (isReadable) {
            energy.joules = joulesAt(end) - joulesAt(begin) + (windows % 2 == 0 ? noiseJ : -noiseJ) -
                            (gapIn == windows ? 0.1 * watts : 0);
        }
        ++windows;
        return energy;
    }

    [[nodiscard]] std::optional<run::BasePower> basePower(double begin, double end) override
    {
        if (!isReadable) {
            return std::nullopt;
        }
        run::BasePower base;
        base.medianW = (joulesAt(end) - joulesAt(begin)) / (end - begin);
        base.madW = madW;
        base.durationS = end - begin;
        base.samples = 100;
        base.quality = quality;
        base.sensors = sensors;
        return base;
    }

    [[nodiscard]] std::vector<std::string> warnings() const override { return said; }

    void pass(double seconds)
    {
        time += seconds;
        m_steps.push_back({time, m_steps.empty() ? seconds * watts : m_steps.back().second + seconds * watts});
    }

    double time = 0;
    double watts = 40;
    double noiseJ = 0;
    double madW = 0;
    run::Quality quality = run::Quality::counter;
    std::vector<std::string> sensors = {"powercap/intel-rapl:0"};
    bool isReadable = true;
    int windows = 0;
    int gapIn = -1;
    std::vector<std::string> said;

private:
    /// At a time at which pass() ended, or at 0.
    [[nodiscard]] double joulesAt(double when) const
    {
        double joules = 0;
        for (const auto& [at, sum] : m_steps) {
            joules = at <= when + 1e-9 ? sum : joules;
        }
        return joules;
    }

    std::vector<std::pair<double, double>> m_steps;
};

} // namespace rxwatt::test
