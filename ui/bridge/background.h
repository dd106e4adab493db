// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <QObject>
#include <QThread>

namespace rxwatt::bridge
{

/// Carries jobs out one after another on a thread of its own. When it is destroyed, what was asked for is still done:
/// an edit is not lost because its window closes.
class Background : public QObject
{
    Q_OBJECT

public:
    using Job = std::function<std::function<void()>()>;

    explicit Background(QObject* parent = nullptr);
    ~Background() override;

    /// What the job returns is then called on this object's thread, unless the object is gone.
    void run(Job job);

    /// Whether the object is being destroyed: jobs that wait for somebody else may then give up. For jobs.
    [[nodiscard]] bool isEnding() const { return m_ending; }

private:
    QThread m_thread;
    /// Lives on the thread.
    QObject* m_worker;
    std::atomic<bool> m_ending = false;
};

} // namespace rxwatt::bridge
