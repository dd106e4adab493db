// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/doctor.h"

#include <QWidget>

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace rxwatt::pages::start
{

/// Longer texts of the doctor are cut.
inline constexpr qsizetype longestText = 2000;

/// What tells this machine's power: each sensor in a sentence, those that can be read first, then those that a command
/// mends with a button that copies it. What this machine does not have stands behind a button.
class SensorList : public QWidget
{
    Q_OBJECT

public:
    explicit SensorList(QWidget* parent = nullptr);

    /// `summary`: what adds up to the machine's power. Without sensors nothing is shown.
    void display(const QString& summary, const std::vector<bridge::DoctorSensor>& sensors);

private:
    void clear();
    void addSensor(const bridge::DoctorSensor& sensor, QVBoxLayout& lines);
    void addCommand(const bridge::DoctorSensor& sensor, QVBoxLayout& lines);
    void showLacking(bool shown);

    QLabel* m_summary = nullptr;
    QVBoxLayout* m_lines = nullptr;
    QToolButton* m_toggle = nullptr;
    QWidget* m_lacking = nullptr;
    QVBoxLayout* m_lackingLines = nullptr;
};

} // namespace rxwatt::pages::start
