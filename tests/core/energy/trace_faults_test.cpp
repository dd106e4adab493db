// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/trace_recorder.h"
#include "tests/core/energy/trace_fixture.h"
#include "tests/support/file_helpers.h"

#include <csignal>
#include <sys/resource.h>

namespace rxwatt::test
{

namespace
{

using energy::Trace;
using energy::TraceWriter;

std::filesystem::path firstChunk(const TemporaryFolder& folder)
{
    return folder / energy::chunkFileName(1, 0);
}

std::size_t intervalsIn(const std::filesystem::path& folder)
{
    const auto trace = Trace::open(folder);
    if (!trace || trace->recordings().empty()) {
        return 0;
    }
    const auto intervals = trace->intervals(trace->recordings().front(), 0, 0, allTime);
    return intervals ? intervals->size() : 0;
}

/// Files may be no longer while it lives: a full disk, to the one process.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes) : m_handler(std::signal(SIGXFSZ, SIG_IGN))
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }

    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

    ~FileSizeLimit()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }

private:
    rlimit m_before{};
    void (*m_handler)(int);
};

TEST(TraceFaults, AKillLosesWhatWasNotWrittenYet)
{
    const TemporaryFolder folder;
    KnownMachine machine([](double) { return 50.0; });
    TraceWriter writer(folder.path(), headOf(KnownMachine::zones()));
    for (int i = 0; i < 1000; ++i) {
        writer.append(machine.next());
        ASSERT_TRUE(i % 2 == 0 || writer.flush());
    }
    writer.append(machine.next()); // not flushed
    EXPECT_EQ(intervalsIn(folder.path()), 999U);
}

TEST(TraceFaults, ACutFileKeepsAllButItsLastSecond)
{
    const TemporaryFolder folder;
    KnownMachine machine([](double) { return 50.0; });
    TraceWriter writer(folder.path(), headOf(KnownMachine::zones()));
    for (int i = 0; i < 60; ++i) {
        writer.append(machine.next());
        ASSERT_TRUE(writer.flush());
    }
    const std::string whole = contentOf(firstChunk(folder));
    const TemporaryFolder cut;
    std::size_t before = 0;
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        putContent(firstChunk(cut), whole.substr(0, size));
        const std::size_t intervals = intervalsIn(cut.path());
        EXPECT_GE(intervals, before) << size;
        EXPECT_TRUE(intervals == before || intervals <= before + 12) << "a block is a second: " << size;
        before = intervals;
    }
    EXPECT_EQ(before, 59U);
}

TEST(TraceFaults, NoBrokenByteMakesAJoule)
{
    const TemporaryFolder folder;
    KnownMachine machine([](double) { return 50.0; });
    {
        TraceWriter writer(folder.path(), headOf(KnownMachine::zones()));
        for (int i = 0; i < 200; ++i) {
            writer.append(machine.next());
            ASSERT_TRUE(writer.flush());
        }
        writer.mark({machine.next().monotonicNs, true, "training"});
    }
    const std::string whole = contentOf(firstChunk(folder));
    const TemporaryFolder broken;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        std::string text = whole;
        text[i] = static_cast<char>(text[i] ^ 0x41);
        putContent(firstChunk(broken), text);
        const auto trace = Trace::open(broken.path());
        ASSERT_TRUE(trace);
        for (const energy::Recording& recording : trace->recordings()) {
            for (const std::size_t most : {std::size_t{1}, std::size_t{1000}}) {
                const auto spans = trace->spans(recording, 0, 0, allTime, most);
                double joules = 0;
                double covered = 0;
                for (const energy::PowerSpan& span : spans ? *spans : std::vector<energy::PowerSpan>()) {
                    joules += span.joules;
                    covered += span.coveredS;
                }
                EXPECT_NEAR(joules, 60 * covered, 0.01 * 60 * covered + 1e-9) << i;
            }
        }
    }
}

TEST(TraceFaults, AFullDiskLosesNothingThatFitsInMemory)
{
    const TemporaryFolder folder;
    KnownMachine machine([](double) { return 50.0; });
    {
        TraceWriter writer(folder.path(), headOf(KnownMachine::zones()));
        for (int i = 0; i < 100; ++i) {
            writer.append(machine.next());
        }
        ASSERT_TRUE(writer.flush());
        {
            const FileSizeLimit full(std::filesystem::file_size(firstChunk(folder)) + 7);
            for (int i = 0; i < 100; ++i) {
                writer.append(machine.next());
                EXPECT_FALSE(writer.flush());
            }
            EXPECT_EQ(intervalsIn(folder.path()), 99U) << "what was written stays whole";
        }
        writer.append(machine.next());
        EXPECT_TRUE(writer.flush());
        EXPECT_EQ(writer.lost(), 0);
    }
    EXPECT_EQ(intervalsIn(folder.path()), 200U);
}

TEST(TraceFaults, ADiskThatStaysFullLosesSamplesAndCountsThem)
{
    const TemporaryFolder folder;
    KnownMachine machine([](double) { return 50.0; });
    constexpr int many = 300'000; // beyond a chunk, and more than what may wait
    std::int64_t lost = 0;
    {
        TraceWriter writer(folder.path(), headOf(KnownMachine::zones()));
        const FileSizeLimit full(0);
        for (int i = 0; i < many; ++i) {
            writer.append(machine.next());
        }
        EXPECT_FALSE(writer.flush());
        EXPECT_EQ(intervalsIn(folder.path()), 0U);
        lost = writer.lost();
    } // and at the very end there is room
    EXPECT_GT(lost, 0);
    EXPECT_EQ(static_cast<std::int64_t>(intervalsIn(folder.path())) + 1 + lost, many);
}

TEST(TraceFaults, WhatIsNoTraceIsNamed)
{
    const TemporaryFolder folder;
    putContent(folder / "0001-00000.bin", "hello");
    putContent(folder / "0002-00000.bin", "");
    std::filesystem::create_directory(folder / "0003-00000.bin");
    std::filesystem::create_symlink("nowhere", folder / "0004-00000.bin");
    putContent(folder / "notes.txt", "not looked at");
    const auto trace = Trace::open(folder.path());
    ASSERT_TRUE(trace);
    EXPECT_TRUE(trace->recordings().empty());
    ASSERT_EQ(trace->warnings().size(), 4U);
    EXPECT_NE(trace->warnings()[0].find("0001-00000.bin: a power trace"), std::string::npos);
    // The next recording keeps out of their way.
    KnownMachine machine([](double) { return 50.0; });
    TraceWriter writer(folder.path(), headOf(KnownMachine::zones()));
    writer.append(machine.next());
    EXPECT_TRUE(writer.flush());
    EXPECT_EQ(writer.recording(), 5);
}

TEST(TraceRecorder, WritesOnAThreadOfItsOwn)
{
    const TemporaryFolder folder;
    KnownMachine machine([](double) { return 50.0; });
    {
        energy::TraceRecorder recorder(folder / "power", headOf(KnownMachine::zones()));
        for (int i = 0; i < 100; ++i) {
            recorder.take(machine.next());
        }
        recorder.mark({machine.next().monotonicNs, true, "training"});
        for (int i = 0; i < 500 && intervalsIn(folder / "power") < 99; ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        EXPECT_EQ(intervalsIn(folder / "power"), 99U) << "written before its end";
        EXPECT_EQ(recorder.problem(), "");
    }
    const auto trace = Trace::open(folder / "power");
    ASSERT_TRUE(trace);
    ASSERT_EQ(trace->recordings().size(), 1U);
    EXPECT_EQ(Trace::stretches(trace->recordings().front()).size(), 1U);
}

TEST(TraceRecorder, SaysWhatWentWrong)
{
    const TemporaryFolder folder;
    putContent(folder / "power", "a file where the folder should be");
    KnownMachine machine([](double) { return 50.0; });
    energy::TraceRecorder recorder(folder / "power", headOf(KnownMachine::zones()));
    recorder.take(machine.next());
    for (int i = 0; i < 500 && recorder.problem().empty(); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    EXPECT_NE(recorder.problem().find("the power trace could not be written"), std::string::npos);
}

} // namespace

} // namespace rxwatt::test
