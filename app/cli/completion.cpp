// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/completion.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

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

/// "init  Makes a project" as zsh wants it: "init:Makes a project".
std::string described(std::string_view name, std::string_view help)
{
    std::string plain;
    for (const char letter : help) {
        plain += letter == ':' || letter == '[' || letter == ']' ? std::string("\\") + letter : std::string(1, letter);
    }
    return fmt::format("{}:{}", name, plain);
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

std::string zshOption(const CommandDescription::Option& option)
{
    std::string help;
    for (const char letter : option.help) {
        help += letter == '[' || letter == ']' || letter == ':' ? std::string("\\") + letter : std::string(1, letter);
    }
    std::string spec = fmt::format("{}[{}]", option.name, help);
    if (option.takesValue) {
        spec += option.choices.empty() ? ":value:_files" : fmt::format(":value:({})", fmt::join(option.choices, " "));
    }
    return quoted(spec, "'\\''");
}

} // namespace

std::string bashCompletion(const std::vector<CommandDescription>& commands)
{
    std::string choices;
    std::string options;
    for (const CommandDescription& command : commands) {
        choices += bashChoices(command);
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
    COMPREPLY=($(compgen -f -- "$word"))
}}
complete -o filenames -F _rxwatt rxwatt
)",
                       namesOf(commands), choices, options);
}

std::string zshCompletion(const std::vector<CommandDescription>& commands)
{
    std::string names;
    std::string cases;
    for (const CommandDescription& command : commands) {
        names += fmt::format("        {}\n", quoted(described(command.name, command.purpose), "'\\''"));
        cases += fmt::format("        {})\n            _arguments", command.name);
        for (const CommandDescription::Option& option : command.options) {
            cases += fmt::format(" \\\n                {}", zshOption(option));
        }
        cases += " \\\n                '*:file:_files' ;;\n";
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
