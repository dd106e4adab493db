// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/programs/program.h"
#include "tests/support/file_helpers.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

namespace rxwatt::test
{

/// A run that is through in seconds: one resource block, a network of two thin blocks.
inline Json tinySpec(const std::string& name, int steps = 6)
{
    return Json{
        {"name", name},
        {"kind", "train"},
        {"seed", 3},
        {"link",
         {{"resource_blocks", 1},
          {"subcarrier_spacing_hz", 15000},
          {"modulation", "QPSK"},
          {"channel", {{"models", {"TDL-A"}}}},
          {"sinr_db", {0, 10}}}},
        {"model", {{"channels", {8, 8}}, {"dilations", {{1, 1}, {1, 1}}}, {"depth_multiplier", 1}}},
        {"training", {{"steps", steps}, {"batch_slots", 2}, {"warmup_steps", 1}, {"checkpoint_every", 2}}},
        {"validation", {{"every", 3}, {"sinr_db", {0, 10}}, {"slots", 4}}},
        {"evaluation",
         {{"sinr_db", {0, 10}}, {"min_slots", 4}, {"max_slots", 8}, {"baselines", {"ls-linear", "perfect-csi"}}}},
        {"device", "cpu"},
        {"threads", 1}};
}

/// Tests with an empty project in a folder of their own.
class ProjectTest : public testing::Test
{
protected:
    void SetUp() override
    {
        const ProgramResult made = rxwatt({"init", project()});
        ASSERT_EQ(made.exitCode, 0) << made.err;
    }

    /// A worker outlives its scheduler on purpose, but not its test.
    void TearDown() override
    {
        for (const std::string& id : namesIn(project() + "/runs")) {
            const std::string folder = project() + "/runs/" + id;
            const auto state = base::parseJson(contentOf(folder + "/state.json"), "state.json");
            const Json worker = state ? state->value("worker", Json()) : Json();
            const int pid = worker.is_object() ? worker.value("pid", 0) : 0;
            if (pid > 1 && contentOf("/proc/" + std::to_string(pid) + "/cmdline").find(folder) != std::string::npos) {
                ::kill(pid, SIGKILL);
            }
        }
    }

    [[nodiscard]] std::string project() const { return (m_folder / "project").string(); }

    /// The path of a file in the test's folder.
    [[nodiscard]] std::string file(const std::string& name) const { return (m_folder / name).string(); }

    std::string write(const std::string& name, const std::string& text) const
    {
        putContent(m_folder / name, text);
        return file(name);
    }

    std::string writeSpec(const Json& spec) const
    {
        return write(spec.at("name").get<std::string>() + ".json", base::toText(spec, 2));
    }

    /// Queues a run and returns its id.
    std::string add(const Json& spec) const
    {
        const ProgramResult added = rxwatt({"add", project(), writeSpec(spec), "--json"});
        EXPECT_EQ(added.exitCode, 0) << added.err;
        const Json document = documentOf(added);
        return document.contains("runs") && !document["runs"].empty() ? document["runs"][0].get<std::string>() : "";
    }

    [[nodiscard]] Json show(const std::string& run) const
    {
        return documentOf(rxwatt({"show", project(), run, "--json"}));
    }

    [[nodiscard]] std::string stateOf(const std::string& run) const { return show(run).value("state", ""); }

private:
    TemporaryFolder m_folder;
};

} // namespace rxwatt::test
