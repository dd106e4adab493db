// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/event.h"
#include "core/run/spec.h"
#include "core/run/state.h"

#include <map>
#include <optional>
#include <span>

namespace rxwatt::run
{

/// What an index says of a run, as far as it tells whether the index is up to date.
struct IndexedRun {
    /// None where it cannot be read.
    std::optional<StateRecord> state;
    /// Bytes of events.jsonl that were taken in.
    std::uint64_t eventOffset = 0;

    bool operator==(const IndexedRun&) const = default;
};

/// Where the scheduler keeps what the run folders say, for quick questions: the database, or a fake in tests.
/// Everything in it can be remade from the folders.
class RunJournal
{
public:
    RunJournal() = default;
    RunJournal(const RunJournal&) = delete;
    RunJournal& operator=(const RunJournal&) = delete;
    virtual ~RunJournal() = default;

    /// Adds a run or replaces what is known of its spec, meta and state.
    [[nodiscard]] virtual Status putRun(const RunId& id, const RunSpec& spec, const RunMeta& meta,
                                        const StateRecord& state) = 0;
    [[nodiscard]] virtual Status putState(const RunId& id, const StateRecord& state) = 0;
    /// Takes events in, in one transaction with the position in events.jsonl behind them; taking the same events twice
    /// changes nothing. Series are keyed (run, series, step) and the last attempt wins.
    [[nodiscard]] virtual Status putEvents(const RunId& id, std::span<const RunEvent> events,
                                           std::uint64_t nextOffset) = 0;
    /// Where to go on reading a run's events.
    [[nodiscard]] virtual Result<std::uint64_t> eventOffset(const RunId& id) = 0;
    [[nodiscard]] virtual Status putExit(const RunId& id, const ExitRecord& exit) = 0;
    [[nodiscard]] virtual Status removeRun(const RunId& id) = 0;
    /// Every run that it knows.
    [[nodiscard]] virtual Result<std::map<RunId, IndexedRun>> runs() = 0;
};

} // namespace rxwatt::run
