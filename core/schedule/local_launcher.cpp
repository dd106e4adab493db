// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/local_launcher.h"

#include "core/schedule/spawn.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
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

Result<base::FileDescriptor> openLog(const fs::path& path)
{
    base::FileDescriptor log(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666));
    if (!log.valid()) {
        return tl::unexpected<Error>(base::fileError("write", path, errno));
    }
    return log;
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

Result<fs::path> findWorker()
{
    std::error_code ignored;
    const fs::path beside = fs::read_symlink("/proc/self/exe", ignored).parent_path() / workerName;
    if (isProgram(beside)) {
        return beside;
    }
    const char* variable = std::getenv("RXWATT_WORKER");
    if (variable != nullptr && *variable != '\0') {
        if (isProgram(variable)) {
            return fs::absolute(variable);
        }
        return fail(ErrorKind::notFound,
                    fmt::format("$RXWATT_WORKER names {}, which is no program that can be run", variable));
    }
    const char* path = std::getenv("PATH");
    std::istringstream folders(path != nullptr ? path : "");
    for (std::string folder; std::getline(folders, folder, ':');) {
        if (!folder.empty() && isProgram(fs::path(folder) / workerName)) {
            return fs::absolute(fs::path(folder) / workerName);
        }
    }
    return fail(ErrorKind::notFound,
                fmt::format("{} was not found: it is neither beside this program ({}) nor on PATH, and $RXWATT_WORKER "
                            "is not set. Build it (it wants LibTorch), or set $RXWATT_WORKER to it",
                            workerName, beside.parent_path().string()));
}

LocalLauncher::LocalLauncher(EventLoop& loop, WorkerFinder worker) : m_loop(loop), m_findWorker(std::move(worker)) {}

Result<run::ProcessIdentity> LocalLauncher::launch(const RunId& id, const run::RunFolder& folder)
{
    RXWATT_ASSIGN(const fs::path worker, m_findWorker());
    RXWATT_ASSIGN(const base::FileDescriptor log, openLog(folder.logFile()));
    RXWATT_ASSIGN(const int pid, spawnInOwnSession(worker, {"run", fs::absolute(folder.path()).string()}, log.get()));
    // A worker that has ended already is a zombie until it is reaped, so that its pid is still its own.
    const auto identity = run::identityOf(pid);
    m_workers[id] = identity.value_or(run::ProcessIdentity{.pid = pid, .startTime = 0, .bootId = {}, .host = {}});
    if (Status watched = watch(id, pid, Origin::child); !watched) {
        ::kill(-pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
        m_workers.erase(id);
        return tl::unexpected<Error>(std::move(watched).error());
    }
    return m_workers.at(id);
}

bool LocalLauncher::attach(const RunId& id, const run::ProcessIdentity& worker)
{
    if (!run::isAlive(worker) || !watch(id, worker.pid, Origin::attached)) {
        return false;
    }
    // The pidfd now holds on to whoever has this pid: was it still the same?
    m_workers[id] = worker;
    return true;
}

void LocalLauncher::stop(const RunId& id)
{
    const auto worker = m_workers.find(id);
    if (worker != m_workers.end()) {
        ::kill(worker->second.pid, SIGTERM);
    }
}

void LocalLauncher::kill(const RunId& id)
{
    const auto worker = m_workers.find(id);
    if (worker != m_workers.end()) {
        ::kill(-worker->second.pid, SIGKILL);
    }
}

Status LocalLauncher::watch(const RunId& id, int pid, Origin origin)
{
    base::FileDescriptor process(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    if (!process.valid()) {
        return fail(ErrorKind::failed, fmt::format("cannot watch process {}: {}", pid, std::strerror(errno)));
    }
    return m_loop.whenReadable(std::move(process), [this, id, pid, origin](int /*descriptor*/) {
        ended(id, pid, origin);
        return false;
    });
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
