// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker/heartbeat.h"

#include "core/base/files.h"

#include <chrono>
#include <fcntl.h>
#include <new>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace rxwatt::worker
{

namespace
{

constexpr auto period = std::chrono::seconds(2);
constexpr std::int64_t maxOutputBytes = std::int64_t{8} << 20;

} // namespace

HeartbeatThread::HeartbeatThread(const run::RunFolder& folder, int attempt, const std::atomic<std::int64_t>& step)
    : m_file(folder.heartbeatFile()), m_heartbeat{attempt, 0, 0}, m_step(step), m_thread([this] { beat(); })
{
}

HeartbeatThread::~HeartbeatThread()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void HeartbeatThread::writeBeat() const
{
    // A beat that cannot be written (a full disk, no memory) is one missed beat; whoever watches sees it. The run
    // itself says what it lacked: nothing may leave this thread, which would end the program without a word.
    try {
        [[maybe_unused]] const auto ignored = base::replaceFile(m_file, base::toText(run::toJson(m_heartbeat)) + "\n");
    } catch (const std::bad_alloc&) {
    }
}

void HeartbeatThread::beat()
{
    std::unique_lock lock(m_mutex);
    do {
        m_heartbeat.step = m_step;
        ++m_heartbeat.beat;
        writeBeat();
        capOutput(maxOutputBytes);
    } while (!m_wake.wait_for(lock, period, [this] { return m_stop; }));
}

void capOutput(std::int64_t maxBytes)
{
    struct stat status {
    };

    if (::fstat(STDERR_FILENO, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size <= maxBytes) {
        return;
    }
    constexpr std::string_view lastLine = "worker.log is full: what follows is not kept\n";
    [[maybe_unused]] const auto ignored = ::write(STDERR_FILENO, lastLine.data(), lastLine.size());
    const base::FileDescriptor nowhere(::open("/dev/null", O_WRONLY | O_CLOEXEC));
    if (nowhere.valid()) {
        ::dup2(nowhere.get(), STDOUT_FILENO);
        ::dup2(nowhere.get(), STDERR_FILENO);
    }
}

} // namespace rxwatt::worker
