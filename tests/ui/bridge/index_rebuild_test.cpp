// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/open_project.h"
#include "tests/support/file_helpers.h"
#include "tests/support/sample_project.h"
#include "tests/support/temporary_folder.h"
#include "ui/bridge/index_rebuild.h"

#include <gtest/gtest.h>

#include <atomic>
#include <QSignalSpy>
#include <QTest>
#include <thread>

namespace rxwatt::bridge
{

namespace
{

namespace fs = std::filesystem;

constexpr int runCount = 16;

class IndexRebuildTest : public testing::Test
{
protected:
    IndexRebuildTest()
    {
        test::SampleRun run;
        run.steps = 200;
        run.points = 2;
        std::vector<test::SampleRun> runs(runCount, run);
        for (std::size_t i = 0; i < runs.size(); ++i) {
            runs[i].name = "run " + std::to_string(i);
        }
        test::makeSampleProject(m_project, runs);
    }

    [[nodiscard]] QString path() const { return QString::fromStdString(m_project.string()); }

    [[nodiscard]] fs::path index() const { return run::ProjectFolder::open(m_project).value().databaseFile(); }

    [[nodiscard]] std::size_t indexedRuns() const
    {
        const auto project = project::openProject(m_project.string());
        return project ? project->reader.names().value().size() : 0;
    }

    test::TemporaryFolder m_folder;
    fs::path m_project = m_folder / "project";
};

TEST_F(IndexRebuildTest, TellsHowFarItIsAndThenThatItIsDone)
{
    fs::remove(index());
    IndexRebuild rebuild;
    const QSignalSpy progressed(&rebuild, &IndexRebuild::progressed);
    const QSignalSpy finished(&rebuild, &IndexRebuild::finished);
    rebuild.start(path());
    ASSERT_TRUE(QTest::qWaitFor([&] { return !finished.isEmpty(); }, 20000));
    ASSERT_FALSE(progressed.isEmpty());
    EXPECT_EQ(progressed.first().at(2).toInt(), runCount);
    EXPECT_EQ(indexedRuns(), std::size_t{runCount});
}

TEST_F(IndexRebuildTest, DestroyedInTheMiddleLeavesTheOldIndexAndNothingBeside)
{
    const std::string before = test::contentOf(index());
    const std::set<std::string> namesBefore = test::namesIn(m_project);
    {
        IndexRebuild rebuild;
        std::atomic<bool> isInTheMiddle = false;
        std::atomic<bool> goOn = false;
        // On the rebuild's own thread, which waits here until this one goes.
        const auto wait = [&] {
            isInTheMiddle = true;
            while (!goOn) {
                std::this_thread::yield();
            }
        };
        QObject::connect(&rebuild, &IndexRebuild::progressed, &rebuild, wait, Qt::DirectConnection);
        rebuild.start(path());
        while (!isInTheMiddle) {
            std::this_thread::yield();
        }
        goOn = true;
    }
    EXPECT_EQ(test::contentOf(index()), before);
    std::set<std::string> names = test::namesIn(m_project);
    names.erase("lock");
    EXPECT_EQ(names, namesBefore);
    EXPECT_EQ(indexedRuns(), std::size_t{runCount});
}

} // namespace

} // namespace rxwatt::bridge
