// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/project.h"
#include "core/run/version.h"
#include "tests/core/run/golden.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace rxwatt::run
{

namespace
{

namespace fs = std::filesystem;
using testing::HasSubstr;

class ProjectTest : public testing::Test
{
protected:
    void expectRefused(const fs::path& path, ErrorKind kind, const std::string& message) const
    {
        const Result<ProjectFolder> project = ProjectFolder::open(path);
        ASSERT_FALSE(project);
        EXPECT_EQ(project.error().kind, kind);
        EXPECT_THAT(project.error().message, HasSubstr(message));
    }

    void writeProject(const std::string& text) const { std::ofstream(m_folder / "project.json") << text; }

    rxwatt::test::TemporaryFolder m_folder;
};

TEST_F(ProjectTest, OpensWhatItMade)
{
    const Result<ProjectFolder> made = ProjectFolder::create(m_folder / "a/my project/");
    ASSERT_TRUE(made) << made.error().message;
    const Result<ProjectFolder> opened = ProjectFolder::open(m_folder / "a/./my project");

    ASSERT_TRUE(opened) << opened.error().message;
    EXPECT_EQ(opened->path(), m_folder / "a/my project");
    EXPECT_TRUE(fs::is_directory(opened->runsFolder()));
    EXPECT_TRUE(fs::is_directory(opened->requestsFolder()));
    EXPECT_TRUE(opened->runIds().value().empty());
    const Json json = base::readJsonFile(opened->path() / "project.json").value();
    EXPECT_EQ(json["schema"], "rxwatt.project/1");
    EXPECT_EQ(json["name"], "my project");
    EXPECT_EQ(json["rxwatt"], version());
    EXPECT_EQ(json["created_at"].get<std::string>().size(), 20U);
}

TEST_F(ProjectTest, GivesAbsolutePaths)
{
    const fs::path before = fs::current_path();
    fs::current_path(m_folder.path());
    const Result<ProjectFolder> made = ProjectFolder::create("here");
    const Result<ProjectFolder> opened = ProjectFolder::open("here/");
    fs::current_path(before);

    ASSERT_TRUE(made);
    ASSERT_TRUE(opened);
    EXPECT_TRUE(opened->path().is_absolute());
    EXPECT_EQ(opened->path().filename(), "here");
}

TEST_F(ProjectTest, IsMadeInAnEmptyFolder)
{
    EXPECT_TRUE(ProjectFolder::create(m_folder.path()));
}

TEST_F(ProjectTest, LeavesFoldersWithOtherThingsAlone)
{
    std::ofstream(m_folder / "thesis.tex") << "text";

    const Result<ProjectFolder> project = ProjectFolder::create(m_folder.path());

    ASSERT_FALSE(project);
    EXPECT_THAT(project.error().message, HasSubstr("not empty"));
    EXPECT_EQ(std::distance(fs::directory_iterator(m_folder.path()), {}), 1);
}

TEST_F(ProjectTest, IsNotMadeTwice)
{
    ASSERT_TRUE(ProjectFolder::create(m_folder.path()));

    const Result<ProjectFolder> second = ProjectFolder::create(m_folder.path());

    ASSERT_FALSE(second);
    EXPECT_THAT(second.error().message, HasSubstr("project already"));
}

TEST_F(ProjectTest, SaysWhatIsWrongWhereThereIsNoProject)
{
    std::ofstream(m_folder / "file") << "text";

    expectRefused(m_folder / "absent", ErrorKind::notFound, "absent");
    expectRefused(m_folder / "file", ErrorKind::badInput, "no folder");
    expectRefused(m_folder.path(), ErrorKind::notFound, "rxwatt init");
    writeProject("{");
    expectRefused(m_folder.path(), ErrorKind::badInput, "project.json");
    writeProject("{}");
    expectRefused(m_folder.path(), ErrorKind::badInput, "$.schema");
    writeProject(R"({"schema": "somebody.else/1"})");
    expectRefused(m_folder.path(), ErrorKind::badInput, "somebody.else/1");
}

TEST_F(ProjectTest, RefusesProjectsOfNewerVersions)
{
    writeProject(R"({"schema": "rxwatt.project/2", "rxwatt": "3.1.4", "whatever": []})");

    expectRefused(m_folder.path(), ErrorKind::unsupported, "newer version");
    expectRefused(m_folder.path(), ErrorKind::unsupported, "3.1.4");
}

TEST_F(ProjectTest, OpensAProjectOfThisFormatThatAnotherVersionMade)
{
    writeProject(test::readData("project.json"));

    EXPECT_TRUE(ProjectFolder::open(m_folder.path()));
}

TEST_F(ProjectTest, ListsOnlyFoldersThatAreRuns)
{
    const ProjectFolder project = ProjectFolder::create(m_folder / "p").value();
    std::vector<RunId> ids = {base::makeRunId(), base::makeRunId(), base::makeRunId()};
    std::sort(ids.begin(), ids.end());
    for (const RunId& id : ids) {
        fs::create_directory(project.runFolder(id).path());
    }
    fs::create_directory(project.runsFolder() / (".new-" + base::makeRunId().text));
    fs::create_directory(project.runsFolder() / "notes");
    std::ofstream(project.runsFolder() / base::makeRunId().text) << "a file";

    EXPECT_EQ(project.runIds().value(), ids);
}

TEST_F(ProjectTest, SaysThatTheRunsAreGone)
{
    const ProjectFolder project = ProjectFolder::create(m_folder / "p").value();
    fs::remove_all(project.runsFolder());

    const Result<std::vector<RunId>> ids = project.runIds();

    ASSERT_FALSE(ids);
    EXPECT_THAT(ids.error().message, HasSubstr("runs"));
}

} // namespace

} // namespace rxwatt::run
