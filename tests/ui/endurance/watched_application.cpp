// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/endurance/watched_application.h"

#include <ctime>
#include <QAbstractEventDispatcher>
#include <QElapsedTimer>
#include <QEvent>
#include <QEventLoop>
#include <QMetaEnum>
#include <QTimer>

namespace rxwatt::test
{

namespace
{

QString describe(const QString& receiver, QEvent::Type type)
{
    const char* name = QMetaEnum::fromType<QEvent::Type>().valueToKey(type);
    return QStringLiteral("%1 of %2")
        .arg(name != nullptr ? QString::fromLatin1(name) : QString::number(static_cast<int>(type)), receiver);
}

double msBetween(std::chrono::steady_clock::time_point begin, std::chrono::steady_clock::time_point end)
{
    return std::chrono::duration<double, std::milli>(end - begin).count();
}

} // namespace

WatchedApplication::WatchedApplication(int& argc, char** argv) : QApplication(argc, argv)
{
    QAbstractEventDispatcher* dispatcher = QAbstractEventDispatcher::instance();
    connect(dispatcher, &QAbstractEventDispatcher::awake, this, &WatchedApplication::beginTurn);
    connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, this, &WatchedApplication::endTurn);
}

WatchedApplication::Moment WatchedApplication::now()
{
    timespec cpu = {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &cpu);
    return {Clock::now(), static_cast<double>(cpu.tv_sec) * 1e3 + static_cast<double>(cpu.tv_nsec) / 1e6};
}

void WatchedApplication::beginTurn()
{
    if (!m_isTurning) {
        m_isTurning = true;
        m_begin = now();
        m_slowestMs = 0;
        m_slowest.clear();
    }
}

void WatchedApplication::endTurn()
{
    if (m_isTurning && !m_action.isEmpty()) {
        const Moment end = now();
        m_holds.push_back({m_action, msBetween(m_begin.wall, end.wall), end.cpuMs - m_begin.cpuMs, m_slowest});
    }
    m_isTurning = false;
}

bool WatchedApplication::notify(QObject* receiver, QEvent* event)
{
    if (m_depth > 0) {
        return QApplication::notify(receiver, event);
    }
    // The receiver may be gone afterwards.
    const QEvent::Type type = event->type();
    const QString name = QString::fromLatin1(receiver->metaObject()->className()) +
                         (receiver->objectName().isEmpty() ? QString() : QLatin1Char(' ') + receiver->objectName());
    const Clock::time_point begin = Clock::now();
    ++m_depth;
    const bool result = QApplication::notify(receiver, event);
    --m_depth;
    const double ms = msBetween(begin, Clock::now());
    if (ms > m_slowestMs) {
        m_slowestMs = ms;
        m_slowest = describe(name, type);
    }
    return result;
}

double WatchedApplication::act(const QString& action, const std::function<void()>& work,
                               const std::function<bool()>& isOver)
{
    QElapsedTimer time;
    time.start();
    m_action = action;
    // What a person does comes as one event, and holds the thread as one.
    beginTurn();
    work();
    m_slowestMs = msBetween(m_begin.wall, Clock::now());
    m_slowest = QStringLiteral("the action itself");
    endTurn();
    turnUntil(isOver);
    m_action.clear();
    return static_cast<double>(time.nsecsElapsed()) / 1e6;
}

void WatchedApplication::turnUntil(const std::function<bool()>& isOver)
{
    constexpr int lookMs = 2;
    constexpr qint64 patienceMs = 60'000;
    QElapsedTimer waited;
    waited.start();
    QEventLoop loop;
    QTimer look;
    connect(&look, &QTimer::timeout, &loop, [&] {
        if (isOver() || waited.elapsed() > patienceMs) {
            loop.quit();
        }
    });
    look.start(lookMs);
    loop.exec();
}

} // namespace rxwatt::test
