// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <QApplication>
#include <QString>
#include <vector>

namespace rxwatt::test
{

/// A time for which the window's thread took no new event.
struct Hold {
    QString action;
    double wallMs = 0;
    /// Of it, what the thread computed: the rest is other programs' on a busy machine, or waiting for a disk.
    double cpuMs = 0;
    /// The event that took the largest part: "Timer of rxwatt::bridge::LiveFeed".
    QString mostly;
};

/// An application that times every turn of its event loop: from the moment that it wakes up until it would sleep again.
class WatchedApplication : public QApplication
{
public:
    WatchedApplication(int& argc, char** argv);

    /// Does something as a person would, and lets the loop turn until `isOver`. Holds are counted to its name. Returns
    /// the milliseconds that it took.
    double act(const QString& action, const std::function<void()>& work, const std::function<bool()>& isOver);

    [[nodiscard]] const std::vector<Hold>& holds() const { return m_holds; }

    bool notify(QObject* receiver, QEvent* event) override;

private:
    using Clock = std::chrono::steady_clock;

    struct Moment {
        Clock::time_point wall;
        double cpuMs = 0;
    };

    [[nodiscard]] static Moment now();
    void beginTurn();
    void endTurn();
    /// Lets the loop turn until something is so, or a minute is over.
    void turnUntil(const std::function<bool()>& isOver);

    std::vector<Hold> m_holds;
    QString m_action;
    Moment m_begin;
    bool m_isTurning = false;
    int m_depth = 0;
    double m_slowestMs = 0;
    QString m_slowest;
};

} // namespace rxwatt::test
