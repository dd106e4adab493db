// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/run_folder.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rxwatt::run
{

namespace
{

RunEvent eventNumber(std::uint64_t seq)
{
    return {seq, 1, static_cast<std::int64_t>(seq) * 10, static_cast<double>(seq) / 2, CheckpointEvent{}};
}

class EventFileTest : public testing::Test
{
protected:
    /// Puts text behind what is there, as a torn or a foreign writer would.
    void addText(const std::string& text) const { std::ofstream(m_path, std::ios::app | std::ios::binary) << text; }

    void writeEvents(std::uint64_t first, std::uint64_t last) const
    {
        for (std::uint64_t seq = first; seq <= last; ++seq) {
            addText(toLine(eventNumber(seq)) + "\n");
        }
    }

    [[nodiscard]] EventBatch read(std::uint64_t offset, std::size_t maxBytes = std::size_t{4} << 20) const
    {
        Result<EventBatch> batch = readEvents(m_path, offset, maxBytes);
        EXPECT_TRUE(batch) << batch.error().message;
        return batch.value_or(EventBatch());
    }

    rxwatt::test::TemporaryFolder m_folder;
    std::filesystem::path m_path = m_folder / "events.jsonl";
};

TEST_F(EventFileTest, ReadingFromTheBeginningInsteadIsSaid)
{
    EXPECT_FALSE(read(0).fromBeginning);
    EXPECT_TRUE(read(10).fromBeginning) << "the file is gone";
    writeEvents(1, 3);
    const std::uint64_t end = read(0).nextOffset;
    EXPECT_FALSE(read(0).fromBeginning);
    EXPECT_FALSE(read(end).fromBeginning);
    EXPECT_TRUE(read(end + 10).fromBeginning) << "the file is shorter";
    const EventBatch batch = read(end - 2);
    EXPECT_TRUE(batch.fromBeginning) << "another file lies there by now";
    EXPECT_EQ(batch.events.size(), 3u);
}

TEST_F(EventFileTest, ReadsNothingFromAFileThatIsNotThereYet)
{
    const EventBatch batch = read(0);

    EXPECT_TRUE(batch.events.empty());
    EXPECT_EQ(batch.nextOffset, 0U);
}

TEST_F(EventFileTest, GoesOnWhereItStopped)
{
    writeEvents(1, 2);
    const EventBatch first = read(0);
    writeEvents(3, 3);
    const EventBatch second = read(first.nextOffset);

    ASSERT_EQ(first.events.size(), 2U);
    ASSERT_EQ(second.events.size(), 1U);
    EXPECT_EQ(second.events[0], eventNumber(3));
    EXPECT_EQ(second.nextOffset, std::filesystem::file_size(m_path));
    EXPECT_TRUE(read(second.nextOffset).events.empty());
}

TEST_F(EventFileTest, WaitsForTheEndOfATornLine)
{
    const std::string line = toLine(eventNumber(2)) + "\n";
    writeEvents(1, 1);
    addText(line.substr(0, 20));
    const EventBatch first = read(0);
    addText(line.substr(20));
    const EventBatch second = read(first.nextOffset);

    EXPECT_EQ(first.events.size(), 1U);
    EXPECT_EQ(first.skippedLines, 0);
    ASSERT_EQ(second.events.size(), 1U);
    EXPECT_EQ(second.events[0], eventNumber(2));
}

TEST_F(EventFileTest, ReadsInBoundedPieces)
{
    writeEvents(1, 50);
    std::vector<RunEvent> events;
    std::uint64_t offset = 0;
    while (offset < std::filesystem::file_size(m_path)) {
        const EventBatch batch = read(offset, 200);
        ASSERT_GT(batch.nextOffset, offset);
        ASSERT_LE(batch.nextOffset - offset, 200U);
        events.insert(events.end(), batch.events.begin(), batch.events.end());
        offset = batch.nextOffset;
    }

    ASSERT_EQ(events.size(), 50U);
    EXPECT_EQ(events.back(), eventNumber(50));
}

TEST_F(EventFileTest, ReadsALineThatIsLongerThanThePieceAskedFor)
{
    writeEvents(1, 2);

    const EventBatch batch = read(0, 10);

    ASSERT_EQ(batch.events.size(), 1U);
    EXPECT_EQ(batch.events[0], eventNumber(1));
}

TEST_F(EventFileTest, PassesOverLinesThatItCannotRead)
{
    writeEvents(1, 1);
    addText("{\"seq\": 1, \"att\n\n" + std::string(100, '\0') + "\n");
    addText(R"({"seq": 9, "attempt": 1, "step": 0, "t": 0, "type": "from-the-future"})"
            "\n");
    writeEvents(2, 2);

    const EventBatch batch = read(0);

    ASSERT_EQ(batch.events.size(), 2U);
    EXPECT_EQ(batch.skippedLines, 4);
    EXPECT_EQ(batch.events[1], eventNumber(2));
}

TEST_F(EventFileTest, PassesOverLinesOfMoreThanAMebibyte)
{
    writeEvents(1, 1);
    addText(std::string(3 << 20, ' ') + "\n");
    writeEvents(2, 2);
    std::vector<RunEvent> events;
    int skipped = 0;
    std::uint64_t offset = 0;
    while (offset < std::filesystem::file_size(m_path)) {
        const EventBatch batch = read(offset, 100000);
        ASSERT_GT(batch.nextOffset, offset);
        events.insert(events.end(), batch.events.begin(), batch.events.end());
        skipped += batch.skippedLines;
        offset = batch.nextOffset;
    }

    EXPECT_EQ(events.size(), 2U);
    EXPECT_EQ(skipped, 1);
    EXPECT_EQ(read(0).skippedLines, 1) << "also in one piece";
}

TEST_F(EventFileTest, BeginsAgainInAFileThatWasMadeAnew)
{
    writeEvents(1, 20);
    const EventBatch old = read(0);
    std::filesystem::remove(m_path);
    addText(toLine({1, 1, 0, 0, MessageEvent{"info", "anew"}}) + "\n");
    const EventBatch shorter = read(old.nextOffset);
    for (int i = 0; i < 40; ++i) {
        addText(toLine({2, 1, 0, 0, MessageEvent{"info", "longer than the old file was at this position"}}) + "\n");
    }
    const EventBatch longer = read(old.nextOffset);

    EXPECT_EQ(shorter.events.size(), 1U);
    EXPECT_EQ(longer.events.size(), 41U);
    EXPECT_EQ(longer.skippedLines, 0);
}

TEST_F(EventFileTest, WriterCutsATornEndAndCountsOn)
{
    writeEvents(1, 7);
    const auto whole = std::filesystem::file_size(m_path);
    addText(toLine(eventNumber(8)).substr(0, 30));

    Result<EventWriter> writer = EventWriter::open(m_path);

    ASSERT_TRUE(writer) << writer.error().message;
    EXPECT_EQ(std::filesystem::file_size(m_path), whole);
    EXPECT_EQ(writer->lastSeq(), 7U);
    EXPECT_EQ(writer->lastTime(), 3.5);
    ASSERT_TRUE(writer->append(eventNumber(8)));
    ASSERT_TRUE(writer->sync());
    EXPECT_EQ(read(whole).events.at(0), eventNumber(8));
}

TEST_F(EventFileTest, WriterCutsATornEndOfAnyLength)
{
    writeEvents(1, 1);
    const auto whole = std::filesystem::file_size(m_path);
    addText(std::string(200000, '\0'));
    ASSERT_TRUE(EventWriter::open(m_path));
    EXPECT_EQ(std::filesystem::file_size(m_path), whole);

    std::filesystem::remove(m_path);
    addText(std::string(70000, 'x'));
    const Result<EventWriter> writer = EventWriter::open(m_path);
    ASSERT_TRUE(writer);
    EXPECT_EQ(std::filesystem::file_size(m_path), 0U);
    EXPECT_EQ(writer->lastSeq(), 0U);
}

TEST_F(EventFileTest, WriterTakesTheHighestNumbersAndNotTheLast)
{
    addText(toLine({9, 1, 0, 50, CheckpointEvent{}}) + "\n" + toLine({3, 2, 0, 4, CheckpointEvent{}}) + "\n");

    const Result<EventWriter> writer = EventWriter::open(m_path);

    ASSERT_TRUE(writer);
    EXPECT_EQ(writer->lastSeq(), 9U);
    EXPECT_EQ(writer->lastTime(), 50);
}

TEST_F(EventFileTest, WriterFindsTheLastNumbersOfALongFileAtItsEnd)
{
    std::string text = toLine({99, 1, 0, 99, CheckpointEvent{}}) + "\n";
    for (std::uint64_t seq = 1; seq <= 2000; ++seq) {
        text += toLine({seq, 1, 0, static_cast<double>(seq), MessageEvent{"info", std::string(80, 'x')}}) + "\n";
    }
    addText(text);
    const Result<EventWriter> writer = EventWriter::open(m_path);
    ASSERT_TRUE(writer);
    EXPECT_EQ(writer->lastSeq(), 2000U);
    EXPECT_EQ(writer->lastTime(), 2000);
}

TEST_F(EventFileTest, WriterReadsTheWholeFileWhereItsEndSaysNothing)
{
    for (const std::string& end : {std::string(200'000, 'x') + "\n", std::string(100'000, '\n')}) {
        std::filesystem::remove(m_path);
        addText(toLine({7, 1, 0, 3.5, CheckpointEvent{}}) + "\n" + end);
        const Result<EventWriter> writer = EventWriter::open(m_path);
        ASSERT_TRUE(writer);
        EXPECT_EQ(writer->lastSeq(), 7U);
        EXPECT_EQ(writer->lastTime(), 3.5);
    }
}

TEST_F(EventFileTest, WriterRefusesWhatIsNoFile)
{
    EXPECT_FALSE(EventWriter::open(m_folder.path()));
    EXPECT_FALSE(EventWriter::open(m_folder / "absent/events.jsonl"));
    ASSERT_EQ(::mkfifo((m_folder / "pipe").c_str(), 0600), 0);
    EXPECT_FALSE(EventWriter::open(m_folder / "pipe"));
}

TEST_F(EventFileTest, WriterRefusesAnEventThatReadersWouldPassOver)
{
    Result<EventWriter> writer = EventWriter::open(m_path);
    ASSERT_TRUE(writer);

    EXPECT_FALSE(writer->append({1, 1, 0, 0, MessageEvent{"info", std::string(2 << 20, 'x')}}));
    EXPECT_EQ(std::filesystem::file_size(m_path), 0U);
}

/// In a child, because the limit is the whole process's.
int appendOnAFullDisk(const std::filesystem::path& path)
{
    std::signal(SIGXFSZ, SIG_IGN);
    Result<EventWriter> writer = EventWriter::open(path);
    const rlimit limit{100, 100};
    if (!writer || ::setrlimit(RLIMIT_FSIZE, &limit) != 0 || !writer->append(eventNumber(1))) {
        return 2;
    }
    const Status status = writer->append({2, 1, 0, 0, MessageEvent{"info", std::string(200, 'x')}});
    return !status && status.error().kind == ErrorKind::storage ? 0 : 1;
}

TEST_F(EventFileTest, WriterTakesBackWhatAFullDiskCutShort)
{
    const pid_t child = ::fork();
    if (child == 0) {
        ::_exit(appendOnAFullDisk(m_path));
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);

    EXPECT_EQ(status, 0);
    EXPECT_EQ(std::filesystem::file_size(m_path), toLine(eventNumber(1)).size() + 1);
}

} // namespace

} // namespace rxwatt::run
