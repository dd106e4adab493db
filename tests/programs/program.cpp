// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/programs/program.h"

#include "tests/support/file_helpers.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

extern char** environ;

namespace rxwatt::test
{

namespace
{

/// Ours with the changes.
std::vector<std::string> environmentWith(const std::map<std::string, std::string>& changes)
{
    std::vector<std::string> lines;
    for (char** line = environ; *line != nullptr; ++line) {
        const std::string text = *line;
        if (!changes.contains(text.substr(0, text.find('=')))) {
            lines.push_back(text);
        }
    }
    for (const auto& [name, value] : changes) {
        if (!value.empty()) {
            lines.push_back(name + "=" + value);
        }
    }
    return lines;
}

std::vector<char*> pointersTo(std::vector<std::string>& texts)
{
    std::vector<char*> pointers;
    for (std::string& text : texts) {
        pointers.push_back(text.data());
    }
    pointers.push_back(nullptr);
    return pointers;
}

} // namespace

Program::Program(const std::vector<std::string>& command, const std::map<std::string, std::string>& environment)
{
    std::string folder = (std::filesystem::temp_directory_path() / "rxwatt-program-XXXXXX").string();
    m_folder = ::mkdtemp(folder.data());
    posix_spawn_file_actions_t actions{};
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, 1, (m_folder / "out").c_str(), O_WRONLY | O_CREAT, 0600);
    ::posix_spawn_file_actions_addopen(&actions, 2, (m_folder / "err").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    posix_spawnattr_t attributes{};
    ::posix_spawnattr_init(&attributes);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
    std::vector<std::string> words = command;
    std::vector<std::string> variables = environmentWith(environment);
    const int error = ::posix_spawnp(&m_child, words[0].c_str(), &actions, &attributes, pointersTo(words).data(),
                                     pointersTo(variables).data());
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
    if (error != 0) {
        m_ended = true;
        ADD_FAILURE() << "cannot start " << command[0] << ": " << std::strerror(error);
    }
}

Program::~Program()
{
    if (running()) {
        ::kill(-m_child, SIGKILL);
        ::waitpid(m_child, &m_status, 0);
    }
    std::error_code ignored;
    std::filesystem::remove_all(m_folder, ignored);
}

bool Program::running()
{
    if (!m_ended && ::waitpid(m_child, &m_status, WNOHANG) == m_child) {
        m_ended = true;
    }
    return !m_ended;
}

ProgramResult Program::wait(double seconds)
{
    if (!eventually([this] { return !running(); }, seconds)) {
        ::kill(-m_child, SIGKILL);
        ::waitpid(m_child, &m_status, 0);
        m_ended = true;
        return {-1, out(), err()};
    }
    return {WIFSIGNALED(m_status) ? 128 + WTERMSIG(m_status) : WEXITSTATUS(m_status), out(), err()};
}

void Program::send(int signal) const
{
    ::kill(m_child, signal);
}

std::string Program::out() const
{
    return contentOf(m_folder / "out");
}

std::string Program::err() const
{
    return contentOf(m_folder / "err");
}

std::vector<std::string> rxwattCommand(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), RXWATT_PROGRAM);
    return arguments;
}

ProgramResult rxwatt(std::vector<std::string> arguments, const std::map<std::string, std::string>& environment)
{
    Program program(rxwattCommand(std::move(arguments)), environment);
    return program.wait();
}

Json documentOf(const ProgramResult& result)
{
    const auto json = base::parseJson(result.out, "standard output");
    EXPECT_TRUE(json) << json.error().message << "\nstandard output: " << result.out
                      << "\nstandard error: " << result.err;
    return json ? *json : Json::object();
}

bool sleepUntil(double& waited, double seconds)
{
    constexpr double period = 0.05;
    if (waited >= seconds) {
        return false;
    }
    std::this_thread::sleep_for(std::chrono::duration<double>(period));
    waited += period;
    return true;
}

} // namespace rxwatt::test
