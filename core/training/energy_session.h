// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/energy_record.h"
#include "core/run/spec.h"
#include "core/training/machine_load.h"
#include "core/training/power_meter.h"
#include "core/training/shared_base.h"

#include <atomic>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rxwatt::training
{

/// The paper's procedure over one attempt: base power, phases, base power again; on top of what earlier attempts knew.
/// Used by one thread.
class EnergySession
{
public:
    /// `earlier`: the last energy event of the attempts before; empty for the first. `machine`: "host, device".
    EnergySession(run::PowerConfig config, PowerMeter& meter, run::EnergyRecord earlier, std::string machine = {});
    EnergySession(const EnergySession&) = delete;
    EnergySession& operator=(const EnergySession&) = delete;

    /// A base power that another run took, in place of rests before and after the work. Warns where it may have drifted
    /// away by more than three MADs.
    void useBase(SharedBase shared);
    /// Rests for the base power, with the device's context open: nothing where none is wanted or another's is used. A
    /// stop cuts it short; what there is by then is no base power.
    void takeBaseBefore(const std::atomic<bool>& stop);
    /// The same after the work; warns where it differs from the first by more than three MADs.
    void takeBaseAfter(const std::atomic<bool>& stop);

    /// A phase begins, and the one before it ends.
    void begin(run::Phase phase);
    /// The phase ends and no other begins.
    void end();

    void setInference(std::optional<run::InferenceEnergy> inference);
    void setLayers(std::vector<run::LayerMeasurement> layers, double shareOfForward);
    void warn(std::string text);

    [[nodiscard]] const std::optional<run::BasePower>& base() const { return m_base; }

    [[nodiscard]] const std::optional<run::InferenceEnergy>& inference() const { return m_inference; }

    [[nodiscard]] PowerMeter& meter() { return m_meter; }

    /// All that is known by now, the phase that is at work too. `stepsDone` of the training, for the energy of one.
    [[nodiscard]] run::EnergyRecord record(std::int64_t stepsDone);

private:
    /// A phase's stretches together.
    struct Totals {
        double durationS = 0;
        double readS = 0; ///< of it, with a reading
        std::int64_t gaps = 0;
        std::int64_t stretches = 0;
        double joules = 0;
        std::optional<run::Quality> quality;
        std::vector<std::string> sensors;
        std::string method;

        void add(const WindowEnergy& energy, double seconds);
    };

    [[nodiscard]] std::optional<run::BasePower> rest(const std::atomic<bool>& stop, const char* when);
    void closeStretch(double now);
    void endMark(double now);
    [[nodiscard]] run::PhaseEnergy phaseEnergy(run::Phase phase, const Totals& totals) const;

    run::PowerConfig m_config;
    PowerMeter& m_meter;
    run::EnergyRecord m_earlier;
    std::optional<run::BasePower> m_base;
    std::optional<run::BasePower> m_baseAfter;
    std::string m_baseFrom;
    double m_baseAgeS = 0;
    std::string m_machine;
    std::map<run::Phase, Totals> m_phases;
    std::optional<run::Phase> m_phase;
    double m_phaseBegin = 0;
    std::optional<run::InferenceEnergy> m_inference;
    std::vector<run::LayerMeasurement> m_layers;
    std::optional<double> m_layersShareOfForward;
    std::vector<std::string> m_warnings;
};

} // namespace rxwatt::training
