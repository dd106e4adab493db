// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace CLI
{
class App;
class Option;
} // namespace CLI

namespace rxwatt::cli
{

/// Whole numbers that an option takes.
struct WholeRange {
    std::int64_t low = 0;
    std::int64_t high = std::numeric_limits<std::int64_t>::max();
};

/// One command while it is declared. References to values must live as long as the command line: commands keep theirs
/// in what their action captures.
class Command
{
public:
    /// Does the command's work once its arguments are read; the exit code, or the error to be told.
    using Action = std::function<Result<int>()>;

    /// What options and arguments may be, by name, for completion.
    using Choices = std::map<std::string, std::vector<std::string>>;

    Command(CLI::App& app, Action& slot, Choices& choices) : m_app(app), m_action(slot), m_choices(choices) {}

    /// Arguments by position, in the order of these calls.
    Command& argument(const std::string& name, std::string& value, const std::string& help);
    /// The rest of the arguments, at least so many.
    Command& arguments(const std::string& name, std::vector<std::string>& values, const std::string& help,
                       int atLeast = 1);

    /// `name` is "--seed"; `placeholder` stands for its value in the help.
    Command& option(const std::string& name, const std::string& placeholder, std::string& value,
                    const std::string& help);
    Command& number(const std::string& name, std::int64_t& value, WholeRange range, const std::string& help);
    Command& seed(const std::string& name, std::uint64_t& value, const std::string& help);
    Command& choice(const std::string& name, std::string& value, const std::vector<std::string>& allowed,
                    const std::string& help);
    Command& flag(const std::string& name, bool& value, const std::string& help);
    /// The option declared last must be given.
    Command& required();
    /// What the argument declared last may be; completed, not checked.
    Command& completes(const std::vector<std::string>& choices);
    /// Lines shown under "Examples:" in the command's help.
    Command& examples(const std::vector<std::string>& lines);
    Command& action(Action action);

private:
    CLI::App& m_app;
    Action& m_action;
    Choices& m_choices;
    CLI::Option* m_last = nullptr;
};

/// What a shell needs to complete a command.
struct CommandDescription {
    struct Argument {
        std::string name;
        /// Where it takes anything but these, files for instance, there are none.
        std::vector<std::string> choices;
        bool repeats = false;
    };

    struct Option {
        std::string name;
        std::string help;
        bool takesValue = false;
        std::vector<std::string> choices;
    };

    std::string name;
    std::string purpose;
    std::vector<Argument> arguments;
    std::vector<Option> options;
};

/// The commands of a program: reads the arguments, runs the one that is meant, and tells errors as the contract wants
/// it (one message on standard error; exit code 1 failed, 2 bad usage or input, 3 cancelled).
class CommandLine
{
public:
    CommandLine();
    CommandLine(const CommandLine&) = delete;
    CommandLine& operator=(const CommandLine&) = delete;
    ~CommandLine();

    [[nodiscard]] Command add(const std::string& name, const std::string& purpose);
    [[nodiscard]] int run(int argc, const char* const* argv);
    [[nodiscard]] std::vector<CommandDescription> describe() const;

private:
    [[nodiscard]] int parseAndRun(int argc, const char* const* argv);

    std::unique_ptr<CLI::App> m_app;
    std::map<std::string, Command::Action> m_actions;
    std::map<std::string, Command::Choices> m_choices;
};

} // namespace rxwatt::cli
