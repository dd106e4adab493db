// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/background.h"

namespace rxwatt::bridge
{

Background::Background(QObject* parent) : QObject(parent), m_worker(new QObject)
{
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

Background::~Background()
{
    m_ending = true;
    // Behind all jobs.
    QMetaObject::invokeMethod(m_worker, [this] { m_thread.quit(); });
    m_thread.wait();
}

void Background::run(Job job)
{
    QMetaObject::invokeMethod(m_worker, [this, job = std::move(job)] {
        std::function<void()> done = job();
        if (done) {
            QMetaObject::invokeMethod(this, std::move(done), Qt::QueuedConnection);
        }
    });
}

} // namespace rxwatt::bridge
