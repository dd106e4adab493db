// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/create_project.h"
#include "core/project/open_project.h"
#include "core/project/trash.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>

namespace rxwatt::project
{

namespace fs = std::filesystem;

TEST(Trash, ListsItsRunsAndPassesOverWhatIsNone)
{
    const test::TemporaryFolder folder;
    const NewProject made = createProject((folder.path() / "project").string(), "quickstart").value();
    EXPECT_TRUE(trashedRuns(made.folder).value().empty());
    const RunId id = made.runs.at(0);
    const std::string name = made.folder.runFolder(id).readMeta().value().name;
    schedule::Request removal;
    removal.action = schedule::Action::remove;
    removal.runs = {id};
    ASSERT_TRUE(request(made.folder, removal));
    const fs::path trash = made.folder.trashFolder();
    fs::create_directories(trash / "bbbbbbbbbbb1");
    fs::create_directories(trash / "no id");
    fs::create_directory_symlink(trash / id.text, trash / "bbbbbbbbbbb2");
    std::ofstream(trash / "bbbbbbbbbbb3") << "a file";
    const auto found = trashedRuns(made.folder).value();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].id, id);
    EXPECT_EQ(found[0].name, name);
    EXPECT_EQ(found[0].trashedAt.size(), std::string("2026-01-01T00:00:00Z").size());
    EXPECT_EQ(findTrashedRun(found, name).value(), id);
    EXPECT_EQ(findTrashedRun(found, id.text.substr(0, 6)).value(), id);
    EXPECT_NE(findTrashedRun(found, "no such").error().message.find("it has " + id.text), std::string::npos);
    fs::remove_all(trash);
    EXPECT_TRUE(trashedRuns(made.folder).value().empty());
}

} // namespace rxwatt::project
