// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/programs/terminal_program.h"

#include "tests/programs/program.h"

#include <gtest/gtest.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rxwatt::test
{

TerminalProgram::TerminalProgram(const std::vector<std::string>& command)
{
    winsize size{};
    size.ws_col = 100;
    size.ws_row = 30;
    m_child = ::forkpty(&m_terminal, nullptr, nullptr, &size);
    if (m_child == 0) {
        ::setenv("TERM", "xterm", 1);
        std::vector<std::string> words = command;
        std::vector<char*> pointers;
        for (std::string& word : words) {
            pointers.push_back(word.data());
        }
        pointers.push_back(nullptr);
        ::execvp(pointers[0], pointers.data());
        ::_exit(127);
    }
    EXPECT_GT(m_child, 0);
}

TerminalProgram::~TerminalProgram()
{
    if (m_child > 0) {
        ::kill(-m_child, SIGKILL);
        ::waitpid(m_child, nullptr, 0);
    }
    ::close(m_terminal);
}

bool TerminalProgram::read()
{
    pollfd ready{m_terminal, POLLIN, 0};
    if (::poll(&ready, 1, 50) <= 0) {
        return true;
    }
    std::array<char, 4096> part{};
    const ssize_t got = ::read(m_terminal, part.data(), part.size());
    if (got <= 0) {
        return false;
    }
    m_shown.append(part.data(), static_cast<std::size_t>(got));
    return true;
}

bool TerminalProgram::shows(const std::string& text)
{
    bool open = true;
    return eventually([&] {
        const std::size_t place = m_shown.find(text, m_seen);
        if (place == std::string::npos) {
            open = open && read();
            return false;
        }
        m_seen = place + text.size();
        return true;
    });
}

void TerminalProgram::press(const std::string& keys) const
{
    EXPECT_EQ(::write(m_terminal, keys.data(), keys.size()), static_cast<ssize_t>(keys.size()));
}

int TerminalProgram::wait()
{
    int status = 0;
    const bool ended = eventually([&] {
        read();
        return ::waitpid(m_child, &status, WNOHANG) == m_child;
    });
    if (!ended) {
        return -1;
    }
    while (read() && m_shown.size() < 1'000'000) {
        pollfd ready{m_terminal, POLLIN, 0};
        if (::poll(&ready, 1, 0) <= 0) {
            break;
        }
    }
    m_child = -1;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

} // namespace rxwatt::test
