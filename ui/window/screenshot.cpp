// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/screenshot.h"

#include "core/base/files.h"
#include "ui/window/main_window.h"

#include <QBuffer>

namespace rxwatt::window
{

namespace
{

constexpr int lookMs = 50;
/// In a row: what is asked for in answer to what came counts as well.
constexpr int settledLooks = 8;
/// In all, of a page that is never at rest for long, because a run is at work.
constexpr int settledLooksInAll = 40;
constexpr int maxLooks = 30'000 / lookMs;

} // namespace

Screenshot::Screenshot(MainWindow& window, QString file, std::function<bool()> isReady)
    : QObject(&window), m_window(window), m_file(std::move(file)), m_isReady(std::move(isReady))
{
    connect(&m_timer, &QTimer::timeout, this, &Screenshot::look);
    m_timer.start(lookMs);
}

void Screenshot::look()
{
    const bool isSettled = m_isReady() && m_window.isSettled();
    m_settledLooks = isSettled ? m_settledLooks + 1 : 0;
    m_settledLooksInAll += isSettled ? 1 : 0;
    if (++m_looks > maxLooks) {
        m_timer.stop();
        Q_EMIT finished(tr("the page did not settle within 30 s"));
    } else if (m_settledLooks >= settledLooks || (isSettled && m_settledLooksInAll >= settledLooksInAll)) {
        m_timer.stop();
        QByteArray png;
        QBuffer buffer(&png);
        m_window.grab().save(&buffer, "PNG");
        const Status written = base::writeFileAtomically(
            m_file.toStdString(), std::string_view(png.constData(), static_cast<std::size_t>(png.size())));
        Q_EMIT finished(written ? QString() : QString::fromStdString(written.error().message));
    }
}

} // namespace rxwatt::window
