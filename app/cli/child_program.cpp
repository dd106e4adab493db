// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/child_program.h"

#include "core/base/files.h"
#include "core/schedule/local_launcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace rxwatt::cli
{

namespace
{

constexpr std::size_t maxOutputBytes = std::size_t{16} << 20;

/// Starts a program; `actions` may be null.
Result<pid_t> start(const std::vector<std::string>& command, const posix_spawn_file_actions_t* actions)
{
    std::vector<char*> arguments;
    for (const std::string& argument : command) {
        arguments.push_back(const_cast<char*>(argument.c_str())); // NOLINT: what posix_spawn asks for and leaves alone
    }
    arguments.push_back(nullptr);
    pid_t child = 0;
    if (const int error = ::posix_spawnp(&child, arguments[0], actions, nullptr, arguments.data(), environ);
        error != 0) {
        return fail(ErrorKind::failed, fmt::format("cannot start {}: {}", command.front(), std::strerror(error)));
    }
    return child;
}

Result<int> waitFor(pid_t child)
{
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) {
            return fail(ErrorKind::failed, fmt::format("cannot wait for a program: {}", std::strerror(errno)));
        }
    }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/// An unnamed file that holds a text, read from its beginning.
Result<base::FileDescriptor> fileHolding(const std::string& text)
{
    const std::string pattern = (std::filesystem::temp_directory_path() / "rxwatt-XXXXXX").string();
    std::string name = pattern;
    base::FileDescriptor file(::mkostemp(name.data(), O_CLOEXEC));
    if (!file.valid()) {
        return tl::unexpected<Error>(base::fileError("write", pattern, errno));
    }
    ::unlink(name.c_str());
    RXWATT_TRY(base::writeAll(file.get(), text, pattern));
    ::lseek(file.get(), 0, SEEK_SET);
    return file;
}

std::string readAll(int descriptor)
{
    std::string text;
    std::array<char, 65536> part{};
    while (true) {
        const ssize_t got = ::read(descriptor, part.data(), part.size());
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return text;
        }
        text.append(part.data(), std::min(static_cast<std::size_t>(got), maxOutputBytes - text.size()));
    }
}

} // namespace

Result<std::filesystem::path> requireWorker()
{
    Result<std::filesystem::path> worker = schedule::findWorker();
    if (!worker) {
        return fail(ErrorKind::failed, worker.error().message);
    }
    return worker;
}

Result<int> runProgram(const std::vector<std::string>& command)
{
    RXWATT_ASSIGN(const pid_t child, start(command, nullptr));
    return waitFor(child);
}

Result<ProgramOutput> captureProgram(const std::vector<std::string>& command, const std::string& input)
{
    RXWATT_ASSIGN(const base::FileDescriptor source, fileHolding(input));
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return fail(ErrorKind::failed, fmt::format("cannot make a pipe: {}", std::strerror(errno)));
    }
    const base::FileDescriptor reading(ends[0]);
    base::FileDescriptor writing(ends[1]);
    posix_spawn_file_actions_t actions{};
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, source.get(), STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, writing.get(), STDOUT_FILENO);
    const Result<pid_t> child = start(command, &actions);
    ::posix_spawn_file_actions_destroy(&actions);
    if (!child) {
        return tl::unexpected<Error>(child.error());
    }
    writing.close();
    ProgramOutput output;
    output.text = readAll(reading.get());
    RXWATT_ASSIGN(output.exitCode, waitFor(*child));
    return output;
}

} // namespace rxwatt::cli
