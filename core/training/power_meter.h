// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/energy_record.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::training
{

/// What the counted zones took over a stretch of time.
struct WindowEnergy {
    /// None where nothing could be read: not 0.
    std::optional<double> joules;
    run::Quality quality = run::Quality::estimated;
    std::vector<std::string> sensors;
    /// How an estimate is made; empty for sensors.
    std::string method;
    /// Parts of the stretch without a reading, and how long they are together; their energy is missing from `joules`.
    std::int64_t gaps = 0;
    double gapS = 0;
};

/// The machine's sensors as a measurement sees them: this machine's, or a fake in tests. Used by one thread.
class PowerMeter
{
public:
    PowerMeter() = default;
    PowerMeter(const PowerMeter&) = delete;
    PowerMeter& operator=(const PowerMeter&) = delete;
    virtual ~PowerMeter() = default;

    /// Seconds on the meter's own clock; costs no reading.
    [[nodiscard]] virtual double now() const = 0;
    /// Lets that time go by.
    virtual void wait(double seconds) = 0;
    /// Reads the sensors and says when: a stretch begins and ends in a reading.
    [[nodiscard]] virtual double read() = 0;

    /// Puts a mark at a time that read() gave into the trace, where one is written: something begins or ends.
    virtual void mark(double /*time*/, bool /*begins*/, std::string_view /*what*/) {}

    /// Between two times that read() gave.
    [[nodiscard]] virtual WindowEnergy between(double begin, double end) = 0;
    /// From a stretch at rest; none where there are too few readings.
    [[nodiscard]] virtual std::optional<run::BasePower> basePower(double begin, double end) = 0;

    /// "source/path" of each zone that counts, sorted.
    [[nodiscard]] virtual std::vector<std::string> countedSensors() const { return {}; }

    /// Why nothing can be read, and what mends it; empty where something can.
    [[nodiscard]] virtual std::string whyNot() const { return {}; }

    /// What a person must know by now of what is read: that it is an estimate, or a part of the machine alone, or that
    /// its trace could not be written.
    [[nodiscard]] virtual std::vector<std::string> warnings() const { return {}; }
};

/// A machine without sensors: time goes by and nothing is read.
class NoSensors final : public PowerMeter
{
public:
    explicit NoSensors(std::string why) : m_why(std::move(why)) {}

    [[nodiscard]] double now() const override;
    void wait(double seconds) override;

    [[nodiscard]] double read() override { return now(); }

    [[nodiscard]] WindowEnergy between(double /*begin*/, double /*end*/) override { return {}; }

    [[nodiscard]] std::optional<run::BasePower> basePower(double /*begin*/, double /*end*/) override
    {
        return std::nullopt;
    }

    [[nodiscard]] std::string whyNot() const override { return m_why; }

private:
    std::string m_why;
};

} // namespace rxwatt::training
