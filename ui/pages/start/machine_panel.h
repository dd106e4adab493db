// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/doctor.h"

#include <QWidget>

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace rxwatt::pages::start
{

class SensorList;

/// "2 of 2 cores · LibTorch 1.13.1, libblas.so.3 · no GPU · worker found", of what the doctor found.
[[nodiscard]] QStringList machineFacts(const bridge::DoctorReport& report);

/// What is wrong, and what to do about it.
struct MachineProblem {
    QString what;
    QString fix;
};

[[nodiscard]] std::vector<MachineProblem> machineProblems(const bridge::DoctorReport& report);

/// What this machine is, in words, and what to mend before it can train.
class MachinePanel : public QWidget
{
    Q_OBJECT

public:
    explicit MachinePanel(QWidget* parent = nullptr);

    void examine();
    void display(const bridge::DoctorReport& report);
    void displayFailure(const QString& message);

    [[nodiscard]] bool isBusy() const { return m_doctor.isBusy(); }

private:
    void clear();
    void addLine(const char* icon, const QString& text);
    void addProblem(const MachineProblem& problem);
    QLabel* addText(QWidget* line, const QString& text);

    bridge::Doctor m_doctor;
    QLabel* m_verdict = nullptr;
    QToolButton* m_again = nullptr;
    QVBoxLayout* m_lines = nullptr;
    SensorList* m_sensors = nullptr;
};

} // namespace rxwatt::pages::start
