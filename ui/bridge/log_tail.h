// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/log_tail.h"
#include "ui/bridge/workspace.h"

#include <QObject>
#include <QStringDecoder>
#include <QTimer>

namespace rxwatt::bridge
{

/// Follows the log of a run: its last 256 KiB and then what is written to it, looked at twice a second. Bytes that are
/// no UTF-8 become replacement characters.
class LogTail : public QObject
{
    Q_OBJECT

public:
    explicit LogTail(Workspace& workspace, QObject* parent = nullptr);

    /// The run whose log is followed; reset() tells its text. An empty id follows none.
    void follow(const RunId& run);
    /// Reads nothing while nobody looks.
    void setActive(bool active);

Q_SIGNALS:
    /// The text in place of all before.
    void reset(const QString& text);
    void appended(const QString& text);
    /// Why the log cannot be read.
    void failed(const QString& message);

private:
    void look();
    void takeIn(const run::LogPart& part);

    Workspace& m_workspace;
    RunId m_run;
    bool m_active = false;
    bool m_isLooking = false;
    run::LogPosition m_position;
    QString m_failure;
    QStringDecoder m_decoder{QStringDecoder::Utf8};
    QTimer m_timer;
};

} // namespace rxwatt::bridge
