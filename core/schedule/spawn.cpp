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
#include <sys/wait.h>
#include <unistd.h>

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

} // namespace

Result<int> spawnInOwnSession(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                              int output)
{
    try {
        boost::asio::io_context context;
        process::default_process_launcher launcher;
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
