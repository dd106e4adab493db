// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <filesystem>
#include <map>
#include <string>
#include <sys/types.h>
#include <vector>

namespace rxwatt::test
{

struct ProgramResult {
    /// 128 plus the signal where one killed it; −1 where it was not through in time (and was killed).
    int exitCode = -1;
    std::string out;
    std::string err;
};

/// A program that was started in a session of its own, its output caught in files.
class Program
{
public:
    /// `environment` adds to ours; an empty value takes a variable away.
    explicit Program(const std::vector<std::string>& command,
                     const std::map<std::string, std::string>& environment = {});
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    /// Kills it, and whatever it started in its session, where it is still there.
    ~Program();

    [[nodiscard]] ProgramResult wait(double seconds = 120);
    [[nodiscard]] bool running();
    void send(int signal) const;
    /// What it has printed so far.
    [[nodiscard]] std::string out() const;
    [[nodiscard]] std::string err() const;

private:
    std::filesystem::path m_folder;
    pid_t m_child = -1;
    int m_status = 0;
    bool m_ended = false;
};

/// Runs rxwatt to its end.
[[nodiscard]] ProgramResult rxwatt(std::vector<std::string> arguments,
                                   const std::map<std::string, std::string>& environment = {});

/// The command line of rxwatt with these arguments.
[[nodiscard]] std::vector<std::string> rxwattCommand(std::vector<std::string> arguments);

/// The one JSON document on a program's standard output; fails the test where it is anything else.
[[nodiscard]] Json documentOf(const ProgramResult& result);

/// Asks every 50 ms until it is so or the time is up.
template <typename Condition>
[[nodiscard]] bool eventually(Condition condition, double seconds = 60);

[[nodiscard]] bool sleepUntil(double& waited, double seconds);

template <typename Condition>
bool eventually(Condition condition, double seconds)
{
    double waited = 0;
    while (!condition()) {
        if (!sleepUntil(waited, seconds)) {
            return condition();
        }
    }
    return true;
}

} // namespace rxwatt::test
