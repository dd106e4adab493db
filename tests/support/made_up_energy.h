// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/model/layers.h"
#include "core/run/config_json.h"
#include "core/run/energy_record.h"
#include "core/run/spec.h"
#include "tests/support/sample_project.h"

#include <cmath>
#include <string>

namespace rxwatt::test
{

/// How long the phases of a made-up run took; 0: it had none.
struct PhaseTimes {
    double setupS = 0;
    double trainingS = 0;
    double evaluationS = 0;
    double inferenceS = 0;
};

/// What the machine takes in each phase, beside its base power.
[[nodiscard]] inline double relativePowerOf(run::Phase phase)
{
    switch (phase) {
    case run::Phase::setup:
        return 9.2;
    case run::Phase::training:
        return 44.6;
    case run::Phase::validation:
        return 38.1;
    case run::Phase::evaluation:
        return 36.4;
    case run::Phase::inference:
        return 31.5;
    }
    return 0;
}

class EnergyMaker
{
public:
    EnergyMaker(EnergySource source, const run::RunSpec& spec, const std::string& takenAt)
        : m_isMeasured(source == EnergySource::counter),
          m_spec(spec),
          m_takenAt(takenAt),
          m_random({spec.seed, base::Stream::dataset, 0}),
          m_layers(model::layersOf(spec.model, run::modelShape(spec.link)))
    {
    }

    [[nodiscard]] run::EnergyRecord make(const PhaseTimes& times, std::int64_t stepsDone)
    {
        run::EnergyRecord record;
        record.baseBefore = base(0);
        addPhase(record, run::Phase::setup, times.setupS);
        addPhase(record, run::Phase::training, times.trainingS);
        addPhase(record, run::Phase::evaluation, times.evaluationS);
        addPhase(record, run::Phase::inference, times.inferenceS);
        if (const run::PhaseEnergy* training = record.find(run::Phase::training);
            training != nullptr && stepsDone > 0) {
            record.trainingStepJ = *training->relativeEnergyJ / static_cast<double>(stepsDone);
        }
        if (times.inferenceS > 0) {
            record.baseAfter = base(0.3);
            addInference(record, times.inferenceS);
        }
        if (!m_isMeasured) {
            record.warnings = {"no sensor could be read: powers are estimates by the load of the machine"};
        }
        return record;
    }

private:
    [[nodiscard]] std::vector<std::string> sensors() const
    {
        return {m_isMeasured ? "powercap/intel-rapl:0" : "estimate/cpu"};
    }

    [[nodiscard]] run::Quality quality() const
    {
        return m_isMeasured ? run::Quality::counter : run::Quality::estimated;
    }

    [[nodiscard]] double baseW() const { return m_isMeasured ? 38.6 : 8.5; }

    [[nodiscard]] run::BasePower base(double offsetW) const
    {
        const double seconds = m_spec.power.baselineS;
        return {baseW() + offsetW,
                m_isMeasured ? 0.21 : 0.02,
                m_isMeasured ? -0.8 : 0.0,
                seconds,
                std::llround(seconds / m_spec.power.samplePeriodS),
                quality(),
                sensors(),
                m_takenAt,
                "lab-7, cpu"};
    }

    void addPhase(run::EnergyRecord& record, run::Phase phase, double seconds)
    {
        if (seconds <= 0) {
            return;
        }
        run::PhaseEnergy energy;
        energy.phase = phase;
        energy.durationS = seconds;
        energy.basePowerW = baseW();
        energy.relativePowerW = relativePowerOf(phase) * (m_isMeasured ? 1 : 0.8) * (1 + 0.02 * m_random.normal());
        energy.absolutePowerW = *energy.relativePowerW + baseW();
        energy.absoluteEnergyJ = *energy.absolutePowerW * seconds;
        energy.relativeEnergyJ = *energy.relativePowerW * seconds;
        energy.quality = quality();
        energy.sensors = sensors();
        if (m_isMeasured) {
            const double half = 0.05 * seconds + 0.4;
            energy.relativeEnergyLowJ = *energy.relativeEnergyJ - half;
            energy.relativeEnergyHighJ = *energy.relativeEnergyJ + half;
        } else {
            energy.warnings = {"an estimate: cubic law of the load, 85 W rated"};
        }
        record.phases.push_back(std::move(energy));
    }

    void addInference(run::EnergyRecord& record, double seconds)
    {
        constexpr double macsPerS = 5e10;
        constexpr double bytesPerS = 3e10;
        double sum = 0;
        for (const model::Layer& layer : m_layers.layers) {
            // As the worker has it: the equalizer is computed where slots are made.
            if (layer.kind != model::LayerKind::equalizer) {
                const auto macs = static_cast<double>(layer.macs);
                const auto bytes = static_cast<double>(layer.bytesRead + layer.bytesWritten);
                const double time = (macs / macsPerS + bytes / bytesPerS + 1e-6) * (1 + 0.05 * m_random.normal());
                record.layers.push_back({layer.name, time, {}});
                sum += time;
            }
        }
        const double forwardS = sum / layersShare;
        run::InferenceEnergy inference;
        inference.joules = record.phases.back().relativePowerW.value_or(0) * forwardS;
        if (m_isMeasured) {
            inference.lowJ = inference.joules * 0.979;
            inference.highJ = inference.joules * 1.021;
        }
        inference.quality = quality();
        inference.batchSlots = 1;
        inference.inferences = std::llround(seconds / forwardS);
        inference.windows = 10;
        inference.secondsPerInference = forwardS;
        inference.settled = true;
        for (run::LayerMeasurement& layer : record.layers) {
            layer.joules = layer.secondsPerInference / sum * inference.joules;
        }
        record.layersShareOfForward = layersShare;
        record.inference = inference;
    }

    static constexpr double layersShare = 1.04;

    bool m_isMeasured;
    const run::RunSpec& m_spec;
    std::string m_takenAt;
    base::RandomStream m_random;
    model::ModelLayers m_layers;
};

/// What a worker would have written of the energy of such a run, numbers as of a workstation: base power before (and,
/// where it is over, after), phases, an inference and its layers by their real names. `source` is not none.
[[nodiscard]] inline run::EnergyRecord madeUpEnergy(EnergySource source, const run::RunSpec& spec,
                                                    const PhaseTimes& times, std::int64_t stepsDone,
                                                    const std::string& takenAt)
{
    return EnergyMaker(source, spec, takenAt).make(times, stepsDone);
}

} // namespace rxwatt::test
