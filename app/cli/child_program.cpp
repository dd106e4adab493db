// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/child_program.h"

#include "core/base/files.h"
#include "core/schedule/local_launcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace rxwatt::cli
{

namespace
{

constexpr std::size_t maxOutputBytes = std::size_t{16} << 20;
constexpr const char* guiName = "rxwatt-gui";

bool isProgram(const std::filesystem::path& path)
{
    std::error_code ignored;
    return std::filesystem::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0;
}

/// While it lives, the signals that end a program, and that of a child's end, wait to be taken by hand.
class HeldSignals
{
public:
    HeldSignals()
    {
        ::sigemptyset(&m_held);
        for (const int signal : {SIGINT, SIGTERM, SIGCHLD}) {
            ::sigaddset(&m_held, signal);
        }
        ::pthread_sigmask(SIG_BLOCK, &m_held, &m_before);
    }

    HeldSignals(const HeldSignals&) = delete;
    HeldSignals& operator=(const HeldSignals&) = delete;

    ~HeldSignals() { ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr); }

    /// What a child begins with.
    [[nodiscard]] const sigset_t& before() const { return m_before; }

    [[nodiscard]] siginfo_t next() const
    {
        siginfo_t signal{};
        ::sigwaitinfo(&m_held, &signal);
        return signal;
    }

private:
    sigset_t m_held{};
    sigset_t m_before{};
};

/// Starts a program; `actions` and `attributes` may be null.
Result<pid_t> start(const std::vector<std::string>& command, const posix_spawn_file_actions_t* actions,
                    const posix_spawnattr_t* attributes)
{
    std::vector<char*> arguments;
    for (const std::string& argument : command) {
        arguments.push_back(const_cast<char*>(argument.c_str())); // NOLINT: what posix_spawn asks for and leaves alone
    }
    arguments.push_back(nullptr);
    pid_t child = 0;
    if (const int error = ::posix_spawnp(&child, arguments[0], actions, attributes, arguments.data(), environ);
        error != 0) {
        return fail(ErrorKind::failed, fmt::format("cannot start {}: {}", command.front(), std::strerror(error)));
    }
    return child;
}

/// The exit code behind a status of waitpid(); `asked`: somebody wanted the program to end.
Result<int> exitCodeOf(int status, bool asked, const std::string& program)
{
    if (!WIFSIGNALED(status)) {
        return WEXITSTATUS(status);
    }
    const int signal = WTERMSIG(status);
    if (asked && (signal == SIGINT || signal == SIGTERM)) {
        return fail(ErrorKind::cancelled, "cancelled");
    }
    return fail(ErrorKind::failed,
                fmt::format("{} was killed by signal {} ({}){}", program, signal, ::strsignal(signal),
                            signal == SIGKILL ? "; a machine out of memory does that" : ""));
}

/// Waits for a child and passes on to it what asks us to end.
Result<int> attend(pid_t child, const HeldSignals& signals, const std::string& program)
{
    bool asked = false;
    int status = 0;
    pid_t ended = 0;
    while ((ended = ::waitpid(child, &status, WNOHANG)) == 0) {
        const siginfo_t signal = signals.next();
        if (signal.si_signo != SIGINT && signal.si_signo != SIGTERM) {
            continue;
        }
        asked = true;
        // A terminal's Ctrl-C has reached the child already.
        if (signal.si_code != SI_KERNEL) {
            ::kill(child, signal.si_signo);
        }
    }
    if (ended < 0) {
        return fail(ErrorKind::failed, fmt::format("cannot wait for {}: {}", program, std::strerror(errno)));
    }
    return exitCodeOf(status, asked, program);
}

Result<int> waitFor(pid_t child, const std::string& program)
{
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) {
            return fail(ErrorKind::failed, fmt::format("cannot wait for {}: {}", program, std::strerror(errno)));
        }
    }
    return exitCodeOf(status, false, program);
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

Result<std::filesystem::path> findGui(const GuiPlaces& places)
{
    if (isProgram(places.beside / guiName)) {
        return places.beside / guiName;
    }
    if (!places.named.empty()) {
        if (isProgram(places.named)) {
            return std::filesystem::path(places.named);
        }
        return fail(ErrorKind::failed,
                    fmt::format("$RXWATT_GUI names {}, which is no program that can be run", places.named));
    }
    std::istringstream folders(places.path);
    for (std::string folder; std::getline(folders, folder, ':');) {
        if (!folder.empty() && isProgram(std::filesystem::path(folder) / guiName)) {
            return std::filesystem::path(folder) / guiName;
        }
    }
    return fail(
        ErrorKind::failed,
        fmt::format("pictures are drawn by {0}, which was not found: it is neither beside this program ({1}) nor "
                    "on PATH, and $RXWATT_GUI is not set. Build it (it wants Qt), or write .csv, .json or .tex",
                    guiName, places.beside.string()));
}

Result<std::filesystem::path> requireGui()
{
    const auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return std::string(value != nullptr ? value : "");
    };
    std::error_code ignored;
    return findGui({std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path(), variable("RXWATT_GUI"),
                    variable("PATH")});
}

Result<int> runProgram(const std::vector<std::string>& command)
{
    const HeldSignals signals;
    posix_spawnattr_t attributes{};
    ::posix_spawnattr_init(&attributes);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    ::posix_spawnattr_setsigmask(&attributes, &signals.before());
    const Result<pid_t> child = start(command, nullptr, &attributes);
    ::posix_spawnattr_destroy(&attributes);
    if (!child) {
        return tl::unexpected<Error>(child.error());
    }
    return attend(*child, signals, command.front());
}

Result<ProgramOutput> captureProgram(const std::vector<std::string>& command)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return fail(ErrorKind::failed, fmt::format("cannot make a pipe: {}", std::strerror(errno)));
    }
    const base::FileDescriptor reading(ends[0]);
    base::FileDescriptor writing(ends[1]);
    posix_spawn_file_actions_t actions{};
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, writing.get(), STDOUT_FILENO);
    const Result<pid_t> child = start(command, &actions, nullptr);
    ::posix_spawn_file_actions_destroy(&actions);
    if (!child) {
        return tl::unexpected<Error>(child.error());
    }
    writing.close();
    ProgramOutput output;
    output.text = readAll(reading.get());
    RXWATT_ASSIGN(output.exitCode, waitFor(*child, command.front()));
    return output;
}

} // namespace rxwatt::cli
