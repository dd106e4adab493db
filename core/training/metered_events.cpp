// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/metered_events.h"

namespace rxwatt::training
{

MeteredEvents::MeteredEvents(EventSink& events, EnergySession& session, const std::atomic<bool>& stop)
    : m_events(events), m_session(session), m_stop(stop)
{
}

Status MeteredEvents::emit(std::int64_t step, run::EventPayload payload)
{
    m_step = step;
    const bool starts = std::holds_alternative<run::StartedEvent>(payload);
    const bool isCheckpoint = std::holds_alternative<run::CheckpointEvent>(payload);
    if (const auto* phase = std::get_if<run::PhaseEvent>(&payload)) {
        m_session.begin(phase->phase);
    }
    RXWATT_TRY(m_events.emit(step, std::move(payload)));
    if (starts) {
        m_started = true;
        m_session.takeBaseBefore(m_stop);
        return m_session.base() ? tell() : Status();
    }
    // With every checkpoint, however soon it comes: what a kill leaves untold is then only what is done again.
    return isCheckpoint ? tell() : Status();
}

Status MeteredEvents::finish(bool again)
{
    if (!m_started) {
        return {};
    }
    m_session.end();
    RXWATT_TRY(tell());
    if (!again || m_stop || !m_session.base()) {
        return {};
    }
    m_session.takeBaseAfter(m_stop);
    return tell();
}

Status MeteredEvents::tell()
{
    return m_events.emit(m_step, run::EnergyEvent{m_session.record(m_step)});
}

} // namespace rxwatt::training
