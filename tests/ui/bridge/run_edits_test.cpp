// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/bridge/workspace_fixture.h"
#include "ui/bridge/run_edits.h"

#include <algorithm>
#include <QUndoStack>

namespace rxwatt::bridge
{

namespace
{

using test::eventually;

class RunEditsTest : public test::WorkspaceTest
{
protected:
    void SetUp() override
    {
        m_run = add("first");
        m_other = add("second");
        ASSERT_TRUE(open());
        QObject::connect(&m_edits, &RunEdits::failed, [this](const QString& text) { m_failures.append(text); });
    }

    void settle()
    {
        ASSERT_TRUE(eventually([&] { return !m_edits.isBusy(); }));
    }

    void undo()
    {
        m_undo.undo();
        settle();
    }

    void redo()
    {
        m_undo.redo();
        settle();
    }

    [[nodiscard]] run::RunMeta meta(const RunId& id) const { return folder().runFolder(id).readMeta().value(); }

    [[nodiscard]] std::vector<RunId> queue() const
    {
        std::vector<RunId> ids;
        const auto opened = project::openProject(folder().path().string()).value();
        const auto runs = project::allRuns(opened.reader).value();
        for (const auto& run : runs) {
            ids.push_back(run.id);
        }
        return ids;
    }

    RunId m_run;
    RunId m_other;
    QUndoStack m_undo;
    RunEdits m_edits{m_workspace, m_undo};
    QStringList m_failures;
};

TEST_F(RunEditsTest, RenameAndTakeItBack)
{
    m_edits.rename(m_run, QStringLiteral("<b>été</b>"));
    settle();
    EXPECT_EQ(meta(m_run).name, "<b>été</b>");
    EXPECT_EQ(m_undo.count(), 1);
    EXPECT_FALSE(m_undo.undoText().isEmpty());
    undo();
    EXPECT_EQ(meta(m_run).name, "first");
    redo();
    EXPECT_EQ(meta(m_run).name, "<b>été</b>");
    EXPECT_EQ(m_failures, QStringList());
}

TEST_F(RunEditsTest, TheOldValueIsThatOfTheEditBefore)
{
    for (int i = 0; i < 20; ++i) {
        m_edits.rename(m_run, QString::number(i));
    }
    settle();
    EXPECT_EQ(meta(m_run).name, "19");
    ASSERT_EQ(m_undo.count(), 20);
    m_undo.undo();
    m_undo.undo();
    settle();
    EXPECT_EQ(meta(m_run).name, "17");
}

TEST_F(RunEditsTest, WhatChangesNothingIsNoEdit)
{
    m_edits.rename(m_run, QStringLiteral("first"));
    m_edits.setStarred({m_run, m_other}, false);
    m_edits.setTags({m_run}, {}, {QStringLiteral("absent")});
    settle();
    EXPECT_EQ(m_undo.count(), 0);
}

TEST_F(RunEditsTest, EveryRunGetsItsOwnValueBack)
{
    m_edits.setTags({m_run}, {QStringLiteral("paper")}, {});
    m_edits.setTags({m_run, m_other}, {QStringLiteral("paper"), QStringLiteral("new")}, {QStringLiteral("old")});
    m_edits.setStarred({m_other}, true);
    m_edits.setStarred({m_run, m_other}, true);
    m_edits.setArchived({m_run}, true);
    settle();
    using Tags = std::vector<std::string>;
    EXPECT_EQ(meta(m_run).tags, (Tags{"paper", "new"}));
    EXPECT_EQ(meta(m_other).tags, (Tags{"paper", "new"}));
    EXPECT_TRUE(meta(m_run).starred && meta(m_other).starred && meta(m_run).archived);
    undo();
    EXPECT_FALSE(meta(m_run).archived);
    undo();
    EXPECT_FALSE(meta(m_run).starred);
    EXPECT_TRUE(meta(m_other).starred);
    undo();
    undo();
    EXPECT_EQ(meta(m_run).tags, Tags{"paper"});
    EXPECT_EQ(meta(m_other).tags, Tags{});
    EXPECT_EQ(m_failures, QStringList());
}

TEST_F(RunEditsTest, EditsOfNotesInARowAreUndoneTogether)
{
    for (const char* text : {"a", "ab", "abc"}) {
        m_edits.setNotes(m_run, QString::fromLatin1(text));
    }
    m_edits.setNotes(m_other, QStringLiteral("other"));
    settle();
    EXPECT_EQ(m_undo.count(), 2);
    EXPECT_EQ(meta(m_run).notes, "abc");
    undo();
    undo();
    EXPECT_EQ(meta(m_run).notes, "");
    EXPECT_EQ(meta(m_other).notes, "");
    redo();
    EXPECT_EQ(meta(m_run).notes, "abc");
}

TEST_F(RunEditsTest, RunsComeBackFromTheTrash)
{
    m_edits.moveToTrash({m_run});
    settle();
    EXPECT_EQ(queue(), std::vector<RunId>{m_other});
    undo();
    EXPECT_EQ(queue().size(), 2U);
    EXPECT_EQ(meta(m_run).name, "first");
    redo();
    m_edits.restoreFromTrash({m_run});
    settle();
    EXPECT_EQ(queue().size(), 2U);
    EXPECT_EQ(m_failures, QStringList());
}

TEST_F(RunEditsTest, RunsChangePlacesAndChangeBack)
{
    const RunId third = add("third");
    const RunId fourth = add("fourth");
    const std::vector<RunId> before = queue();
    m_edits.reorder({fourth, m_run}, third);
    settle();
    EXPECT_EQ(queue(), (std::vector<RunId>{m_other, fourth, m_run, third}));
    undo();
    EXPECT_EQ(queue(), before);
    redo();
    EXPECT_EQ(queue(), (std::vector<RunId>{m_other, fourth, m_run, third}));
    m_edits.reorder({m_other}, RunId());
    settle();
    EXPECT_EQ(queue().back(), m_other);
    undo();
    EXPECT_EQ(queue().front(), m_other);
}

TEST_F(RunEditsTest, AnEditThatFailsLeavesTheStackAndSaysWhy)
{
    m_edits.setStarred({m_run}, true);
    settle();
    m_edits.moveToTrash({RunId{"0123456789bc"}});
    settle();
    EXPECT_EQ(m_undo.count(), 1);
    ASSERT_EQ(m_failures.size(), 1);
    m_edits.rename(RunId{"0123456789bc"}, QStringLiteral("x"));
    settle();
    EXPECT_EQ(m_undo.count(), 1);
    EXPECT_EQ(m_failures.size(), 2);
    undo();
    EXPECT_FALSE(meta(m_run).starred);
}

TEST_F(RunEditsTest, WhatWasRefusedForSomeRunsIsUndoneForTheOthers)
{
    m_edits.moveToTrash({m_run, RunId{"0123456789bc"}});
    settle();
    EXPECT_EQ(m_failures.size(), 1);
    EXPECT_EQ(m_undo.count(), 1);
    undo();
    EXPECT_EQ(queue().size(), 2U);
    EXPECT_EQ(m_failures.size(), 1);
}

TEST_F(RunEditsTest, UndoSaysThatTheRunIsGone)
{
    m_edits.rename(m_run, QStringLiteral("new"));
    settle();
    std::filesystem::remove_all(folder().runFolder(m_run).path());
    undo();
    ASSERT_EQ(m_failures.size(), 1);
    EXPECT_THAT(m_failures.first().toStdString(), testing::HasSubstr(m_run.text));
    EXPECT_EQ(m_undo.count(), 0);
}

TEST_F(RunEditsTest, PagesHearOfAnEditWithoutAScheduler)
{
    const QSignalSpy changed(&m_workspace, &Workspace::runsChanged);
    m_edits.rename(m_run, QStringLiteral("new"));
    ASSERT_TRUE(eventually([&] { return !changed.isEmpty(); }));
    // Runs that were made in the same instant have no order.
    ASSERT_TRUE(eventually([&] {
        const auto found = names();
        return found && std::ranges::is_permutation(**found, std::vector<std::string>({"new", "second"}));
    }));
}

TEST_F(RunEditsTest, AddedRunsAreTold)
{
    const QSignalSpy added(&m_edits, &RunEdits::added);
    run::RunSpec spec;
    spec.name = "third";
    m_edits.add({run::toJson(spec)}, false);
    settle();
    ASSERT_EQ(added.count(), 1);
    EXPECT_EQ(queue().size(), 3U);
    m_edits.add({Json{{"schema", "nothing"}}}, false);
    settle();
    EXPECT_EQ(m_failures.size(), 1);
    EXPECT_EQ(added.count(), 1);
}

TEST_F(RunEditsTest, QueueRequestsTakeEffect)
{
    m_edits.pauseQueue();
    settle();
    ASSERT_TRUE(eventually([&] { return m_workspace.queue().paused; }));
    m_edits.resumeQueue();
    m_edits.cancel({m_run});
    settle();
    ASSERT_TRUE(eventually([&] { return !m_workspace.queue().paused && m_workspace.queue().queued == 1; }));
    m_edits.pause({m_run});
    settle();
    EXPECT_EQ(m_failures.size(), 1);
    m_edits.retry({m_run}, true);
    settle();
    ASSERT_TRUE(eventually([&] { return m_workspace.queue().queued == 2; }));
}

TEST_F(RunEditsTest, ClosingTheProjectEmptiesTheStack)
{
    m_edits.setStarred({m_run}, true);
    settle();
    m_edits.rename(m_run, QStringLiteral("late"));
    m_workspace.close();
    EXPECT_EQ(m_undo.count(), 0);
    EXPECT_FALSE(m_edits.isBusy());
    m_edits.rename(m_run, QStringLiteral("closed"));
    EXPECT_EQ(m_failures.size(), 1);
    ASSERT_TRUE(open());
    m_edits.rename(m_run, QStringLiteral("again"));
    settle();
    EXPECT_EQ(m_undo.count(), 1);
}

} // namespace

} // namespace rxwatt::bridge
