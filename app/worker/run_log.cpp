// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker/run_log.h"

#include "core/base/log.h"

namespace rxwatt::worker
{

RunLog::RunLog(run::EventWriter writer, int attempt)
    : m_writer(std::move(writer)), m_attempt(attempt), m_seq(m_writer.lastSeq()), m_before(m_writer.lastTime())
{
}

Status RunLog::emit(std::int64_t step, run::EventPayload payload)
{
    if (const auto* message = std::get_if<run::MessageEvent>(&payload)) {
        base::logWarning("{}", message->text);
    } else if (const auto* phase = std::get_if<run::PhaseEvent>(&payload)) {
        base::logInfo("step {}: {}", step, run::nameOf(phase->phase));
    }
    return m_writer.append({++m_seq, m_attempt, step, seconds(), std::move(payload)});
}

Status RunLog::sync()
{
    return m_writer.sync();
}

double RunLog::seconds() const
{
    return m_before + std::chrono::duration<double>(std::chrono::steady_clock::now() - m_begin).count();
}

} // namespace rxwatt::worker
