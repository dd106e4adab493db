// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

namespace rxwatt::test
{

/// A program at a terminal of its own, 100 columns wide: everything it shows there, and keys that are pressed.
class TerminalProgram
{
public:
    explicit TerminalProgram(const std::vector<std::string>& command);
    TerminalProgram(const TerminalProgram&) = delete;
    TerminalProgram& operator=(const TerminalProgram&) = delete;
    ~TerminalProgram();

    /// Whether the text appears in what is shown from here on, within a minute.
    [[nodiscard]] bool shows(const std::string& text);
    void press(const std::string& keys) const;
    /// Its exit code, 128 plus the signal where one killed it; −1 where it is not through within a minute.
    [[nodiscard]] int wait();

    /// All that it has shown so far, escape sequences as they came.
    [[nodiscard]] const std::string& shown() const { return m_shown; }

private:
    /// Reads what is there, waiting at most 50 ms; false at the end.
    bool read();

    int m_terminal = -1;
    pid_t m_child = -1;
    std::size_t m_seen = 0;
    std::string m_shown;
};

} // namespace rxwatt::test
