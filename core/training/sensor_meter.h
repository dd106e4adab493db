// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/sampler.h"
#include "core/energy/trace_recorder.h"
#include "core/run/spec.h"
#include "core/training/power_meter.h"

#include <map>
#include <memory>

namespace rxwatt::training
{

/// A machine's sensors, sampled while the run is at work.
class SensorMeter final : public PowerMeter
{
public:
    /// At least one zone counts. Samples are kept for as long as a base power takes; all of them go into a trace in
    /// `traceFolder`, unless it is empty.
    SensorMeter(energy::SensorSet sensors, const run::PowerConfig& config, const std::filesystem::path& traceFolder);

    [[nodiscard]] double now() const override { return energy::Sampler::now().value; }

    void wait(double seconds) override;
    [[nodiscard]] double read() override;
    void mark(double time, bool begins, std::string_view what) override;
    [[nodiscard]] WindowEnergy between(double begin, double end) override;
    [[nodiscard]] std::optional<run::BasePower> basePower(double begin, double end) override;

    [[nodiscard]] std::vector<std::string> countedSensors() const override { return m_sampler.countedSensors(); }

    [[nodiscard]] std::vector<std::string> warnings() const override;

private:
    std::vector<std::string> m_warnings;
    std::unique_ptr<energy::TraceRecorder> m_recorder; ///< outlives the sampler, which gives it samples
    energy::Sampler m_sampler;
    /// What read() found, by its times; those of stretches that are over are dropped.
    std::map<double, energy::EnergyTotal> m_totals;
};

/// The meter of this machine for a run: none where no sensor can be read and the run does not ask for a base power. A
/// meter that cannot read says why. What is read goes into a trace in `traceFolder`.
[[nodiscard]] std::unique_ptr<PowerMeter> openMeter(const run::RunSpec& spec, const std::filesystem::path& traceFolder);

} // namespace rxwatt::training
