// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/spawn.h"

// With std::filesystem nothing compiled of Boost is needed, but in 1.81 the headers then forget these two.
#define BOOST_PROCESS_USE_STD_FS 1
#include <boost/asio/io_context.hpp>
#include <boost/optional.hpp>
#include <boost/process/v2/process.hpp>
#include <boost/process/v2/stdio.hpp>
#include <boost/type_traits.hpp>
#include <fmt/format.h>

#include <csignal>
#include <linux/close_range.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace rxwatt::schedule
{

namespace process = boost::process::v2;
using boost::system::error_code;

namespace
{

/// Runs in the child between fork and exec: only what is safe there.
struct OwnSession {
    template <typename Launcher, typename Path>
    error_code on_exec_setup(Launcher& /*launcher*/, const Path& /*program*/, const char* const*(&/*commandLine*/))
    {
        if (::setsid() < 0) {
            return {errno, boost::system::system_category()};
        }
        // What we opened closes itself; what whoever started us left open (a terminal, ctest, a shell's redirections)
        // must too.
        ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, nullptr);
        for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGXFSZ}) {
            ::signal(signal, SIG_DFL);
        }
        return {};
    }
};

/// Ours, and how long libgomp's threads spin. The worker would set that itself and start again, which means to load
/// LibTorch twice.
std::vector<std::string> workerEnvironment()
{
    std::vector<std::string> variables;
    bool spins = false;
    for (char** variable = environ; *variable != nullptr; ++variable) {
        variables.emplace_back(*variable);
        spins = spins || variables.back().starts_with("GOMP_SPINCOUNT=") ||
                variables.back().starts_with("OMP_WAIT_POLICY=");
    }
    if (!spins) {
        variables.emplace_back("GOMP_SPINCOUNT=2000");
    }
    return variables;
}

} // namespace

Result<int> spawnInOwnSession(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                              int output)
{
    try {
        boost::asio::io_context context;
        const std::vector<std::string> variables = workerEnvironment();
        std::vector<const char*> environment;
        for (const std::string& variable : variables) {
            environment.push_back(variable.c_str());
        }
        environment.push_back(nullptr);
        process::default_process_launcher launcher;
        launcher.env = environment.data();
        error_code problem;
        auto child = launcher(context.get_executor(), problem, process::filesystem::path(program.string()), arguments,
                              process::process_stdio{nullptr, output, output}, OwnSession{});
        if (problem) {
            if (launcher.pid > 0) {
                // It was forked, but could not become the program; nobody else waits for its end.
                ::waitpid(launcher.pid, nullptr, 0);
            }
            return fail(ErrorKind::failed, fmt::format("cannot start {}: {}", program.string(), problem.message()));
        }
        const int pid = child.id();
        child.detach();
        return pid;
    } catch (const boost::system::system_error& exception) {
        return fail(ErrorKind::failed, fmt::format("cannot start {}: {}", program.string(), exception.what()));
    }
}

} // namespace rxwatt::schedule
