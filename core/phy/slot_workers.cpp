// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/slot_workers.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace rxwatt::phy
{

namespace
{

constexpr std::chrono::milliseconds progressPeriod{100};

/// What the threads of one call share.
struct Shared {
    std::atomic<std::uint64_t> next = 0;
    std::atomic<std::uint64_t> done = 0;
    std::atomic<bool> ended = false;
    std::mutex mutex;
    std::condition_variable changed;
    int running = 0;
    std::optional<Error> error;   ///< the first one
    std::exception_ptr exception; ///< likewise
};

void work(Shared& shared, std::uint64_t count, const SlotTask& task, const std::stop_token& stop)
{
    for (std::uint64_t index = shared.next++; index < count; index = shared.next++) {
        if (shared.ended || stop.stop_requested()) {
            return;
        }
        if (Status status = task(index); !status) {
            const std::lock_guard lock(shared.mutex);
            shared.ended = true;
            if (!shared.error) {
                shared.error = std::move(status).error();
            }
            return;
        }
        ++shared.done;
    }
}

/// An exception on a thread would end the program: the caller's thread has it.
void workGuarded(Shared& shared, std::uint64_t count, const SlotTask& task, const std::stop_token& stop)
{
    try {
        work(shared, count, task, stop);
    } catch (...) {
        const std::lock_guard lock(shared.mutex);
        shared.ended = true;
        shared.exception = std::current_exception();
    }
}

} // namespace

Status runSlotWorkers(std::uint64_t count, int threads, const SlotTaskFactory& makeTask,
                      const std::function<void(std::uint64_t, std::uint64_t)>& progress, const std::stop_token& stop)
{
    Shared shared;
    shared.running = static_cast<int>(std::clamp<std::uint64_t>(count, 1, std::max(threads, 1)));
    {
        std::vector<std::jthread> pool;
        for (int i = shared.running; i > 0; --i) {
            pool.emplace_back([&shared, count, task = makeTask(), &stop] {
                workGuarded(shared, count, task, stop);
                const std::lock_guard lock(shared.mutex);
                --shared.running;
                shared.changed.notify_one();
            });
        }
        std::unique_lock lock(shared.mutex);
        while (!shared.changed.wait_for(lock, progressPeriod, [&shared] { return shared.running == 0; })) {
            lock.unlock();
            if (progress) {
                progress(shared.done, count);
            }
            lock.lock();
        }
    }
    if (shared.exception) {
        std::rethrow_exception(shared.exception);
    }
    if (shared.error) {
        return tl::unexpected<Error>(std::move(*shared.error));
    }
    if (shared.done < count) {
        return fail(ErrorKind::cancelled, "cancelled");
    }
    if (progress) {
        progress(count, count);
    }
    return {};
}

} // namespace rxwatt::phy
