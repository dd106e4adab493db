// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/event.h"
#include "core/run/spec.h"
#include "core/run/state.h"

#include <string>
#include <utility>
#include <vector>

namespace rxwatt::test
{

inline run::StateRecord stateRecord(run::RunState state, const std::string& createdAt = "2026-01-01T00:00:00Z")
{
    run::StateRecord record;
    record.state = state;
    record.createdAt = createdAt;
    return record;
}

inline run::RunMeta metaNamed(const std::string& name)
{
    run::RunMeta meta;
    meta.name = name;
    return meta;
}

/// A specification whose evaluation has two points.
inline run::RunSpec smallSpec(const std::string& name)
{
    run::RunSpec spec;
    spec.name = name;
    spec.evaluation.sinrDb = {0, 10};
    return spec;
}

/// Numbers the events of a run as a worker does.
class EventMaker
{
public:
    run::RunEvent make(std::int64_t step, run::EventPayload payload)
    {
        return {.seq = ++m_seq, .attempt = attempt, .step = step, .t = t += 0.5, .payload = std::move(payload)};
    }

    run::RunEvent series(std::int64_t step, const std::string& name, double value)
    {
        return make(step, run::SeriesEvent{{{name, value}}});
    }

    run::RunEvent point(const std::string& receiver, double sinrDb, std::int64_t bits, std::int64_t bitErrors)
    {
        const double ber = static_cast<double>(bitErrors) / static_cast<double>(bits);
        return make(100, run::BerPointEvent{receiver,
                                            "16QAM",
                                            1,
                                            "",
                                            {.sinrDb = sinrDb,
                                             .slots = 10,
                                             .bits = bits,
                                             .bitErrors = bitErrors,
                                             .ber = ber,
                                             .low = ber / 2,
                                             .high = ber * 2}});
    }

    /// At the moment of the event before it.
    run::RunEvent energy(double trainingJ, double inferenceJ, run::Quality quality = run::Quality::counter,
                         std::int64_t step = 100)
    {
        run::EnergyRecord record;
        run::PhaseEnergy training;
        training.phase = run::Phase::training;
        training.relativeEnergyJ = trainingJ;
        training.quality = quality;
        record.phases = {training};
        record.trainingStepJ = trainingJ / 100;
        record.inference = run::InferenceEnergy{};
        record.inference->joules = inferenceJ;
        record.inference->quality = quality;
        t -= 0.5;
        return make(step, run::EnergyEvent{std::move(record)});
    }

    int attempt = 1;
    double t = 0;

private:
    std::uint64_t m_seq = 0;
};

} // namespace rxwatt::test
