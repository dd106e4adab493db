// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/child_program.h"
#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/completion.h"
#include "app/cli/text.h"
#include "core/project/templates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace rxwatt::cli
{

TEST(Gui, IsSoughtBesideThenWhereItIsNamedThenOnThePath)
{
    const std::filesystem::path folder = testing::TempDir() + "/gui_places";
    std::filesystem::remove_all(folder);
    for (const char* place : {"beside", "named", "path"}) {
        std::filesystem::create_directories(folder / place);
        std::filesystem::copy_file("/bin/true", folder / place / "rxwatt-gui");
    }
    GuiPlaces places{folder / "beside", folder / "named/rxwatt-gui", "/nowhere::" + (folder / "path").string()};
    EXPECT_EQ(findGui(places).value(), folder / "beside/rxwatt-gui");
    places.beside = folder;
    EXPECT_EQ(findGui(places).value(), folder / "named/rxwatt-gui");
    places.named.clear();
    EXPECT_EQ(findGui(places).value(), folder / "path/rxwatt-gui");
    places.path = "/nowhere";
    EXPECT_THAT(findGui(places).error().message, testing::HasSubstr("$RXWATT_GUI is not set"));
    places.named = (folder / "gone").string();
    EXPECT_THAT(findGui(places).error().message, testing::HasSubstr((folder / "gone").string()));
}

TEST(Text, ShowsNothingThatATerminalWouldObey)
{
    EXPECT_EQ(printable("a\x1b[31mb\n\x7f\xc2\x9b"
                        "c"),
              "a?[31mb???c");
    EXPECT_EQ(printable("Müller ±"), "Müller ±");
}

TEST(Text, CutsBetweenLetters)
{
    EXPECT_EQ(shortened("Müller", 6), "Müller");
    EXPECT_EQ(shortened("Müüüüüller", 4), "Müü…");
}

TEST(Text, AlignsTablesByLettersNotBytes)
{
    EXPECT_EQ(renderTable({{"NAME"}, {"N", Align::right}}, {{"Mü", "1"}, {"abcde", "22"}}),
              "NAME    N\nMü      1\nabcde  22\n");
}

TEST(Text, WritesNumbersForPeople)
{
    EXPECT_EQ(groupedDigits(1232776), "1,232,776");
    EXPECT_EQ(groupedDigits(-1000), "-1,000");
    EXPECT_EQ(groupedDigits(999), "999");
    EXPECT_EQ(counted(1, "slot"), "1 slot");
    EXPECT_EQ(counted(0, "slot"), "0 slots");
    EXPECT_EQ(counted(1200, "slot"), "1,200 slots");
    EXPECT_EQ(scientific(0.0084), "8.4e-3");
    EXPECT_EQ(scientific(0), "0");
    EXPECT_EQ(scientific(std::nullopt), "–");
    EXPECT_EQ(durationText(12.4), "12 s");
    EXPECT_EQ(durationText(192), "3 min 12 s");
    EXPECT_EQ(durationText(3720), "1 h 02 min");
}

TEST(Templates, AreValidSpecifications)
{
    for (const std::string& name : project::templateNames()) {
        const auto runs = project::templateRuns(name);
        ASSERT_TRUE(runs) << runs.error().message;
        EXPECT_EQ(runs->size(), name == "empty" ? 0U : 1U) << name;
    }
}

TEST(Templates, JudgeOnChannelsThatTheyDoNotTrainOn)
{
    for (const char* name : {"quickstart", "paper"}) {
        const run::RunSpec spec = project::templateRuns(name).value().at(0);
        const phy::LinkConfig judged = spec.evaluationLink().value();
        for (const phy::ChannelModel model : judged.channel.models) {
            EXPECT_THAT(spec.link.channel.models, testing::Not(testing::Contains(model))) << name;
        }
    }
}

namespace
{

std::vector<CommandDescription> sampleCommands()
{
    static std::string text;
    static bool flag = false;
    CommandLine line;
    line.add("init", "Makes a project: it's a folder.")
        .argument("DIR", text, "Where")
        .choice("--template", text, {"empty", "paper"}, "What [first]")
        .flag("--json", flag, "One document");
    return line.describe();
}

} // namespace

TEST(Completion, DescribesWhatWasDeclared)
{
    const auto commands = sampleCommands();
    ASSERT_EQ(commands.size(), 1U);
    EXPECT_EQ(commands[0].name, "init");
    ASSERT_EQ(commands[0].arguments.size(), 1U);
    EXPECT_EQ(commands[0].arguments[0].name, "DIR");
    ASSERT_EQ(commands[0].options.size(), 3U);
    EXPECT_EQ(commands[0].options[1].name, "--template");
    EXPECT_TRUE(commands[0].options[1].takesValue);
    EXPECT_THAT(commands[0].options[1].choices, testing::ElementsAre("empty", "paper"));
    EXPECT_FALSE(commands[0].options[2].takesValue);
}

TEST(Completion, QuotesHelpForEveryShell)
{
    const auto commands = sampleCommands();
    EXPECT_THAT(bashCompletion(commands), testing::HasSubstr("compgen -W 'empty paper'"));
    EXPECT_THAT(zshCompletion(commands), testing::HasSubstr("'1:DIR:_files'"));
    EXPECT_THAT(zshCompletion(commands), testing::HasSubstr("'init:Makes a project\\: it'\\''s a folder.'"));
    EXPECT_THAT(zshCompletion(commands), testing::HasSubstr("'--template[What \\[first\\]]:value:(empty paper)'"));
    EXPECT_THAT(fishCompletion(commands), testing::HasSubstr("-d 'Makes a project: it\\'s a folder.'"));
}

} // namespace rxwatt::cli
