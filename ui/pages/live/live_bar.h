// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/live/live_plots.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QSlider;

namespace rxwatt::pages
{

class ElidedLabel;

/// The line over the live plots: what is to be said, what they are drawn against, how much they are smoothed.
class LiveBar : public QWidget
{
    Q_OBJECT

public:
    explicit LiveBar(QWidget* parent = nullptr);

    void setStatus(const QString& text);

    [[nodiscard]] LiveAxis axis() const;
    /// Weight of the past; see CurvePlot::setSmoothing().
    [[nodiscard]] double smoothing() const;

    [[nodiscard]] QJsonObject session() const;
    void restoreSession(const QJsonObject& session);

Q_SIGNALS:
    void axisChanged(rxwatt::pages::LiveAxis axis);
    void smoothingChanged(double weight);

private:
    void showSmoothing();

    ElidedLabel* m_status = nullptr;
    QComboBox* m_axis = nullptr;
    QSlider* m_smoothing = nullptr;
    QLabel* m_smoothingText = nullptr;
};

} // namespace rxwatt::pages
