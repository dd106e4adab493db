// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/base/units.h"

#include <functional>
#include <memory>
#include <vector>

namespace rxwatt::schedule
{

/// Waits for descriptors, times and signals, and calls back from run(). A thin layer over Boost.Asio, which few files
/// should have to include.
class EventLoop
{
public:
    [[nodiscard]] static Result<std::unique_ptr<EventLoop>> open();
    EventLoop(const EventLoop&) = delete;
    EventLoop& operator=(const EventLoop&) = delete;
    ~EventLoop();

    /// Calls back once after a time.
    void after(base::Seconds delay, std::function<void()> callback);
    /// Takes the descriptor and calls back whenever it can be read, until `callback` returns false.
    [[nodiscard]] Status whenReadable(base::FileDescriptor descriptor, std::function<bool(int descriptor)> callback);
    /// Calls back for each of these signals from now on, in place of what they do otherwise.
    [[nodiscard]] Status onSignals(const std::vector<int>& signals, std::function<void(int signal)> callback);
    /// Calls back soon, also when called from another thread.
    void post(std::function<void()> callback);

    /// Works until stop(), or until there is nothing left to wait for.
    void run();
    void stop();

private:
    struct State;

    explicit EventLoop(std::unique_ptr<State> state);

    std::unique_ptr<State> m_state;
};

} // namespace rxwatt::schedule
