// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/doctor.h"

#include "ui/bridge/scheduler_start.h"

namespace rxwatt::bridge
{

namespace
{

constexpr int limitMs = 20'000;
constexpr qsizetype maxOutputBytes = qsizetype{1} << 20;

Status fromJson(const Json& json, const std::string& path, DoctorCheck& out)
{
    std::string name;
    std::string value;
    std::optional<std::string> fix;
    base::ObjectReader reader(json, path);
    reader.required("name", name).required("value", value).required("ok", out.ok).optional("fix", fix);
    RXWATT_TRY(reader.finish());
    out.name = QString::fromStdString(name);
    out.value = QString::fromStdString(value);
    out.fix = QString::fromStdString(fix.value_or(""));
    return {};
}

Status fromJson(const Json& json, const std::string& path, DoctorSensor& out)
{
    std::string source;
    std::string sentence;
    std::optional<std::string> fix;
    base::ObjectReader reader(json, path);
    reader.required("source", source)
        .required("sentence", sentence)
        .required("available", out.available)
        .optional("fix", fix);
    RXWATT_TRY(reader.finish());
    out.source = QString::fromStdString(source);
    out.sentence = QString::fromStdString(sentence);
    out.fix = QString::fromStdString(fix.value_or(""));
    return {};
}

} // namespace

Result<DoctorReport> doctorReportFromJson(const Json& json)
{
    DoctorReport report;
    base::ObjectReader reader(json, "$");
    reader.required("ok", report.ok);
    if (const Json* checks = reader.require("checks"); checks != nullptr && checks->is_array()) {
        for (const Json& item : *checks) {
            DoctorCheck check;
            reader.keep(fromJson(item, "$.checks", check));
            report.checks.push_back(std::move(check));
        }
    }
    if (const Json* sensors = reader.find("sensors"); sensors != nullptr && sensors->is_array()) {
        for (const Json& item : *sensors) {
            DoctorSensor sensor;
            reader.keep(fromJson(item, "$.sensors", sensor));
            report.sensors.push_back(std::move(sensor));
        }
    }
    if (const Json* worker = reader.find("worker"); worker != nullptr && worker->is_object()) {
        report.worker = *worker;
    }
    RXWATT_TRY(reader.finish());
    return report;
}

Doctor::Doctor(QObject* parent) : QObject(parent)
{
    m_limit.setSingleShot(true);
    m_limit.setInterval(limitMs);
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setStandardErrorFile(QProcess::nullDevice());
    connect(&m_limit, &QTimer::timeout, this,
            [this] { giveUp(tr("rxwatt doctor has not answered within 20 s; run it in a terminal to see why.")); });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &Doctor::read);
    connect(&m_process, &QProcess::finished, this, &Doctor::end);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            m_limit.stop();
            Q_EMIT failed(tr("%1 cannot be started: %2.").arg(m_process.program(), m_process.errorString()));
        }
    });
}

Doctor::~Doctor()
{
    m_process.disconnect(this);
    if (isBusy()) {
        m_process.kill();
        m_process.waitForFinished(1000);
    }
}

void Doctor::examine()
{
    if (isBusy()) {
        return;
    }
    const Result<std::filesystem::path> program = findCommandLine();
    if (!program) {
        Q_EMIT failed(QString::fromStdString(program.error().message));
        return;
    }
    m_output.clear();
    m_failure.clear();
    m_limit.start();
    m_process.start(QString::fromStdString(program->string()), {QStringLiteral("doctor"), QStringLiteral("--json")});
}

void Doctor::read()
{
    m_output += m_process.readAllStandardOutput();
    if (m_output.size() > maxOutputBytes) {
        giveUp(tr("rxwatt doctor printed more than 1 MB; run it in a terminal to see why."));
    }
}

void Doctor::giveUp(const QString& why)
{
    m_failure = why;
    m_process.kill();
}

void Doctor::end()
{
    m_limit.stop();
    if (!m_failure.isEmpty()) {
        Q_EMIT failed(m_failure);
        return;
    }
    const std::string_view text(m_output.constData(), static_cast<std::size_t>(m_output.size()));
    const Result<Json> json = base::parseJson(text, "rxwatt doctor");
    const Result<DoctorReport> report =
        json ? doctorReportFromJson(*json) : Result<DoctorReport>(tl::unexpected<Error>(json.error()));
    if (report) {
        Q_EMIT examined(*report);
    } else {
        Q_EMIT failed(tr("What rxwatt doctor says cannot be read (%1); run it in a terminal.")
                          .arg(QString::fromStdString(report.error().message)));
    }
}

} // namespace rxwatt::bridge
