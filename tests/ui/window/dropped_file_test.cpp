// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/spec.h"
#include "tests/support/temporary_folder.h"
#include "ui/window/dropped_file.h"

#include <gtest/gtest.h>

#include <fstream>

namespace rxwatt::window
{

namespace
{

class Dropped : public testing::Test
{
protected:
    DroppedFile drop(const std::string& name, const std::string& text)
    {
        std::ofstream(m_folder / name) << text;
        return examine(QString::fromStdString((m_folder / name).string()));
    }

    test::TemporaryFolder m_folder;
};

TEST_F(Dropped, ProjectsAreFoundByTheirFolderAndByTheirFile)
{
    const DroppedFile byFile = drop("project.json", "{}");
    EXPECT_EQ(byFile.project.toStdString(), m_folder.path().string());
    const DroppedFile byFolder = examine(QString::fromStdString(m_folder.path().string()));
    EXPECT_EQ(byFolder.project.toStdString(), m_folder.path().string());
}

TEST_F(Dropped, SpecificationsAreRead)
{
    const DroppedFile dropped = drop("spec.json", R"({"name": "mine"})");
    EXPECT_TRUE(dropped.problem.isEmpty());
    EXPECT_EQ(dropped.spec.value("name", ""), "mine");
}

TEST_F(Dropped, WeightsAskToBeJudged)
{
    const DroppedFile dropped = drop("best.safetensors", "");
    ASSERT_TRUE(dropped.problem.isEmpty());
    const auto spec = run::specFromJson(dropped.spec);
    ASSERT_TRUE(spec) << spec.error().message;
    EXPECT_EQ(spec->kind, run::RunKind::evaluate);
    EXPECT_EQ(spec->weights.at(0).text, (m_folder / "best.safetensors").string());
}

TEST_F(Dropped, AnythingElseIsToldWhatItIsNot)
{
    EXPECT_FALSE(drop("torn.json", "{\"name\": ").problem.isEmpty());
    EXPECT_FALSE(drop("list.json", "[1, 2]").problem.isEmpty());
    EXPECT_FALSE(drop("huge.json", "\"" + std::string(2 << 20, 'x') + "\"").problem.isEmpty());
    EXPECT_FALSE(drop("thesis.docx", "words").problem.isEmpty());
    EXPECT_FALSE(examine(QStringLiteral("/no/such/file.json")).problem.isEmpty());
    const test::TemporaryFolder empty;
    EXPECT_FALSE(examine(QString::fromStdString(empty.path().string())).problem.isEmpty());
}

} // namespace

} // namespace rxwatt::window
