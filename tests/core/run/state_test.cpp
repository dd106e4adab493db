// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/project.h"
#include "core/run/state.h"
#include "tests/core/run/golden.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rxwatt::run
{

namespace
{

using test::expectGolden;
using test::json;
using test::pretty;
using test::readData;
using testing::HasSubstr;

StateRecord someState()
{
    StateRecord record;
    record.state = RunState::timedOut;
    record.reason = "the cluster's time limit of 2 h";
    record.attempt = 3;
    record.attemptsWithoutProgress = 1;
    record.worker = ProcessIdentity{4711, 18446744073709551615U, "0b2f1a5e-0000-4000-8000-000000000000", "lab-7"};
    record.order = 2.5;
    record.createdAt = "2026-01-01T00:00:00Z";
    record.startedAt = "2026-01-01T00:00:01Z";
    record.finishedAt = "2026-01-01T02:00:01Z";
    return record;
}

TEST(StateJson, GoldenFilesPinTheRecords)
{
    expectGolden("state.json", pretty(toJson(someState())));
    expectGolden("state_new.json", pretty(toJson(StateRecord())));
    expectGolden("meta.json", pretty(toJson(RunMeta{"narrow λ", {"paper", "fig 3"}, "two\nlines", true, true, false})));
    expectGolden("exit.json", pretty(toJson(ExitRecord{ExitOutcome::failed, "loss is NaN at step 7", 2, 7, 1.5})));
    expectGolden("heartbeat.json", pretty(toJson(Heartbeat{2, 500, 77})));
    expectGolden("queue.json", pretty(toJson(QueueRecord{true, "paused after a crash"})));
}

TEST(StateJson, ReadsBackItsGoldenFiles)
{
    EXPECT_EQ(stateRecordFromJson(json(readData("state.json"))).value(), someState());
    EXPECT_EQ(stateRecordFromJson(json(readData("state_new.json"))).value(), StateRecord());
    EXPECT_EQ(metaFromJson(json(readData("meta.json"))).value(),
              (RunMeta{"narrow λ", {"paper", "fig 3"}, "two\nlines", true, true, false}));
    EXPECT_FALSE(metaFromJson(json(R"({"name": "older"})")).value().archived);
    EXPECT_EQ(exitRecordFromJson(json(readData("exit.json"))).value(),
              (ExitRecord{ExitOutcome::failed, "loss is NaN at step 7", 2, 7, 1.5}));
    EXPECT_EQ(heartbeatFromJson(json(readData("heartbeat.json"))).value(), (Heartbeat{2, 500, 77}));
    EXPECT_EQ(queueRecordFromJson(json(readData("queue.json"))).value(), (QueueRecord{true, "paused after a crash"}));
}

TEST(StateJson, WhatIsToBecomeOfARunIsOnRecordWhileItsWorkerStops)
{
    StateRecord record = someState();
    EXPECT_FALSE(toJson(record).contains("stop_intent")) << "earlier versions refuse keys that they do not know";
    for (const auto& [intent, name] : {std::pair(StopIntent::pause, "pause"), std::pair(StopIntent::cancel, "cancel"),
                                       std::pair(StopIntent::requeue, "requeue")}) {
        record.stopIntent = intent;
        EXPECT_EQ(toJson(record)["stop_intent"], name);
        EXPECT_EQ(stateRecordFromJson(toJson(record)).value(), record);
    }
    Json wrong = toJson(record);
    wrong["stop_intent"] = "perhaps";
    EXPECT_THAT(stateRecordFromJson(wrong).error().message, HasSubstr("$.stop_intent"));
}

TEST(StateJson, RefusesRecordsThatAreNotWhole)
{
    const Json whole = toJson(someState());
    for (const char* key : {"state", "attempt", "attempts_without_progress", "order", "created_at"}) {
        Json part = whole;
        part.erase(key);
        const Result<StateRecord> record = stateRecordFromJson(part);
        ASSERT_FALSE(record) << key;
        EXPECT_THAT(record.error().message, HasSubstr(std::string("$.") + key));
    }
    EXPECT_FALSE(exitRecordFromJson(json(R"({"attempt": 1, "steps_done": 0, "duration_s": 0})")));
    EXPECT_FALSE(metaFromJson(json("{}")));
    EXPECT_FALSE(heartbeatFromJson(json("{}")));
    EXPECT_FALSE(queueRecordFromJson(json("{}")));
}

TEST(StateJson, RefusesValuesThatCannotBe)
{
    const auto refuses = [](const char* key, const Json& value) {
        Json changed = toJson(someState());
        changed[key] = value;
        const Result<StateRecord> record = stateRecordFromJson(changed);
        return !record && record.error().message.find(std::string("$.") + key) != std::string::npos;
    };

    EXPECT_TRUE(refuses("state", "asleep"));
    EXPECT_TRUE(refuses("attempt", -1));
    EXPECT_TRUE(refuses("attempts_without_progress", -1));
    EXPECT_TRUE(refuses("worker", json(R"({"pid": 0, "start_time": 1, "boot_id": "", "host": ""})")));
    EXPECT_TRUE(refuses("worker", 3));
    EXPECT_TRUE(refuses("order", "first"));
    EXPECT_FALSE(metaFromJson(json(R"({"name": ""})")));
    EXPECT_FALSE(metaFromJson(json(R"({"name": "a", "tags": ["x", "\u0007"]})")));
    EXPECT_FALSE(metaFromJson(json(R"({"name": "a", "star": true})")));
    EXPECT_FALSE(exitRecordFromJson(json(R"({"outcome": "bored", "attempt": 1, "steps_done": 0, "duration_s": 0})")));
    EXPECT_FALSE(heartbeatFromJson(json(R"({"attempt": 1, "step": -1, "beat": 1})")));
}

TEST(RunState, NamesLeadBackToTheirStates)
{
    for (int i = 0; i <= static_cast<int>(RunState::pruned); ++i) {
        const auto state = static_cast<RunState>(i);
        EXPECT_EQ(stateFromName(nameOf(state)).value(), state);
    }
    EXPECT_EQ(nameOf(RunState::timedOut), "timed_out");
    EXPECT_EQ(nameOf(RunState::queued), "queued");
    EXPECT_FALSE(stateFromName("Queued"));
}

TEST(RunState, NoStateIsBothFinishedAndActive)
{
    for (int i = 0; i <= static_cast<int>(RunState::pruned); ++i) {
        const auto state = static_cast<RunState>(i);
        EXPECT_FALSE(isFinished(state) && isActive(state)) << nameOf(state);
    }
    EXPECT_TRUE(isFinished(RunState::cancelled));
    EXPECT_FALSE(isFinished(RunState::paused));
    EXPECT_FALSE(isActive(RunState::paused));
    EXPECT_TRUE(isActive(RunState::stale));
    EXPECT_FALSE(isActive(RunState::queued));
}

} // namespace

} // namespace rxwatt::run
