// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <csignal>
#include <cstdio>
#include <functional>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rxwatt::test
{

/// Runs `work` in a child whose files may not grow beyond `maxFileBytes` (what a full disk does, with EFBIG for
/// ENOSPC), and returns the text that it returned. The limit would outlive the test in the parent.
inline std::string withFileSizeLimit(rlim_t maxFileBytes, const std::function<std::string()>& work)
{
    int ends[2] = {-1, -1};
    if (::pipe(ends) != 0) {
        return "no pipe";
    }
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit = {maxFileBytes, maxFileBytes};
        const std::string text = ::setrlimit(RLIMIT_FSIZE, &limit) == 0 ? work() : "no limit";
        const ssize_t written = ::write(ends[1], text.data(), text.size());
        ::_exit(written == static_cast<ssize_t>(text.size()) ? 0 : 1);
    }
    ::close(ends[1]);
    std::string text;
    char buffer[512];
    for (ssize_t got = 0; (got = ::read(ends[0], buffer, sizeof buffer)) > 0;) {
        text.append(buffer, static_cast<std::size_t>(got));
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "the child ended with status " << status;
    return text;
}

} // namespace rxwatt::test
