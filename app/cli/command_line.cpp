// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"

#include "app/cli/console.h"
#include "app/cli/text.h"
#include "core/run/version.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace rxwatt::cli
{

namespace
{

template <typename Number>
std::optional<Number> numberOf(const std::string& text)
{
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return number;
}

std::string allowedText(WholeRange range)
{
    if (range.high == std::numeric_limits<std::int64_t>::max()) {
        return fmt::format("a whole number from {} is allowed", range.low);
    }
    return fmt::format("a whole number from {} to {} is allowed", range.low, range.high);
}

} // namespace

Command& Command::argument(const std::string& name, std::string& value, const std::string& help)
{
    m_last = m_app.add_option(name, value, help)->required()->option_text(" ");
    return *this;
}

Command& Command::arguments(const std::string& name, std::vector<std::string>& values, const std::string& help,
                            int atLeast)
{
    m_last = m_app.add_option(name, values, help)->option_text("...");
    m_last->required(atLeast > 0);
    return *this;
}

Command& Command::option(const std::string& name, const std::string& placeholder, std::string& value,
                         const std::string& help)
{
    m_last = m_app.add_option(name, value, help)->option_text(placeholder);
    return *this;
}

Command& Command::number(const std::string& name, std::int64_t& value, WholeRange range, const std::string& help)
{
    const auto read = [name, range, &value](const std::string& text) {
        const auto number = numberOf<std::int64_t>(text);
        if (!number || *number < range.low || *number > range.high) {
            throw CLI::ValidationError(name, fmt::format("found \"{}\", {}", text, allowedText(range)));
        }
        value = *number;
    };
    m_last = m_app.add_option_function<std::string>(name, read, help)->option_text("N");
    return *this;
}

Command& Command::seed(const std::string& name, std::uint64_t& value, const std::string& help)
{
    const auto read = [name, &value](const std::string& text) {
        const auto number = numberOf<std::uint64_t>(text);
        if (!number) {
            throw CLI::ValidationError(name,
                                       fmt::format("found \"{}\", a whole number from 0 to 2^64 - 1 is allowed", text));
        }
        value = *number;
    };
    m_last = m_app.add_option_function<std::string>(name, read, help)->option_text("SEED");
    return *this;
}

Command& Command::choice(const std::string& name, std::string& value, const std::vector<std::string>& allowed,
                         const std::string& help)
{
    const std::string list = fmt::format("{}", fmt::join(allowed, "|"));
    const auto check = [allowed](const std::string& text) {
        return std::find(allowed.begin(), allowed.end(), text) != allowed.end()
                   ? std::string()
                   : fmt::format("found \"{}\"; {} are allowed", text, fmt::join(allowed, ", "));
    };
    m_last = m_app.add_option(name, value, help)->option_text(list)->check(check);
    m_choices[m_last->get_name(true)] = allowed;
    return *this;
}

Command& Command::flag(const std::string& name, bool& value, const std::string& help)
{
    m_last = m_app.add_flag(name, value, help);
    return *this;
}

Command& Command::required()
{
    m_last->required()->description(m_last->get_description() + " (required)");
    return *this;
}

Command& Command::completes(const std::vector<std::string>& choices)
{
    m_choices[m_last->get_name(true)] = choices;
    return *this;
}

Command& Command::examples(const std::vector<std::string>& lines)
{
    m_app.footer(fmt::format("Examples:\n  {}", fmt::join(lines, "\n  ")));
    return *this;
}

Command& Command::action(Action action)
{
    m_action = std::move(action);
    return *this;
}

CommandLine::CommandLine()
    : m_app(std::make_unique<CLI::App>(
          "RxWatt: simulates 5G uplink slots, trains neural receivers on them and judges them "
          "beside classical ones.",
          "rxwatt"))
{
    m_app->get_formatter()->column_width(34);
    m_app->get_formatter()->label("SUBCOMMAND", "COMMAND");
    m_app->get_formatter()->label("Positionals", "Arguments");
    m_app->set_help_flag("-h,--help", "Prints this help");
    m_app->set_version_flag("--version", "rxwatt " + std::string(run::version()), "Prints the version");
    m_app->require_subcommand(0, 1);
    m_app->footer("rxwatt COMMAND --help explains a command and shows examples.\n"
                  "Exit codes: 0 done, 1 failed, 2 bad usage or bad input, 3 cancelled.\n\n"
                  "A first project:\n  rxwatt init first --template quickstart\n  rxwatt run first --until-empty");
}

CommandLine::~CommandLine() = default;

Command CommandLine::add(const std::string& name, const std::string& purpose)
{
    CLI::App* command = m_app->add_subcommand(name, purpose);
    command->set_help_flag("-h,--help", "Prints this help");
    command->group("Commands");
    return Command(*command, m_actions[name], m_choices[name]);
}

int CommandLine::run(int argc, const char* const* argv)
{
    if (argc < 2) {
        printError(
            "the workbench, which rxwatt starts without a command, is not in this version; here are the commands");
        return exitCodeOf(writeOutput(m_app->help()));
    }
    const std::string first = argv[1];
    const auto isFirst = [&](const CLI::App* command) { return command->get_name() == first; };
    const auto commands = static_cast<const CLI::App&>(*m_app).get_subcommands(nullptr);
    if (!first.starts_with('-') && std::none_of(commands.begin(), commands.end(), isFirst)) {
        printError(fmt::format("there is no command \"{}\"; rxwatt --help lists them", printable(first)));
        return 2;
    }
    return parseAndRun(argc, argv);
}

int CommandLine::parseAndRun(int argc, const char* const* argv)
{
    try {
        m_app->parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        const auto parsed = m_app->get_subcommands();
        return exitCodeOf(writeOutput(parsed.empty() ? m_app->help() : parsed.front()->help("rxwatt")));
    } catch (const CLI::CallForVersion& version) {
        return exitCodeOf(writeOutput(std::string(version.what()) + "\n"));
    } catch (const CLI::ParseError& error) {
        const auto parsed = m_app->get_subcommands();
        const std::string command = parsed.empty() ? "rxwatt" : "rxwatt " + parsed.front()->get_name();
        printError(fmt::format("{} ({} --help explains it)", printable(error.what()), command));
        return 2;
    }
    const auto parsed = m_app->get_subcommands();
    if (parsed.empty()) {
        printError("no command given; rxwatt --help lists them");
        return 2;
    }
    const Result<int> code = m_actions.at(parsed.front()->get_name())();
    if (!code) {
        printError(code.error().message);
        return base::exitCode(code.error());
    }
    return *code;
}

std::vector<CommandDescription> CommandLine::describe() const
{
    std::vector<CommandDescription> commands;
    for (const CLI::App* command : static_cast<const CLI::App&>(*m_app).get_subcommands(nullptr)) {
        CommandDescription description{command->get_name(), command->get_description(), {}, {}};
        const Command::Choices& choices = m_choices.at(command->get_name());
        for (const CLI::Option* option : command->get_options()) {
            const auto found = choices.find(option->get_name(true));
            const auto allowed = found == choices.end() ? std::vector<std::string>() : found->second;
            if (option->get_positional()) {
                description.arguments.push_back(
                    {option->get_name(true), allowed, option->get_items_expected_max() > 1});
            } else {
                description.options.push_back({"--" + option->get_lnames().front(), option->get_description(),
                                               option->get_items_expected_max() > 0, allowed});
            }
        }
        commands.push_back(std::move(description));
    }
    return commands;
}

} // namespace rxwatt::cli
