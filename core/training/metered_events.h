// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/energy_session.h"
#include "core/training/run_job.h"

namespace rxwatt::training
{

/// Puts the energy between a run and its events: phases are marked as they begin, the base power is taken when the
/// attempt has told how it starts, and what is known by then is told with the checkpoints and at the end. Whoever does
/// the run's work need not know of it.
class MeteredEvents final : public EventSink
{
public:
    /// Everything outlives it.
    MeteredEvents(EventSink& events, EnergySession& session, const std::atomic<bool>& stop);

    [[nodiscard]] Status emit(std::int64_t step, run::EventPayload payload) override;

    [[nodiscard]] Status sync() override { return m_events.sync(); }

    /// The work is over: the base power is taken again where `again`, unless a stop is asked for, and the whole is
    /// told. Nothing where the attempt has not even told how it starts.
    [[nodiscard]] Status finish(bool again);

private:
    [[nodiscard]] Status tell();

    EventSink& m_events;
    EnergySession& m_session;
    const std::atomic<bool>& m_stop;
    bool m_started = false;
    std::int64_t m_step = 0;
};

} // namespace rxwatt::training
