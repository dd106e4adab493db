// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/session_guard.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

namespace rxwatt::gui
{

SessionGuard::SessionGuard(bool disabled)
{
    if (disabled) {
        return;
    }
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::CacheLocation);
    QDir().mkpath(folder);
    m_file = folder + QStringLiteral("/starting");
    m_lastStartFailed = QFile::exists(m_file);
    QFile mark(m_file);
    // Without the mark a crash is not noticed; that keeps nobody from starting.
    static_cast<void>(mark.open(QIODevice::WriteOnly));
}

void SessionGuard::startSucceeded()
{
    if (!m_file.isEmpty()) {
        QFile::remove(m_file);
    }
}

} // namespace rxwatt::gui
