// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/trace.h"
#include "tests/core/energy/trace_fixture.h"

#include <cmath>

namespace rxwatt::test
{

namespace
{

using energy::PowerSpan;
using energy::Trace;
using energy::TraceWriter;

double wavy(double time)
{
    return 60 + 30 * std::sin(time / 7) + (std::fmod(time, 100) < 1 ? 100 : 0);
}

TEST(Trace, AKnownEnergyComesBack)
{
    const TemporaryFolder folder;
    KnownMachine machine(wavy);
    double first = 0;
    {
        TraceWriter writer(folder.path(), headOf(KnownMachine::zones()));
        for (int i = 0; i < 20'000; ++i) { // wraps once
            writer.append(machine.next());
            first = i == 0 ? machine.counted() : first;
            ASSERT_TRUE(i % 2 == 0 || writer.flush());
        }
    }
    const auto trace = Trace::open(folder.path());
    ASSERT_TRUE(trace) << trace.error().message;
    ASSERT_EQ(trace->recordings().size(), 1U);
    const energy::Recording& recording = trace->recordings().front();
    EXPECT_EQ(recording.samples(), 20'000U);
    EXPECT_TRUE(recording.chunks.front().isClosed());
    EXPECT_EQ(recording.head().zones, KnownMachine::zones());
    const auto energy =
        trace->energy(recording, 0, recording.chunks.front().beginNs(), recording.chunks.front().endNs());
    ASSERT_TRUE(energy);
    EXPECT_NEAR(energy->joules.value_or(0), machine.counted() - first, 1e-3);
    EXPECT_NEAR(energy->coveredS, energy->durationS, 1e-6);
    EXPECT_EQ(energy->gaps, 0);
    const auto dram = trace->energy(recording, static_cast<std::size_t>(recording.seriesOf("fake/1")),
                                    recording.chunks.front().beginNs(), recording.chunks.front().endNs());
    EXPECT_NEAR(dram->joules.value_or(0), (machine.counted() - first) / 6, 1e-3);
    EXPECT_EQ(recording.seriesOf("fake/7"), -1);
}

TEST(Trace, AnyZoomIsWhatItsIntervalsSay)
{
    const TemporaryFolder folder;
    KnownMachine machine(wavy);
    {
        TraceWriter writer(folder.path(), headOf(KnownMachine::zones()));
        for (int i = 0; i < 200'000; ++i) { // four chunks
            energy::Sample sample = machine.next();
            sample.readings[0].valid = i < 90'000 || i > 90'100;
            writer.append(sample);
            ASSERT_TRUE(i % 100 != 0 || writer.flush());
        }
    }
    const auto trace = Trace::open(folder.path());
    ASSERT_TRUE(trace);
    const energy::Recording& recording = trace->recordings().front();
    ASSERT_EQ(recording.chunks.size(), 4U);
    const auto intervals = trace->intervals(recording, 0, 0, allTime);
    ASSERT_TRUE(intervals);
    EXPECT_EQ(intervals->size(), 199'999U) << "those between two chunks are there, once";
    std::mt19937_64 random(3);
    const std::int64_t begin = recording.beginNs();
    const std::int64_t whole = recording.endNs() - begin;
    for (int i = 0; i < 60; ++i) {
        const auto length = static_cast<std::int64_t>(std::pow(10, std::uniform_real_distribution<>(9, 13.3)(random)));
        const std::int64_t from =
            i == 0 ? begin : begin + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(whole));
        const auto spans = trace->spans(recording, 0, from, i == 0 ? begin + whole : from + length, 500);
        ASSERT_TRUE(spans) << spans.error().message;
        ASSERT_FALSE(spans->empty());
        // A level has at most four times as many nodes as the next, and a chunk's last may be short.
        EXPECT_LE(spans->size(), 500U * 4 + 8);
        for (std::size_t j = 0; j < spans->size(); ++j) {
            const PowerSpan& span = (*spans)[j];
            ASSERT_TRUE(j == 0 || span.beginNs == (*spans)[j - 1].endNs) << "nothing is left out between them";
            if (j % 97 != 0) {
                continue;
            }
            const std::int64_t toMonotonic = KnownMachine::begin - KnownMachine::wallBegin;
            const PowerSpan truth = bruteForce(*intervals, span.beginNs + toMonotonic, span.endNs + toMonotonic);
            EXPECT_NEAR(span.joules, truth.joules, 1e-6 * truth.joules);
            EXPECT_NEAR(span.coveredS, truth.coveredS, 1e-9);
            if (truth.isGap()) {
                EXPECT_TRUE(span.isGap());
                continue;
            }
            EXPECT_DOUBLE_EQ(span.minW, truth.minW);
            EXPECT_DOUBLE_EQ(span.maxW, truth.maxW);
        }
    }
}

TEST(Trace, GapsStayGaps)
{
    const TemporaryFolder folder;
    KnownMachine machine([](double) { return 50.0; });
    {
        TraceWriter writer(folder.path(), headOf(KnownMachine::zones()));
        for (int i = 0; i < 300; ++i) {
            energy::Sample sample = machine.next();
            sample.readings[1].valid = i < 100 || i >= 120;
            sample.slept = i == 200;
            writer.append(sample);
        }
    }
    const auto trace = Trace::open(folder.path());
    ASSERT_TRUE(trace);
    const energy::Recording& recording = trace->recordings().front();
    EXPECT_EQ(recording.chunks.size(), 2U) << "another clock after the sleep";
    const std::int64_t begin = recording.chunks.front().beginNs();
    const std::int64_t end = recording.chunks.back().endNs();
    const auto energy = trace->energy(recording, 0, begin, end);
    ASSERT_TRUE(energy);
    EXPECT_EQ(energy->gaps, 2);
    EXPECT_NEAR(energy->durationS - energy->coveredS, 2.1 + 0.1, 0.02) << "21 intervals without dram, one of sleep";
    EXPECT_NEAR(energy->joules.value_or(0), 60 * energy->coveredS, 0.005 * 60 * energy->coveredS);
    const auto package = trace->energy(recording, 1, begin, end);
    EXPECT_EQ(package->gaps, 1);
    const auto spans = trace->spans(recording, 0, recording.beginNs(), recording.endNs(), 1000);
    ASSERT_TRUE(spans);
    EXPECT_EQ(std::count_if(spans->begin(), spans->end(), [](const PowerSpan& span) { return span.isGap(); }), 22);
}

TEST(Trace, MarksEncloseStretches)
{
    const TemporaryFolder folder;
    KnownMachine machine([](double) { return 50.0; });
    std::vector<std::int64_t> times;
    {
        TraceWriter writer(folder.path(), headOf(KnownMachine::zones()));
        for (int i = 0; i < 50; ++i) {
            const energy::Sample sample = machine.next();
            times.push_back(sample.monotonicNs);
            writer.append(sample);
            if (i == 10 || i == 30) {
                writer.mark({sample.monotonicNs, true, "training"});
            }
            if (i == 20) {
                writer.mark({sample.monotonicNs, false, "training"});
            }
        }
    }
    const auto trace = Trace::open(folder.path());
    ASSERT_TRUE(trace);
    const auto stretches = Trace::stretches(trace->recordings().front());
    ASSERT_EQ(stretches.size(), 2U);
    EXPECT_EQ(stretches[0].what, "training");
    EXPECT_EQ(stretches[0].beginNs, times[10]);
    EXPECT_EQ(stretches[0].endNs, times[20]);
    EXPECT_EQ(stretches[1].endNs, times[49]) << "what did not end lasts";
    const auto energy = trace->energy(trace->recordings().front(), 0, times[10], times[20]);
    EXPECT_NEAR(energy->joules.value_or(0), 60 * 1e-9 * static_cast<double>(times[20] - times[10]), 1e-4);
}

TEST(Trace, GrowsWhileItIsRead)
{
    const TemporaryFolder folder;
    auto trace = Trace::open(folder / "power");
    ASSERT_TRUE(trace) << "a folder that is not there yet";
    EXPECT_TRUE(trace->recordings().empty());
    KnownMachine machine(wavy);
    TraceWriter writer(folder / "power", headOf(KnownMachine::zones()));
    for (int i = 1; i <= 140'000; ++i) {
        writer.append(machine.next());
        if (i % 2 == 0 && (i < 200 || i % 10'000 < 4)) {
            ASSERT_TRUE(writer.flush());
            ASSERT_TRUE(trace->refresh());
            const auto intervals = trace->intervals(trace->recordings().front(), 0, 0, allTime);
            ASSERT_EQ(intervals->size(), static_cast<std::size_t>(i - 1));
        }
    }
    ASSERT_TRUE(writer.finish());
    ASSERT_TRUE(trace->refresh());
    EXPECT_EQ(trace->recordings().size(), 1U);
    EXPECT_EQ(trace->recordings().front().chunks.size(), 3U);
    EXPECT_TRUE(trace->recordings().front().chunks.back().isClosed());
    EXPECT_EQ(trace->intervals(trace->recordings().front(), 0, 0, allTime)->size(), 139'999U);
    EXPECT_TRUE(trace->warnings().empty());
}

TEST(Trace, EachAttemptIsARecordingOfItsOwn)
{
    const TemporaryFolder folder;
    KnownMachine machine(wavy);
    for (int attempt = 0; attempt < 3; ++attempt) {
        TraceWriter writer(folder.path(), headOf(KnownMachine::zones()));
        writer.append(machine.next());
        writer.append(machine.next());
        ASSERT_TRUE(writer.flush());
        EXPECT_EQ(writer.recording(), attempt + 1);
    }
    const auto trace = Trace::open(folder.path());
    ASSERT_TRUE(trace);
    EXPECT_EQ(trace->recordings().size(), 3U);
}

} // namespace

} // namespace rxwatt::test
