// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/power_view.h"

#include <QJsonObject>
#include <QWidget>

class QSplitter;

namespace rxwatt::plots
{
class CurvePlot;
class PlotWidget;
} // namespace rxwatt::plots

namespace rxwatt::pages
{

/// Power over the energy that it adds up to, of one or more runs, against the time since each one's beginning.
class PowerPlots : public QWidget
{
    Q_OBJECT

public:
    explicit PowerPlots(QWidget* parent = nullptr);

    struct Look {
        bool phases = true;
        bool lines = true;
        /// The newest seconds; 0: all; below 0: what the person chose.
        double newestS = 0;
    };

    void show(const std::vector<bridge::RunPower>& runs, const Look& look);
    /// What is wanted for what is in view, with as much on both sides.
    [[nodiscard]] bridge::PowerWindow window(bool eachZone) const;

    [[nodiscard]] QList<plots::PlotWidget*> plots() const;
    [[nodiscard]] QJsonObject view() const;
    void setView(const QJsonObject& view);

Q_SIGNALS:
    /// The person moved or zoomed.
    void moved();

private:
    void follow(double endS, double newestS);

    plots::CurvePlot* m_power = nullptr;
    plots::CurvePlot* m_energy = nullptr;
    QSplitter* m_splitter = nullptr;
    /// Of the longest run.
    double m_endS = 0;
    /// The plots are moved by us.
    bool m_following = false;
};

} // namespace rxwatt::pages
