// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/run/energy_record.h"
#include "core/run/phase.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rxwatt::run
{

/// What a run was made with; the first event of every attempt.
struct StartedEvent {
    std::string rxwatt; ///< version
    std::string torch;
    std::string device;
    std::string host;
    std::string processor;
    std::string blas;
    int threads = 0;
    /// Step of the checkpoint that the attempt goes on from; 0 from the beginning.
    std::int64_t resumedFrom = 0;
    /// Whether the end will be bit-identical to an uninterrupted run: same kind of processor, threads and libraries as
    /// the checkpoint's.
    bool exactResume = true;

    bool operator==(const StartedEvent&) const = default;
};

/// A phase begins; the one before it ends.
struct PhaseEvent {
    Phase phase = Phase::setup;

    bool operator==(const PhaseEvent&) const = default;
};

/// Values of series at the event's step: train_loss, learning_rate, slots_per_second, data_wait_share,
/// validation_geometric_mean_ber …
struct SeriesEvent {
    std::map<std::string, double> values;

    bool operator==(const SeriesEvent&) const = default;
};

/// How far the current phase is, for progress bars.
struct ProgressEvent {
    Phase phase = Phase::training;
    std::int64_t done = 0;
    std::int64_t total = 0;
    /// Of the whole run, estimated by the worker; negative where it cannot yet say.
    double remainingS = -1;

    bool operator==(const ProgressEvent&) const = default;
};

/// A checkpoint of the event's step is durable.
struct CheckpointEvent {
    bool operator==(const CheckpointEvent&) const = default;
};

/// One finished point of one BER curve.
struct BerPoint {
    double sinrDb = 0;
    std::int64_t slots = 0;
    std::int64_t bits = 0;
    std::int64_t bitErrors = 0;
    double ber = 0;
    /// 95 % interval by slot.
    double low = 0;
    double high = 0;

    bool operator==(const BerPoint&) const = default;
};

/// log10 of a BER from its counts (bits above 0); one without an error counts as 1 / (2·bits).
[[nodiscard]] double log10Ber(std::int64_t bits, std::int64_t errors);

struct BerPointEvent {
    /// "model", or a baseline's name.
    std::string receiver;
    std::string modulation;
    int dmrsSymbols = 1;
    /// The weights judged (an evaluation may judge several): an id or file as in the specification; empty for the run's
    /// own and for baselines.
    std::string weights;
    BerPoint point;

    bool operator==(const BerPointEvent&) const = default;
};

/// A word to the person: "resumed on another processor: the end will not be bit-identical".
struct MessageEvent {
    std::string level; ///< info, warning, error
    std::string text;

    bool operator==(const MessageEvent&) const = default;
};

/// All that the run knows of its energy by now, earlier attempts and all: the last one stands.
struct EnergyEvent {
    EnergyRecord energy;

    bool operator==(const EnergyEvent&) const = default;
};

using EventPayload = std::variant<StartedEvent, PhaseEvent, SeriesEvent, ProgressEvent, CheckpointEvent, BerPointEvent,
                                  MessageEvent, EnergyEvent>;

/// One line of events.jsonl: a JSON object with seq, attempt, step, t, type and the payload's keys.
struct RunEvent {
    std::uint64_t seq = 0; ///< counts up over all attempts
    int attempt = 1;
    std::int64_t step = 0;
    double t = 0; ///< seconds since the run (its first attempt) began, time at rest left out; monotonic
    EventPayload payload;

    bool operator==(const RunEvent&) const = default;
};

/// One line without its newline.
[[nodiscard]] std::string toLine(const RunEvent& event);
/// Counts and times that no run can have are errors. Unknown types are one of kind `unsupported`, so that readers may
/// pass over events of newer versions.
[[nodiscard]] Result<RunEvent> eventFromLine(std::string_view line);

} // namespace rxwatt::run
