// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <QObject>
#include <QString>
#include <QTimer>

namespace rxwatt::window
{

class MainWindow;

/// Draws a window into a file once it shows what it is going to: when it has been settled for a moment.
class Screenshot : public QObject
{
    Q_OBJECT

public:
    /// `isReady`: what must have come about before settling counts (a project opened, runs chosen).
    Screenshot(MainWindow& window, QString file, std::function<bool()> isReady);

Q_SIGNALS:
    /// With why there is no picture, or nothing.
    void finished(const QString& problem);

private:
    void look();

    MainWindow& m_window;
    QString m_file;
    std::function<bool()> m_isReady;
    QTimer m_timer;
    int m_looks = 0;
    int m_settledLooks = 0;
    int m_settledLooksInAll = 0;
};

} // namespace rxwatt::window
