// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/create_project.h"
#include "core/project/open_project.h"
#include "core/project/templates.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>

namespace rxwatt::project
{

namespace
{

TEST(CreateProject, QueuesTheRunsOfEveryTemplate)
{
    for (const std::string& name : templateNames()) {
        const test::TemporaryFolder folder;
        const std::string path = (folder.path() / "project").string();
        const Result<NewProject> made = createProject(path, name);
        ASSERT_TRUE(made) << made.error().message;
        const Result<OpenProject> opened = openProject(path);
        ASSERT_TRUE(opened) << opened.error().message;
        const auto runs = allRuns(opened->reader);
        ASSERT_TRUE(runs);
        ASSERT_EQ(runs->size(), made->runs.size());
        ASSERT_EQ(runs->size(), templateRuns(name)->size());
        for (std::size_t i = 0; i < runs->size(); ++i) {
            EXPECT_EQ((*runs)[i].id, made->runs[i]);
            EXPECT_EQ((*runs)[i].state, run::RunState::queued);
        }
    }
}

TEST(CreateProject, LeavesAFolderThatHoldsSomethingAsItIs)
{
    const test::TemporaryFolder folder;
    std::ofstream(folder.path() / "thesis.txt") << "mine";
    EXPECT_FALSE(createProject(folder.path().string(), "quickstart"));
    EXPECT_TRUE(std::filesystem::exists(folder.path() / "thesis.txt"));
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "project.json"));
}

} // namespace

} // namespace rxwatt::project
