// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QWidget>

class QCheckBox;
class QComboBox;

namespace rxwatt::pages
{

class ElidedLabel;

/// The line over the power plots: what is to be said, which sensors are drawn, how much of the time is in view.
class PowerBar : public QWidget
{
    Q_OBJECT

public:
    explicit PowerBar(QWidget* parent = nullptr);

    void setStatus(const QString& text);

    /// Each sensor beside their sum.
    [[nodiscard]] bool eachSensor() const;
    [[nodiscard]] bool showsPhases() const;
    /// Base power and limit.
    [[nodiscard]] bool showsLines() const;
    /// This machine instead of runs that have ended.
    [[nodiscard]] bool wantsMachine() const;
    /// The newest seconds that are in view and followed; 0: all; below 0: what the person chose in the plot.
    [[nodiscard]] double newestSeconds() const;
    /// The person has moved the plot.
    void setOwnRange();

    [[nodiscard]] QJsonObject session() const;
    void restoreSession(const QJsonObject& session);

Q_SIGNALS:
    void sensorsChanged();
    void rangeChanged();
    void linesChanged();
    void machineChanged();

private:
    ElidedLabel* m_status = nullptr;
    QComboBox* m_sensors = nullptr;
    QComboBox* m_range = nullptr;
    QCheckBox* m_machine = nullptr;
    QCheckBox* m_phases = nullptr;
    QCheckBox* m_lines = nullptr;
};

} // namespace rxwatt::pages
