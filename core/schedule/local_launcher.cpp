// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/local_launcher.h"

#include "core/schedule/spawn.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sstream>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rxwatt::schedule
{

namespace fs = std::filesystem;

namespace
{

constexpr const char* workerName = "rxwatt-worker";

bool isProgram(const fs::path& path)
{
    std::error_code ignored;
    return fs::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0;
}

Result<fs::path> wholePath(const fs::path& path)
{
    std::error_code problem;
    fs::path whole = fs::absolute(path, problem);
    if (problem) {
        return tl::unexpected<Error>(base::fileError("find", path, problem.value()));
    }
    return whole;
}

Result<base::FileDescriptor> openLog(const fs::path& path)
{
    // O_NONBLOCK: a pipe under this name must not make us wait.
    constexpr int flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
    base::FileDescriptor log(::open(path.c_str(), flags, 0666));
    if (!log.valid()) {
        return tl::unexpected<Error>(base::fileError("write", path, errno));
    }
    return log;
}

base::FileDescriptor openProcess(int pid)
{
    return base::FileDescriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
}

bool sendSignal(const base::FileDescriptor& process, int signal)
{
    return ::syscall(SYS_pidfd_send_signal, process.get(), signal, nullptr, 0) == 0;
}

ProcessEnd reap(int pid)
{
    int status = 0;
    if (::waitpid(pid, &status, WNOHANG) != pid) {
        return {};
    }
    if (WIFSIGNALED(status)) {
        return {.exitCode = std::nullopt, .signal = WTERMSIG(status)};
    }
    return {.exitCode = WEXITSTATUS(status), .signal = std::nullopt};
}

} // namespace

Result<fs::path> findWorker(const WorkerPlaces& places)
{
    if (isProgram(places.beside / workerName)) {
        return places.beside / workerName;
    }
    if (!places.named.empty()) {
        if (isProgram(places.named)) {
            return wholePath(places.named);
        }
        return fail(ErrorKind::notFound,
                    fmt::format("$RXWATT_WORKER names {}, which is no program that can be run", places.named));
    }
    std::istringstream folders(places.path);
    for (std::string folder; std::getline(folders, folder, ':');) {
        if (!folder.empty() && isProgram(fs::path(folder) / workerName)) {
            return wholePath(fs::path(folder) / workerName);
        }
    }
    return fail(ErrorKind::notFound,
                fmt::format("{} was not found: it is neither beside this program ({}) nor on PATH, and $RXWATT_WORKER "
                            "is not set. Build it (it wants LibTorch), or set $RXWATT_WORKER to it",
                            workerName, places.beside.string()));
}

Result<fs::path> findWorker()
{
    const auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return std::string(value != nullptr ? value : "");
    };
    std::error_code ignored;
    return findWorker(
        {fs::read_symlink("/proc/self/exe", ignored).parent_path(), variable("RXWATT_WORKER"), variable("PATH")});
}

LocalLauncher::LocalLauncher(EventLoop& loop, WorkerFinder worker) : m_loop(loop), m_findWorker(std::move(worker)) {}

Launched LocalLauncher::launch(const RunId& id, const run::RunFolder& folder)
{
    const Result<fs::path> program = m_findWorker();
    if (!program) {
        return tl::unexpected(LaunchFailure{LaunchFailure::Cause::machine, program.error()});
    }
    const Result<base::FileDescriptor> log = openLog(folder.logFile());
    if (!log) {
        return tl::unexpected(LaunchFailure{LaunchFailure::Cause::run, log.error()});
    }
    Result<run::ProcessIdentity> worker = start(id, *program, folder, log->get());
    if (!worker) {
        return tl::unexpected(LaunchFailure{LaunchFailure::Cause::machine, std::move(worker).error()});
    }
    return *worker;
}

Result<run::ProcessIdentity> LocalLauncher::start(const RunId& id, const fs::path& program,
                                                  const run::RunFolder& folder, int log)
{
    RXWATT_ASSIGN(const fs::path path, wholePath(folder.path()));
    RXWATT_ASSIGN(const int pid, spawnInOwnSession(program, {"run", path.string()}, log));
    // A worker that has ended already is a zombie until it is reaped, so that its pid is still its own.
    run::ProcessIdentity identity =
        run::identityOf(pid).value_or(run::ProcessIdentity{.pid = pid, .startTime = 0, .bootId = {}, .host = {}});
    if (Status watched = watch(id, {identity, openProcess(pid)}, Origin::child); !watched) {
        ::kill(-pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
        return tl::unexpected<Error>(std::move(watched).error());
    }
    return identity;
}

bool LocalLauncher::attach(const RunId& id, const run::ProcessIdentity& worker)
{
    Worker found{worker, openProcess(worker.pid)};
    // The pidfd holds on to whoever has this pid; only now can it be asked whether that is the one meant.
    return found.process.valid() && run::isAlive(worker) && watch(id, std::move(found), Origin::attached);
}

void LocalLauncher::stop(const RunId& id)
{
    const auto worker = m_workers.find(id);
    if (worker != m_workers.end()) {
        sendSignal(worker->second.process, SIGTERM);
    }
}

void LocalLauncher::kill(const RunId& id)
{
    const auto worker = m_workers.find(id);
    // There is no pidfd of a group: while the worker is there, its pid names no other group.
    if (worker != m_workers.end() && sendSignal(worker->second.process, 0)) {
        ::kill(-worker->second.identity.pid, SIGKILL);
    }
}

Status LocalLauncher::watch(const RunId& id, Worker worker, Origin origin)
{
    const int pid = worker.identity.pid;
    base::FileDescriptor watched(worker.process.valid() ? ::fcntl(worker.process.get(), F_DUPFD_CLOEXEC, 0) : -1);
    if (!watched.valid()) {
        return fail(ErrorKind::failed, fmt::format("cannot watch process {}: {}", pid, std::strerror(errno)));
    }
    RXWATT_TRY(m_loop.whenReadable(std::move(watched), [this, id, pid, origin](int /*descriptor*/) {
        ended(id, pid, origin);
        return false;
    }));
    m_workers.insert_or_assign(id, std::move(worker));
    return {};
}

void LocalLauncher::ended(const RunId& id, int pid, Origin origin)
{
    ProcessEnd end;
    if (origin == Origin::child) {
        // What it started ends with it. Before it is reaped, its pid cannot have passed to another group.
        ::kill(-pid, SIGKILL);
        end = reap(pid);
    }
    m_workers.erase(id);
    if (m_onEnd) {
        m_onEnd(id, end);
    }
}

} // namespace rxwatt::schedule
