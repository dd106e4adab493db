// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/completion.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>

namespace rxwatt::cli
{

namespace
{

std::string namesOf(const std::vector<CommandDescription>& commands)
{
    std::vector<std::string> names;
    for (const CommandDescription& command : commands) {
        names.push_back(command.name);
    }
    return fmt::format("{}", fmt::join(names, " "));
}

std::string optionsOf(const CommandDescription& command)
{
    std::vector<std::string> names;
    for (const CommandDescription::Option& option : command.options) {
        names.push_back(option.name);
    }
    return fmt::format("{}", fmt::join(names, " "));
}

/// A text within single quotes of any of the three shells.
std::string quoted(std::string_view text, std::string_view quote)
{
    std::string result = "'";
    for (const char letter : text) {
        result += letter == '\'' ? std::string(quote) : std::string(1, letter);
    }
    return result + "'";
}

/// A text where zsh takes colons and brackets for its own.
std::string zshText(std::string_view text)
{
    std::string plain;
    for (const char letter : text) {
        plain += letter == ':' || letter == '[' || letter == ']' ? std::string("\\") + letter : std::string(1, letter);
    }
    return plain;
}

/// Everything that arguments of the command may be.
std::vector<std::string> argumentChoices(const CommandDescription& command)
{
    std::vector<std::string> words;
    for (const CommandDescription::Argument& argument : command.arguments) {
        words.insert(words.end(), argument.choices.begin(), argument.choices.end());
    }
    return words;
}

bool takesFiles(const CommandDescription& command)
{
    return std::any_of(command.arguments.begin(), command.arguments.end(),
                       [](const CommandDescription::Argument& argument) { return argument.choices.empty(); });
}

std::string bashChoices(const CommandDescription& command)
{
    std::string cases;
    for (const CommandDescription::Option& option : command.options) {
        if (!option.choices.empty()) {
            cases += fmt::format("        '{} {}') COMPREPLY=($(compgen -W '{}' -- \"$word\")); return ;;\n",
                                 command.name, option.name, fmt::join(option.choices, " "));
        }
    }
    return cases;
}

std::string bashArguments(const CommandDescription& command)
{
    const std::vector<std::string> words = argumentChoices(command);
    if (words.empty()) {
        return {};
    }
    return fmt::format("        {}) COMPREPLY=($(compgen -W '{}' -- \"$word\")){} ;;\n", command.name,
                       fmt::join(words, " "), takesFiles(command) ? "" : "; return");
}

std::string zshAction(const std::vector<std::string>& choices)
{
    return choices.empty() ? std::string("_files") : fmt::format("({})", fmt::join(choices, " "));
}

std::string zshOption(const CommandDescription::Option& option)
{
    std::string spec = fmt::format("{}[{}]", option.name, zshText(option.help));
    spec += option.takesValue ? ":value:" + zshAction(option.choices) : "";
    return quoted(spec, "'\\''");
}

std::string zshArguments(const CommandDescription& command)
{
    std::string specs;
    for (std::size_t i = 0; i < command.arguments.size(); ++i) {
        const CommandDescription::Argument& argument = command.arguments[i];
        specs += fmt::format(" \\\n                '{}:{}:{}'", argument.repeats ? "*" : std::to_string(i + 1),
                             zshText(argument.name), zshAction(argument.choices));
    }
    return specs;
}

} // namespace

std::string bashCompletion(const std::vector<CommandDescription>& commands)
{
    std::string choices;
    std::string options;
    std::string arguments;
    for (const CommandDescription& command : commands) {
        choices += bashChoices(command);
        arguments += bashArguments(command);
        options += fmt::format("            {}) words='{}' ;;\n", command.name, optionsOf(command));
    }
    return fmt::format(R"(# bash completion of rxwatt: source <(rxwatt completion bash)
_rxwatt()
{{
    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} command=${{COMP_WORDS[1]}} words=''
    COMPREPLY=()
    if [[ $COMP_CWORD -eq 1 ]]; then
        COMPREPLY=($(compgen -W '{} --help --version' -- "$word"))
        return
    fi
    case "$command $before" in
{}    esac
    if [[ $word == -* ]]; then
        case "$command" in
{}        esac
        COMPREPLY=($(compgen -W "$words" -- "$word"))
        return
    fi
    case "$command" in
{}    esac
    local file
    while IFS= read -r file; do
        COMPREPLY+=("$file")
    done < <(compgen -f -- "$word")
}}
complete -o filenames -F _rxwatt rxwatt
)",
                       namesOf(commands), choices, options, arguments);
}

std::string zshCompletion(const std::vector<CommandDescription>& commands)
{
    std::string names;
    std::string cases;
    for (const CommandDescription& command : commands) {
        names += fmt::format("        {}\n", quoted(command.name + ":" + zshText(command.purpose), "'\\''"));
        cases += fmt::format("        {})\n            _arguments", command.name);
        for (const CommandDescription::Option& option : command.options) {
            cases += fmt::format(" \\\n                {}", zshOption(option));
        }
        cases += zshArguments(command) + " ;;\n";
    }
    return fmt::format(R"(#compdef rxwatt
# zsh completion of rxwatt: rxwatt completion zsh > "${{fpath[1]}}/_rxwatt"
_rxwatt()
{{
    local -a commands
    commands=(
{}    )
    if (( CURRENT == 2 )); then
        _describe 'command' commands
        return
    fi
    local command=${{words[2]}}
    shift words
    (( CURRENT-- ))
    case "$command" in
{}    esac
}}
if [[ "${{funcstack[1]}}" == _rxwatt ]]; then
    _rxwatt "$@"
else
    compdef _rxwatt rxwatt
fi
)",
                       names, cases);
}

std::string fishCompletion(const std::vector<CommandDescription>& commands)
{
    std::string text = "# fish completion of rxwatt: rxwatt completion fish > ~/.config/fish/completions/rxwatt.fish\n";
    for (const CommandDescription& command : commands) {
        text += fmt::format("complete -c rxwatt -f -n __fish_use_subcommand -a {} -d {}\n", command.name,
                            quoted(command.purpose, "\\'"));
    }
    for (const CommandDescription& command : commands) {
        if (const std::vector<std::string> words = argumentChoices(command); !words.empty()) {
            text += fmt::format("complete -c rxwatt {}-n '__fish_seen_subcommand_from {}' -a '{}'\n",
                                takesFiles(command) ? "" : "-f ", command.name, fmt::join(words, " "));
        }
        for (const CommandDescription::Option& option : command.options) {
            text += fmt::format("complete -c rxwatt -n '__fish_seen_subcommand_from {}' -l {} -d {}", command.name,
                                option.name.substr(2), quoted(option.help, "\\'"));
            text += option.takesValue ? " -r" : "";
            text += option.choices.empty() ? "\n" : fmt::format(" -f -a '{}'\n", fmt::join(option.choices, " "));
        }
    }
    return text;
}

} // namespace rxwatt::cli
