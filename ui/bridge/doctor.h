// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <optional>
#include <QObject>
#include <QProcess>
#include <QString>
#include <QTimer>
#include <vector>

namespace rxwatt::bridge
{

/// One thing that the doctor looked at.
struct DoctorCheck {
    QString name;
    QString value;
    bool ok = true;
    /// What to do; empty where nothing is wrong.
    QString fix;
};

/// One source of power, and the command that makes it readable (empty where nothing does).
struct DoctorSensor {
    QString source;
    /// What it is and whether it can be read.
    QString sentence;
    bool available = false;
    QString fix;
};

struct DoctorReport {
    bool ok = false;
    std::vector<DoctorCheck> checks;
    std::vector<DoctorSensor> sensors;
    /// What the worker says of itself (Torch, its devices); none where there is no worker that runs.
    std::optional<Json> worker;
};

[[nodiscard]] Result<DoctorReport> doctorReportFromJson(const Json& json);

/// Asks `rxwatt doctor` what this machine is, as a child process.
class Doctor : public QObject
{
    Q_OBJECT

public:
    explicit Doctor(QObject* parent = nullptr);
    ~Doctor() override;

    /// examined() or failed() follows, within 20 s. Does nothing while it is at work.
    void examine();

    [[nodiscard]] bool isBusy() const { return m_process.state() != QProcess::NotRunning; }

Q_SIGNALS:
    void examined(const rxwatt::bridge::DoctorReport& report);
    void failed(const QString& message);

private:
    void read();
    void giveUp(const QString& why);
    void end();

    QProcess m_process;
    QTimer m_limit;
    QByteArray m_output;
    QString m_failure;
};

} // namespace rxwatt::bridge
