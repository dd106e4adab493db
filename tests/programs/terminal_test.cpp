// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/progress_view.h"
#include "core/base/files.h"
#include "tests/programs/project_fixture.h"
#include "tests/programs/terminal_program.h"

#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace rxwatt::test
{

namespace
{

const char* const ctrlC = "\x03";
const char* const smallLink = R"({"resource_blocks": 1, "modulation": "QPSK"})";

/// A container may come without pseudo-terminals.
class Terminal : public testing::Test
{
protected:
    void SetUp() override
    {
        const base::FileDescriptor terminal(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
        if (!terminal.valid() || ::ptsname(terminal.get()) == nullptr ||
            ::access(::ptsname(terminal.get()), R_OK | W_OK) != 0) {
            GTEST_SKIP() << "there are no pseudo-terminals here; is /dev/pts mounted?";
        }
    }
};

} // namespace

TEST_F(Terminal, ShowsProgressInOneLineAndTakesItAwayAgain)
{
    const TemporaryFolder folder;
    putContent(folder / "link.json", smallLink);
    TerminalProgram program(
        rxwattCommand({"simulate", (folder / "link.json").string(), "--sinr", "0,10", "--slots", "60000"}));
    EXPECT_TRUE(program.shows("\rslots "));
    EXPECT_TRUE(program.shows(" left\x1b[K"));
    EXPECT_TRUE(program.shows("\r\x1b[K"));
    EXPECT_TRUE(program.shows("BIT ERRORS"));
    EXPECT_EQ(program.wait(), 0) << program.shown();
}

TEST_F(Terminal, EndsASimulationAtCtrlCWithThree)
{
    const TemporaryFolder folder;
    putContent(folder / "link.json", smallLink);
    TerminalProgram program(
        rxwattCommand({"simulate", (folder / "link.json").string(), "--sinr", "0", "--slots", "10000000"}));
    ASSERT_TRUE(program.shows("slots "));
    program.press(ctrlC);
    EXPECT_EQ(program.wait(), 3) << program.shown();
    EXPECT_THAT(program.shown(), testing::HasSubstr("rxwatt: "));
    EXPECT_THAT(program.shown(), testing::Not(testing::HasSubstr("BIT ERRORS")));
}

TEST_F(Terminal, GoesOnWhereCtrlCIsToBeIgnored)
{
    const TemporaryFolder folder;
    putContent(folder / "link.json", smallLink);
#ifdef __SANITIZE_THREAD__
    const std::string slots = "10000"; // of which it works a twentieth in the same time
#else
    const std::string slots = "200000";
#endif
    TerminalProgram program({"sh", "-c", "trap '' INT; exec \"$0\" simulate \"$1\" --sinr 0 --slots " + slots,
                             RXWATT_PROGRAM, (folder / "link.json").string()});
    ASSERT_TRUE(program.shows("slots "));
    program.press(ctrlC);
    EXPECT_TRUE(program.shows("BIT ERRORS"));
    EXPECT_EQ(program.wait(), 0) << program.shown();
}

TEST_F(Terminal, EndsADatasetAtCtrlCAndLeavesNoFile)
{
    const TemporaryFolder folder;
    putContent(folder / "link.json", smallLink);
    const std::string out = (folder / "slots.safetensors").string();
    TerminalProgram program(
        rxwattCommand({"dataset", (folder / "link.json").string(), "--sinr", "0", "--slots", "100000", "--out", out}));
    ASSERT_TRUE(program.shows("slots "));
    program.press(ctrlC);
    EXPECT_EQ(program.wait(), 3) << program.shown();
    EXPECT_THAT(namesIn(folder.path()), testing::ElementsAre("link.json"));
}

class ProgressViewTest : public ProjectTest
{
protected:
    [[nodiscard]] run::ProjectFolder folder() const { return run::ProjectFolder::open(project()).value(); }
};

TEST_F(ProgressViewTest, TellsOfARunWhoseFirstNewsIsItsEnd)
{
    const run::ProjectFolder folder = this->folder();
    const base::SystemClock clock;
    const RunId cancelled{add(tinySpec("unlucky"))};
    const RunId old{add(tinySpec("renamed"))};
    run::StateRecord record;
    record.state = run::RunState::cancelled;
    testing::internal::CaptureStderr();
    cli::ProgressView view(folder, clock, false);
    record.finishedAt = base::toIsoTime(clock.wallClock());
    view.runChanged(cancelled, record);
    record.finishedAt = "2026-01-01T00:00:00Z";
    view.runChanged(old, record);
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "unlucky: cancelled\n");
    EXPECT_THAT(view.ended(), testing::ElementsAre(cancelled));
}

TEST_F(ProgressViewTest, TellsChangesOnce)
{
    const run::ProjectFolder folder = this->folder();
    const base::SystemClock clock;
    const RunId id{add(tinySpec("tiny"))};
    run::StateRecord record;
    testing::internal::CaptureStderr();
    cli::ProgressView view(folder, clock, false);
    for (const run::RunState state : {run::RunState::running, run::RunState::running, run::RunState::failed}) {
        record.state = state;
        view.runChanged(id, record);
    }
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "tiny: running\ntiny: failed\n");
}

TEST_F(ProgressViewTest, PutsWordsAboveTheBarsAndKeepsThemThere)
{
    const run::ProjectFolder folder = this->folder();
    const base::SystemClock clock;
    const RunId id{add(tinySpec("tiny"))};
    run::StateRecord record;
    record.state = run::RunState::running;
    testing::internal::CaptureStderr();
    {
        cli::ProgressView view(folder, clock, true);
        view.runChanged(id, record);
        view.warned("the disk is full");
        view.queueChanged({true, "by hand"});
    }
    const std::string text = testing::internal::GetCapturedStderr();
    const std::string bars = "tiny  setup";
    const auto places = [&](const std::string& words) { return text.find(words); };
    EXPECT_LT(places("tiny: running"), places(bars));
    for (const char* words : {"the disk is full\n", "the queue is paused: by hand\n"}) {
        ASSERT_NE(places(words), std::string::npos) << words;
        EXPECT_NE(text.find(bars, places(words)), std::string::npos) << "drawn again below " << words;
    }
    EXPECT_THAT(text, testing::EndsWith("\x1b[2A\r\x1b[J")) << "nothing is left of the two lines";
}

} // namespace rxwatt::test
