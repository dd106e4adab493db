// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/event.h"
#include "tests/core/run/golden.h"
#include "tests/core/run/sample_energy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace rxwatt::run
{

namespace
{

using testing::HasSubstr;

BerPoint somePoint()
{
    return {10, 100, 100000, 23000, 0.23, 0.213, 0.248};
}

/// Each type once, in the order of EventPayload, with its golden file.
std::vector<std::pair<std::string, EventPayload>> everyPayload()
{
    return {
        {"started", StartedEvent{"0.1.0", "1.13.1", "cpu", "lab-7", "AMD EPYC 7B13", "OpenBLAS 0.3.21", 2, 500, false}},
        {"phase", PhaseEvent{Phase::validation}},
        {"series", SeriesEvent{{{"learning_rate", 0.001}, {"train_loss", 0.25}}}},
        {"progress", ProgressEvent{Phase::training, 500, 2000, 61.5}},
        {"checkpoint", CheckpointEvent{}},
        {"ber_point", BerPointEvent{"model", "256QAM", 2, "k3x9m2p7q4w8@best", somePoint()}},
        {"message", MessageEvent{"warning", "two\nlines, \"quoted\", and a λ"}},
        {"energy", EnergyEvent{test::someEnergy()}},
    };
}

RunEvent eventOf(EventPayload payload)
{
    return {42, 2, 500, 12.5, std::move(payload)};
}

TEST(Event, GoldenFilesPinEveryType)
{
    const auto payloads = everyPayload();
    ASSERT_EQ(payloads.size(), std::variant_size_v<EventPayload>);
    for (std::size_t i = 0; i < payloads.size(); ++i) {
        EXPECT_EQ(payloads[i].second.index(), i);
        test::expectGolden("event_" + payloads[i].first + ".jsonl", toLine(eventOf(payloads[i].second)) + "\n");
    }
}

TEST(Event, ReadsBackEveryTypeFromItsGoldenFile)
{
    for (const auto& [name, payload] : everyPayload()) {
        std::string line = test::readData("event_" + name + ".jsonl");
        line.pop_back();

        const Result<RunEvent> event = eventFromLine(line);

        ASSERT_TRUE(event) << event.error().message;
        EXPECT_EQ(*event, eventOf(payload)) << name;
    }
}

TEST(Event, IsOneLine)
{
    const std::string line = toLine(eventOf(MessageEvent{"info", "a\nb\r\n"}));

    EXPECT_EQ(line.find_first_of("\r\n"), std::string::npos);
}

TEST(Event, SaysNothingOfTheTimeThatItCannotEstimate)
{
    const RunEvent event = eventOf(ProgressEvent{Phase::evaluation, 1, 10, -1});

    EXPECT_THAT(toLine(event), HasSubstr("\"remaining_s\":null"));
    EXPECT_EQ(eventFromLine(toLine(event)).value(), event);
}

TEST(Event, LeavesOutSeriesValuesThatAreNoNumbers)
{
    const RunEvent event = eventOf(SeriesEvent{{{"learning_rate", 0.5},
                                                {"train_loss", std::numeric_limits<double>::quiet_NaN()},
                                                {"other", std::numeric_limits<double>::infinity()}}});

    const std::string line = toLine(event);

    EXPECT_THAT(line, HasSubstr("\"train_loss\":null"));
    EXPECT_EQ(eventFromLine(line).value(), eventOf(SeriesEvent{{{"learning_rate", 0.5}}}));
}

TEST(Event, SaysThatAnUnknownTypeIsFromANewerVersion)
{
    const Result<RunEvent> event =
        eventFromLine(R"({"seq": 1, "attempt": 1, "step": 0, "t": 0, "type": "weather", "rain": 3})");

    ASSERT_FALSE(event);
    EXPECT_EQ(event.error().kind, ErrorKind::unsupported);
    EXPECT_THAT(event.error().message, HasSubstr("weather"));
}

TEST(Event, RefusesWhatIsNoEvent)
{
    for (const char* line :
         {"", "{", "[]", "null", "{}", R"({"type": 3})", R"({"type": "checkpoint"})",
          R"({"seq": -1, "attempt": 1, "step": 0, "t": 0, "type": "checkpoint"})",
          R"({"seq": 1, "attempt": 1, "step": 0, "t": 0, "type": "checkpoint", "more": 1})",
          R"({"seq": 1, "attempt": 1, "step": 0, "t": "now", "type": "checkpoint"})",
          R"({"seq": 1, "attempt": 1, "step": 0, "t": 0, "type": "phase"})",
          R"({"seq": 1, "attempt": 1, "step": 0, "t": 0, "type": "phase", "phase": "lunch"})",
          R"({"seq": 1, "attempt": 1, "step": 0, "t": 0, "type": "series"})",
          R"({"seq": 1, "attempt": 1, "step": 0, "t": 0, "type": "series", "values": {"loss": "x"}})",
          R"({"seq": 1, "attempt": 1, "step": 0, "t": 0, "type": "series", "values": []})",
          R"({"seq": 1, "attempt": 1, "step": 0, "t": 1e999, "type": "checkpoint"})",
          R"({"seq": 1, "seq": 2, "attempt": 1, "step": 0, "t": 0, "type": "checkpoint"})"}) {
        const Result<RunEvent> event = eventFromLine(line);

        ASSERT_FALSE(event) << line;
        EXPECT_EQ(event.error().kind, ErrorKind::badInput) << line;
    }
}

/// A line with one of its numbers replaced.
std::string lineWith(const EventPayload& payload, const std::string& key, const Json& value)
{
    Json json = base::parseJson(toLine(eventOf(payload)), "line").value();
    json[key] = value;
    return base::toText(json);
}

TEST(Event, RefusesNumbersThatNoRunCanHave)
{
    const EventPayload point = BerPointEvent{"model", "QPSK", 1, "", {0, 10, 100, 5, 0.05, 0.01, 0.1}};
    const EventPayload progress = ProgressEvent{Phase::training, 1, 10, 5};
    const EventPayload started = StartedEvent{"1", "2", "cpu", "host", "cpu", "blas", 1, 0, true};
    const std::vector<std::tuple<EventPayload, std::string, Json>> wrong = {
        {CheckpointEvent{}, "seq", 9007199254740993},
        {CheckpointEvent{}, "seq", -1},
        {CheckpointEvent{}, "attempt", 0},
        {CheckpointEvent{}, "step", -1},
        {CheckpointEvent{}, "t", -0.1},
        {CheckpointEvent{}, "t", 1.1e9},
        {point, "slots", -1},
        {point, "bits", -1},
        {point, "bit_errors", -1},
        {point, "bit_errors", 101},
        {point, "dmrs_symbols", -1},
        {progress, "done", -1},
        {progress, "total", -1},
        {progress, "remaining_s", -2},
        {progress, "remaining_s", 1.1e9},
        {started, "threads", -1},
        {started, "resumed_from", -1}};
    for (const auto& [payload, key, value] : wrong) {
        const Result<RunEvent> event = eventFromLine(lineWith(payload, key, value));
        ASSERT_FALSE(event) << key << " " << value;
        EXPECT_THAT(event.error().message, HasSubstr("$." + key + ":")) << value;
    }
    for (const auto& [key, value] : {std::pair<std::string, Json>{"seq", 9007199254740992}, {"step", 0}, {"t", 1e9}}) {
        EXPECT_TRUE(eventFromLine(lineWith(CheckpointEvent{}, key, value))) << key;
    }
    EXPECT_TRUE(eventFromLine(lineWith(point, "bit_errors", 100)));
}

TEST(Event, KnowsEachPhaseByItsName)
{
    for (const Phase phase : {Phase::setup, Phase::training, Phase::validation, Phase::evaluation, Phase::inference}) {
        EXPECT_EQ(phaseFromName(nameOf(phase)).value(), phase);
    }
    EXPECT_THAT(phaseFromName("lunch").error().message, HasSubstr("lunch"));
}

TEST(Event, CountsAPointWithoutErrorsAsHalfAnError)
{
    EXPECT_DOUBLE_EQ(log10Ber(1000, 10), -2);
    EXPECT_DOUBLE_EQ(log10Ber(5000, 0), -4);
}

} // namespace

} // namespace rxwatt::run
