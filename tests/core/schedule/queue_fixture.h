// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace rxwatt::schedule
{

inline const RunId a{"bbbbbbbbbbb1"};
inline const RunId b{"bbbbbbbbbbb2"};
inline const RunId c{"bbbbbbbbbbb3"};

/// A queue with a clock and a launcher that only remember: every decision becomes a word in `done`.
class QueueTest : public testing::Test
{
protected:
    explicit QueueTest(int slots = 1) : QueueTest(QueueSettings{.slots = slots}) {}

    explicit QueueTest(QueueSettings settings) : m_queue(settings) { at(0); }

    void at(double seconds)
    {
        m_queue.advance({base::Seconds{seconds}, "T" + std::to_string(static_cast<int>(seconds))});
        carryOut();
    }

    void carryOut()
    {
        for (std::vector<Decision> decisions = m_queue.takeDecisions(); !decisions.empty();
             decisions = m_queue.takeDecisions()) {
            for (const Decision& decision : decisions) {
                carryOut(decision);
            }
        }
    }

    void carryOut(const Decision& decision)
    {
        if (const auto* launch = std::get_if<LaunchRun>(&decision)) {
            EXPECT_EQ(m_saved.at(launch->id).state, run::RunState::starting) << "a launch must be on record before";
            m_done.push_back("launch " + launch->id.text.substr(11) + "." + std::to_string(launch->attempt));
            run::ProcessIdentity worker;
            worker.pid = 1000 + launch->attempt;
            m_queue.launched(launch->id, worker);
        } else if (const auto* stop = std::get_if<StopRun>(&decision)) {
            EXPECT_TRUE(m_saved.at(stop->id).stopIntent.has_value()) << "why it stops must be on record before";
            m_done.push_back("stop " + stop->id.text.substr(11));
        } else if (const auto* kill = std::get_if<KillRun>(&decision)) {
            m_done.push_back("kill " + kill->id.text.substr(11));
        } else if (const auto* save = std::get_if<SaveRun>(&decision)) {
            m_saved[save->id] = save->record;
        } else if (const auto* queue = std::get_if<SaveQueue>(&decision)) {
            m_done.emplace_back(queue->record.paused ? "queue paused" : "queue resumed");
        }
    }

    void add(const RunId& id, std::vector<WeightsNeed> needs = {}, run::RunState state = run::RunState::queued)
    {
        run::StateRecord record;
        record.state = state;
        record.order = static_cast<double>(++m_added);
        m_queue.add(id, record, std::move(needs));
        m_saved[id] = record;
        carryOut();
    }

    /// A run whose energy is measured.
    void addMeasured(const RunId& id)
    {
        run::StateRecord record;
        record.order = static_cast<double>(++m_added);
        m_queue.add(id, record, {}, Company::none);
        m_saved[id] = record;
        carryOut();
    }

    void beat(const RunId& id, std::uint64_t number)
    {
        m_queue.heartbeat(id, {.attempt = m_queue.find(id)->attempt, .step = 0, .beat = number});
        carryOut();
    }

    void end(const RunId& id, const WorkerEnd& how)
    {
        m_queue.workerGone(id, how);
        carryOut();
    }

    void ask(const Status& status)
    {
        EXPECT_TRUE(status) << status.error().message;
        carryOut();
    }

    void expectRefusal(const Status& status, const std::string& part)
    {
        ASSERT_FALSE(status);
        EXPECT_EQ(status.error().kind, ErrorKind::badInput);
        EXPECT_THAT(status.error().message, testing::HasSubstr(part));
        carryOut();
    }

    static WorkerEnd exited(run::ExitOutcome outcome, std::optional<std::string> reason = {})
    {
        WorkerEnd how;
        how.exitCode = outcome == run::ExitOutcome::failed ? 1 : 0;
        how.exit = run::ExitRecord{outcome, std::move(reason), 1, 10, 1.0};
        return how;
    }

    static WorkerEnd killedBy(int signal, bool progressed = false)
    {
        WorkerEnd how;
        how.signal = signal;
        how.progressed = progressed;
        return how;
    }

    static WorkerEnd succeeded() { return exited(run::ExitOutcome::succeeded); }

    static WorkerEnd stopped() { return exited(run::ExitOutcome::stopped); }

    /// State as last saved: what a new scheduler would find.
    [[nodiscard]] run::RunState state(const RunId& id) const
    {
        EXPECT_EQ(m_saved.at(id), *m_queue.find(id)) << "a change was not saved";
        return m_saved.at(id).state;
    }

    [[nodiscard]] std::string reason(const RunId& id) const { return m_saved.at(id).reason.value_or(""); }

    std::vector<std::string> done() { return std::exchange(m_done, {}); }

    Queue m_queue;
    int m_added = 0;
    std::map<RunId, run::StateRecord> m_saved;
    std::vector<std::string> m_done;
};

} // namespace rxwatt::schedule
