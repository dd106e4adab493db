// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/energy/catalogue.h"
#include "tests/ui/bridge/workspace_fixture.h"
#include "ui/bridge/processor_edits.h"

namespace rxwatt::bridge
{

namespace
{

using test::eventually;
using testing::HasSubstr;

class ProcessorEditsTest : public test::WorkspaceTest
{
protected:
    [[nodiscard]] static energy::Processor board()
    {
        energy::Processor made = *energy::Catalogue::builtIn().find("l4");
        made.id = "board";
        made.name = "Board on my desk";
        return made;
    }

    [[nodiscard]] std::vector<energy::Processor> own() const
    {
        return energy::readOwnProcessors(folder().path()).value();
    }

    [[nodiscard]] base::FileLock lock() const
    {
        return base::FileLock::take(folder().path() / "processors.lock", "another").value();
    }
};

TEST_F(ProcessorEditsTest, WritesOneAfterAnotherAndTellsOfEach)
{
    ProcessorEdits edits;
    const QSignalSpy written(&edits, &ProcessorEdits::written);
    const QSignalSpy removed(&edits, &ProcessorEdits::removed);
    edits.put(folder().path(), board());
    energy::Processor second = board();
    second.tdpW = 33;
    edits.put(folder().path(), second);
    EXPECT_TRUE(edits.isBusy());
    EXPECT_TRUE(written.isEmpty()) << "not on this thread";
    ASSERT_TRUE(eventually([&] { return written.size() == 2; }));
    EXPECT_EQ(written.back().front().toString(), path());
    ASSERT_EQ(own().size(), 1U);
    EXPECT_EQ(own().front().tdpW, 33);
    edits.remove(folder().path(), "board");
    ASSERT_TRUE(eventually([&] { return removed.size() == 1; }));
    EXPECT_TRUE(own().empty());
    EXPECT_FALSE(edits.isBusy());
}

TEST_F(ProcessorEditsTest, WaitsForAProgramThatIsDoneSoon)
{
    ProcessorEdits edits;
    const QSignalSpy written(&edits, &ProcessorEdits::written);
    {
        const base::FileLock held = lock();
        edits.put(folder().path(), board());
        QTest::qWait(120);
        EXPECT_TRUE(own().empty());
    }
    ASSERT_TRUE(eventually([&] { return written.size() == 1; }));
    EXPECT_EQ(own().size(), 1U);
}

TEST_F(ProcessorEditsTest, SaysThatAnotherProgramHoldsTheFile)
{
    ProcessorEdits edits;
    const QSignalSpy failed(&edits, &ProcessorEdits::failed);
    const base::FileLock held = lock();
    edits.put(folder().path(), board());
    ASSERT_TRUE(eventually([&] { return failed.size() == 1; }));
    EXPECT_EQ(failed.front().at(1).toString(), "board");
    EXPECT_THAT(failed.front().at(2).toString().toStdString(), HasSubstr("Another program is changing"));
    EXPECT_TRUE(own().empty());
    EXPECT_FALSE(edits.isBusy());
}

TEST_F(ProcessorEditsTest, SaysWhatIsWrongWithAProcessor)
{
    ProcessorEdits edits;
    const QSignalSpy failed(&edits, &ProcessorEdits::failed);
    energy::Processor bad = board();
    bad.baseClockHz = 2.2;
    edits.put(folder().path(), bad);
    edits.remove(folder().path(), "nothing");
    ASSERT_TRUE(eventually([&] { return failed.size() == 2; }));
    EXPECT_THAT(failed.at(0).at(2).toString().toStdString(), HasSubstr("base_clock_hz: found 2.2 Hz"));
    EXPECT_THAT(failed.at(1).at(2).toString().toStdString(), HasSubstr("no processor \"nothing\" of its own"));
}

TEST_F(ProcessorEditsTest, AreStillDoneWhereTheWindowCloses)
{
    {
        ProcessorEdits edits;
        edits.put(folder().path(), board());
    }
    EXPECT_EQ(own().size(), 1U);
}

TEST_F(ProcessorEditsTest, AProjectTellsOfThemWhoeverMakesThem)
{
    ASSERT_TRUE(open());
    const QSignalSpy changed(&m_workspace, &Workspace::processorsChanged);
    const QSignalSpy runs(&m_workspace, &Workspace::runsChanged);
    QTest::qWait(500);
    const auto runsBefore = runs.size();
    EXPECT_TRUE(changed.isEmpty());
    ASSERT_TRUE(energy::putOwnProcessor(folder().path(), board()));
    ASSERT_TRUE(eventually([&] { return changed.size() == 1; }));
    ASSERT_TRUE(energy::removeOwnProcessor(folder().path(), "board"));
    ASSERT_TRUE(eventually([&] { return changed.size() == 2; }));
    EXPECT_EQ(runs.size(), runsBefore) << "the runs are as they were";
}

} // namespace

} // namespace rxwatt::bridge
