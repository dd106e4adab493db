// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/completion.h"
#include "app/cli/console.h"

#include <memory>

namespace rxwatt::cli
{

namespace
{

std::string scriptFor(const std::string& shell, const std::vector<CommandDescription>& commands)
{
    if (shell == "zsh") {
        return zshCompletion(commands);
    }
    return shell == "fish" ? fishCompletion(commands) : bashCompletion(commands);
}

} // namespace

void addCompletionCommand(CommandLine& line)
{
    auto shell = std::make_shared<std::string>();
    line.add("completion", "Prints a script that completes rxwatt's commands in a shell.")
        .argument("SHELL", *shell, "bash, zsh or fish")
        .examples(
            {"source <(rxwatt completion bash)", "rxwatt completion fish > ~/.config/fish/completions/rxwatt.fish"})
        .action([shell, &line]() -> Result<int> {
            if (*shell != "bash" && *shell != "zsh" && *shell != "fish") {
                return fail(ErrorKind::badInput, "SHELL: found \"" + *shell + "\"; bash, zsh and fish are allowed");
            }
            RXWATT_TRY(writeOutput(scriptFor(*shell, line.describe())));
            return 0;
        });
}

} // namespace rxwatt::cli
