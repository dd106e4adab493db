// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/completion.h"
#include "app/cli/console.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
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
    const std::vector<std::string> shells = {"bash", "zsh", "fish"};
    auto shell = std::make_shared<std::string>();
    line.add("completion", "Prints a script that completes rxwatt's commands in a shell.")
        .argument("SHELL", *shell, fmt::format("{}", fmt::join(shells, ", ")))
        .completes(shells)
        .examples(
            {"source <(rxwatt completion bash)", "rxwatt completion fish > ~/.config/fish/completions/rxwatt.fish"})
        .action([shell, shells, &line]() -> Result<int> {
            if (std::find(shells.begin(), shells.end(), *shell) == shells.end()) {
                return fail(ErrorKind::badInput,
                            fmt::format("SHELL: found \"{}\"; {} are allowed", *shell, fmt::join(shells, ", ")));
            }
            RXWATT_TRY(writeOutput(scriptFor(*shell, line.describe())));
            return 0;
        });
}

} // namespace rxwatt::cli
