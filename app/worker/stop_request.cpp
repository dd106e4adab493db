// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker/stop_request.h"

#include <csignal>

namespace rxwatt::worker
{

namespace
{

// A signal handler reaches nothing but globals.
std::atomic<bool> stopRequested{false};
static_assert(std::atomic<bool>::is_always_lock_free);

void requestStop(int)
{
    stopRequested = true;
}

} // namespace

const std::atomic<bool>& catchStopRequests()
{
    struct sigaction action {
    };

    action.sa_handler = requestStop;
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGTERM, &action, nullptr);
    ::sigaction(SIGINT, &action, nullptr);
    action.sa_handler = SIG_IGN;
    ::sigaction(SIGXFSZ, &action, nullptr);
    ::sigaction(SIGPIPE, &action, nullptr);
    return stopRequested;
}

} // namespace rxwatt::worker
