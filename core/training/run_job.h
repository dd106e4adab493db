// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/event.h"
#include "core/run/run_folder.h"
#include "core/run/spec.h"

#include <atomic>
#include <cstdint>

namespace rxwatt::training
{

/// Where a run's events go: events.jsonl, or a list in tests. Called by one thread.
class EventSink
{
public:
    EventSink() = default;
    EventSink(const EventSink&) = delete;
    EventSink& operator=(const EventSink&) = delete;
    virtual ~EventSink() = default;

    [[nodiscard]] virtual Status emit(std::int64_t step, run::EventPayload payload) = 0;
    /// Makes what was emitted durable.
    [[nodiscard]] virtual Status sync() = 0;
};

class EnergySession;
class PowerMeter;

/// One attempt at a run: what to do, where, and the ties to whoever watches. Referenced objects outlive it.
struct RunJob {
    run::RunSpec spec;
    run::RunFolder folder;
    EventSink& events;
    /// Set from outside (a signal) to end the attempt after a checkpoint.
    const std::atomic<bool>& stop;
    /// Steps done, for the heartbeat.
    std::atomic<std::int64_t>& step;
    /// The machine's sensors; null measures nothing.
    PowerMeter* meter = nullptr;
    /// What is known of the energy, while executeRun() measures it.
    EnergySession* energy = nullptr;
};

/// How an attempt ended that did not fail.
enum class RunEnd { finished, stopped };

/// Does the run, or goes on with it from its newest checkpoint, to its end or to a stop. On the CPU the same
/// specification, processor, libraries and threads give bit-identical weights, however often it was stopped or killed.
[[nodiscard]] Result<RunEnd> executeRun(RunJob& job);

} // namespace rxwatt::training
