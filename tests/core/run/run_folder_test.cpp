// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/run_folder.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace rxwatt::run
{

namespace
{

using testing::HasSubstr;

class RunFolderTest : public testing::Test
{
protected:
    [[nodiscard]] Result<RunFolder> create() const { return createRunFolder(m_runs.path(), m_id, m_spec, m_state); }

    static void write(const std::filesystem::path& path, const std::string& text) { std::ofstream(path) << text; }

    [[nodiscard]] std::size_t entries() const
    {
        return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(m_runs.path()), {}));
    }

    rxwatt::test::TemporaryFolder m_runs;
    RunId m_id = base::makeRunId();
    RunSpec m_spec = specFromJson(Json::object()).value();
    StateRecord m_state;
};

TEST_F(RunFolderTest, HoldsWhatTheRunWasMadeWith)
{
    m_spec.name = "narrow";
    m_state.order = 4;

    const Result<RunFolder> folder = create();

    ASSERT_TRUE(folder) << folder.error().message;
    EXPECT_EQ(folder->path(), m_runs / m_id.text);
    EXPECT_EQ(folder->readSpec().value(), m_spec);
    EXPECT_EQ(folder->readMeta().value().name, "narrow");
    EXPECT_EQ(folder->readState().value(), m_state);
    EXPECT_EQ(folder->readExit().value(), std::nullopt);
    EXPECT_EQ(folder->readHeartbeat().value(), std::nullopt);
    EXPECT_EQ(entries(), 1U) << "nothing is left beside it";
}

TEST_F(RunFolderTest, ReadsBackWhatWasWritten)
{
    const RunFolder folder = create().value();
    const ExitRecord exit{ExitOutcome::stopped, std::nullopt, 1, 20, 3.5};
    m_state.state = RunState::running;

    ASSERT_TRUE(folder.writeExit(exit));
    ASSERT_TRUE(folder.writeState(m_state));
    ASSERT_TRUE(folder.writeMeta({"other", {"tag"}, "", true, false}));

    EXPECT_EQ(folder.readExit().value(), exit);
    EXPECT_EQ(folder.readState().value(), m_state);
    EXPECT_EQ(folder.readMeta().value().name, "other");
}

TEST_F(RunFolderTest, NeverTakesTheFolderOfAnotherRun)
{
    ASSERT_TRUE(create());
    m_spec.name = "other";

    const Result<RunFolder> second = create();

    ASSERT_FALSE(second);
    EXPECT_THAT(second.error().message, HasSubstr("exists already"));
    EXPECT_EQ(RunFolder(m_runs / m_id.text).readSpec().value().name, "train");
    EXPECT_EQ(entries(), 1U);
}

TEST_F(RunFolderTest, LeavesNothingWhereItCannotBeMade)
{
    EXPECT_FALSE(createRunFolder(m_runs / "absent", m_id, m_spec, m_state));
    EXPECT_FALSE(createRunFolder(m_runs.path(), {"../escape"}, m_spec, m_state));
    EXPECT_EQ(entries(), 0U);
}

TEST_F(RunFolderTest, NamesFileAndPathOfWhatIsWrong)
{
    const RunFolder folder = create().value();
    write(folder.stateFile(), R"({"state": "asleep"})");
    write(folder.exitFile(), "{");
    write(folder.specFile(), R"({"kind": "trane"})");

    EXPECT_THAT(folder.readState().error().message, HasSubstr(folder.stateFile().string() + ": $."));
    EXPECT_THAT(folder.readExit().error().message, HasSubstr(folder.exitFile().string()));
    EXPECT_THAT(folder.readSpec().error().message, HasSubstr(folder.specFile().string() + ": $.kind"));
}

TEST_F(RunFolderTest, SaysWhichFileIsMissing)
{
    const Result<RunSpec> spec = RunFolder(m_runs / "nowhere").readSpec();

    ASSERT_FALSE(spec);
    EXPECT_EQ(spec.error().kind, ErrorKind::notFound);
    EXPECT_THAT(spec.error().message, HasSubstr("nowhere/spec.json"));
}

TEST_F(RunFolderTest, NamesSnapshotsByTheirStep)
{
    EXPECT_EQ(RunFolder("/r").snapshotFile(2000), "/r/weights-2000.safetensors");
}

TEST_F(RunFolderTest, ItsLockSaysWhoWorksOnIt)
{
    const RunFolder folder = create().value();
    EXPECT_FALSE(folder.holder());
    {
        const auto lock = folder.lock();
        ASSERT_TRUE(lock) << lock.error().message;
        ASSERT_TRUE(folder.holder());
        EXPECT_EQ(folder.holder()->process, thisProcess());
        const auto second = folder.lock();
        ASSERT_FALSE(second);
        EXPECT_EQ(second.error().kind, ErrorKind::busy);
        EXPECT_THAT(second.error().message, HasSubstr("is worked on by process " + std::to_string(thisProcess().pid)));
    }
    EXPECT_FALSE(folder.holder()) << "what the last holder wrote is still there";
    const auto other = base::FileLock::take(folder.lockFile(), "somebody");
    ASSERT_TRUE(folder.holder());
    EXPECT_EQ(folder.holder()->process, std::nullopt);
}

} // namespace

} // namespace rxwatt::run
