// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/run_job.h"

#include <chrono>

namespace rxwatt::worker
{

/// The events of one attempt in events.jsonl, numbered and timed on from those of the attempts before.
class RunLog final : public training::EventSink
{
public:
    RunLog(run::EventWriter writer, int attempt);

    [[nodiscard]] Status emit(std::int64_t step, run::EventPayload payload) override;
    [[nodiscard]] Status sync() override;

    /// Seconds at work since the run began, over all attempts.
    [[nodiscard]] double seconds() const;

private:
    run::EventWriter m_writer;
    int m_attempt;
    std::uint64_t m_seq;
    double m_before; ///< seconds of earlier attempts
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
};

} // namespace rxwatt::worker
