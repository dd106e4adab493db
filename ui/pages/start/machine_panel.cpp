// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/start/machine_panel.h"

#include "ui/pages/start/sensor_list.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/palette.h"

#include <algorithm>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace rxwatt::pages::start
{

namespace
{

QString textOf(const Json& json, const char* key)
{
    const Json value = json.is_object() ? json.value(key, Json()) : Json();
    return value.is_string() ? QString::fromStdString(value.get<std::string>()).left(longestText) : QString();
}

QString factOf(const bridge::DoctorReport& report, const char* name)
{
    for (const bridge::DoctorCheck& check : report.checks) {
        if (check.name == QLatin1String(name)) {
            return check.value.left(longestText);
        }
    }
    return {};
}

QString torchFact(const Json& worker)
{
    const QString torch = textOf(worker, "torch");
    const QString blas = textOf(worker.value("blas", Json()), "library");
    const QString text = MachinePanel::tr("LibTorch %1").arg(torch);
    return blas.isEmpty() ? text : MachinePanel::tr("%1, %2 for matrices").arg(text, blas);
}

QString deviceFact(const Json& worker)
{
    QStringList others;
    const Json devices = worker.value("devices", Json::array());
    for (const Json& device : devices) {
        if (device.is_string() && device != "cpu") {
            others << QString::fromStdString(device.get<std::string>()).left(longestText);
        }
    }
    return others.isEmpty() ? MachinePanel::tr("No GPU: runs train on the processor")
                            : others.join(QStringLiteral(", "));
}

/// Sensors stand in a list of their own, and nothing trains worse without one.
bool isOfSensors(const bridge::DoctorReport& report, const bridge::DoctorCheck& check)
{
    return std::any_of(report.sensors.begin(), report.sensors.end(), [&](const bridge::DoctorSensor& sensor) {
        return check.name == QStringLiteral("power ") + sensor.source;
    });
}

/// A worker that answers trains, if slowly: what its report finds wrong is among the problems.
bool canTrain(const bridge::DoctorReport& report)
{
    return report.worker && report.worker->is_object() &&
           std::all_of(report.checks.begin(), report.checks.end(),
                       [&](const bridge::DoctorCheck& check) { return check.ok || isOfSensors(report, check); });
}

} // namespace

QStringList machineFacts(const bridge::DoctorReport& report)
{
    QStringList facts;
    const QString processor = factOf(report, "processor");
    const QString cores = factOf(report, "cores");
    if (!processor.isEmpty()) {
        facts << (cores.isEmpty() ? processor : MachinePanel::tr("%1, cores: %2").arg(processor, cores));
    }
    if (const QString memory = factOf(report, "memory"); !memory.isEmpty()) {
        facts << MachinePanel::tr("Memory: %1").arg(memory);
    }
    if (report.worker && report.worker->is_object()) {
        facts << torchFact(*report.worker) << deviceFact(*report.worker);
    }
    return facts;
}

std::vector<MachineProblem> machineProblems(const bridge::DoctorReport& report)
{
    std::vector<MachineProblem> problems;
    for (const bridge::DoctorCheck& check : report.checks) {
        if (!check.ok && !isOfSensors(report, check)) {
            problems.push_back({check.name + QStringLiteral(": ") + check.value, check.fix});
        }
    }
    if (report.worker && report.worker->is_object()) {
        const Json blas = report.worker->value("blas", Json());
        if (const QString problem = textOf(blas, "problem"); !problem.isEmpty()) {
            problems.push_back({problem, textOf(blas, "fix")});
        }
    }
    return problems;
}

MachinePanel::MachinePanel(QWidget* parent)
    : QWidget(parent),
      m_verdict(new QLabel(this)),
      m_again(new QToolButton(this)),
      m_lines(new QVBoxLayout()),
      m_sensors(new SensorList(this))
{
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setWordWrap(true);
    m_again->setIcon(style::icon(QStringLiteral("refresh-cw")));
    m_again->setIconSize(QSize(style::iconSize, style::iconSize));
    m_again->setAutoRaise(true);
    m_again->setToolTip(tr("Look at the machine again"));
    m_again->setAccessibleName(m_again->toolTip());
    auto* head = new QHBoxLayout();
    head->addWidget(m_verdict, 1);
    head->addWidget(m_again, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(style::halfGrid);
    layout->addLayout(head);
    layout->addLayout(m_lines);
    layout->addSpacing(style::halfGrid);
    layout->addWidget(m_sensors);
    m_lines->setSpacing(style::halfGrid);
    connect(m_again, &QToolButton::clicked, this, &MachinePanel::examine);
    connect(&m_doctor, &bridge::Doctor::examined, this, &MachinePanel::display);
    connect(&m_doctor, &bridge::Doctor::failed, this, &MachinePanel::displayFailure);
}

void MachinePanel::examine()
{
    m_verdict->setText(tr("Looking at the machine…"));
    m_again->setEnabled(false);
    m_doctor.examine();
}

void MachinePanel::clear()
{
    m_again->setEnabled(true);
    while (QLayoutItem* item = m_lines->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
}

void MachinePanel::display(const bridge::DoctorReport& report)
{
    clear();
    const std::vector<MachineProblem> problems = machineProblems(report);
    const bool isReady = canTrain(report);
    m_verdict->setText(problems.empty() && isReady ? tr("Ready to train.")
                       : isReady                   ? tr("Ready to train, with something to mend.")
                                                   : tr("Cannot train yet."));
    for (const MachineProblem& problem : problems) {
        addProblem(problem);
    }
    const QStringList facts = machineFacts(report);
    for (const QString& fact : facts) {
        addLine("check", fact);
    }
    m_sensors->display(factOf(report, "power"), report.sensors);
}

void MachinePanel::displayFailure(const QString& message)
{
    clear();
    m_sensors->display({}, {});
    m_verdict->setText(tr("The machine could not be looked at."));
    addProblem({message, {}});
}

QLabel* MachinePanel::addText(QWidget* line, const QString& text)
{
    auto* label = new QLabel(text.left(longestText), line);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

void MachinePanel::addLine(const char* icon, const QString& text)
{
    auto* line = new QWidget(this);
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(style::grid);
    auto* picture = new QLabel(line);
    picture->setPixmap(style::icon(QString::fromLatin1(icon)).pixmap(style::iconSize));
    layout->addWidget(picture, 0, Qt::AlignTop);
    layout->addWidget(addText(line, text), 1);
    m_lines->addWidget(line);
}

void MachinePanel::addProblem(const MachineProblem& problem)
{
    addLine("triangle-alert", problem.what);
    if (problem.fix.isEmpty()) {
        return;
    }
    auto* line = new QWidget(this);
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(3 * style::grid, 0, 0, 0);
    layout->setSpacing(style::halfGrid);
    QLabel* fix = addText(line, problem.fix);
    fix->setForegroundRole(QPalette::PlaceholderText);
    auto* copy = new QToolButton(line);
    copy->setIcon(style::icon(QStringLiteral("copy")));
    copy->setIconSize(QSize(style::iconSize - 2, style::iconSize - 2));
    copy->setAutoRaise(true);
    copy->setToolTip(tr("Copy what to do"));
    copy->setAccessibleName(tr("Copy what to do: %1").arg(problem.what));
    layout->addWidget(fix, 1);
    layout->addWidget(copy, 0, Qt::AlignTop);
    m_lines->addWidget(line);
    connect(copy, &QToolButton::clicked, this, [text = problem.fix] { QApplication::clipboard()->setText(text); });
}

} // namespace rxwatt::pages::start
