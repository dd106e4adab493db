// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/event_loop.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>

#include <chrono>
#include <unistd.h>

namespace rxwatt::schedule
{

namespace asio = boost::asio;
using boost::system::error_code;

struct EventLoop::State {
    asio::io_context context{1};
    std::unique_ptr<asio::signal_set> signals;
    std::function<void(int)> onSignal;

    void awaitSignal()
    {
        signals->async_wait([this](const error_code& problem, int signal) {
            if (!problem) {
                onSignal(signal);
                awaitSignal();
            }
        });
    }
};

namespace
{

/// Waits for one descriptor over and over; lives as long as a wait of it is under way.
class Watch : public std::enable_shared_from_this<Watch>
{
public:
    Watch(asio::posix::stream_descriptor descriptor, std::function<bool(int)> callback)
        : m_descriptor(std::move(descriptor)), m_callback(std::move(callback))
    {
    }

    void await()
    {
        m_descriptor.async_wait(asio::posix::stream_descriptor::wait_read,
                                [self = shared_from_this()](const error_code& problem) {
                                    if (!problem && self->m_callback(self->m_descriptor.native_handle())) {
                                        self->await();
                                    }
                                });
    }

private:
    asio::posix::stream_descriptor m_descriptor;
    std::function<bool(int)> m_callback;
};

} // namespace

EventLoop::EventLoop(std::unique_ptr<State> state) : m_state(std::move(state)) {}

EventLoop::~EventLoop() = default;

Result<std::unique_ptr<EventLoop>> EventLoop::open()
{
    try {
        return std::unique_ptr<EventLoop>(new EventLoop(std::make_unique<State>()));
    } catch (const boost::system::system_error& problem) {
        return fail(ErrorKind::failed, fmt::format("cannot wait for events: {}", problem.code().message()));
    }
}

void EventLoop::after(base::Seconds delay, std::function<void()> callback)
{
    const auto wait =
        std::chrono::duration_cast<asio::steady_timer::duration>(std::chrono::duration<double>(delay.value));
    auto timer = std::make_shared<asio::steady_timer>(m_state->context, wait);
    timer->async_wait([timer, callback = std::move(callback)](const error_code& problem) {
        if (!problem) {
            callback();
        }
    });
}

Status EventLoop::whenReadable(base::FileDescriptor descriptor, std::function<bool(int)> callback)
{
    asio::posix::stream_descriptor stream(m_state->context);
    // A descriptor of its own for Asio, which closes it.
    const int copy = ::fcntl(descriptor.get(), F_DUPFD_CLOEXEC, 0);
    error_code problem;
    if (copy < 0 || stream.assign(copy, problem)) {
        return fail(ErrorKind::failed, fmt::format("cannot wait for descriptor {}: {}", descriptor.get(),
                                                   copy < 0 ? "no descriptors are left" : problem.message()));
    }
    std::make_shared<Watch>(std::move(stream), std::move(callback))->await();
    return {};
}

Status EventLoop::onSignals(const std::vector<int>& signals, std::function<void(int)> callback)
{
    try {
        m_state->signals = std::make_unique<asio::signal_set>(m_state->context);
    } catch (const boost::system::system_error& problem) {
        return fail(ErrorKind::failed, fmt::format("cannot wait for signals: {}", problem.code().message()));
    }
    for (const int signal : signals) {
        error_code problem;
        if (m_state->signals->add(signal, problem)) {
            return fail(ErrorKind::failed, fmt::format("cannot wait for signal {}: {}", signal, problem.message()));
        }
    }
    m_state->onSignal = std::move(callback);
    m_state->awaitSignal();
    return {};
}

void EventLoop::post(std::function<void()> callback)
{
    asio::post(m_state->context, std::move(callback));
}

void EventLoop::run()
{
    m_state->context.restart();
    m_state->context.run();
}

void EventLoop::stop()
{
    m_state->context.stop();
}

} // namespace rxwatt::schedule
