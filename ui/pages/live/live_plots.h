// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/live_feed.h"
#include "ui/pages/live/live_scale.h"
#include "ui/pages/live_runs.h"

#include <array>
#include <QJsonObject>
#include <QSet>
#include <QTimer>
#include <QWidget>

namespace rxwatt::plots
{
class CurvePlot;
class PlotWidget;
} // namespace rxwatt::plots

namespace rxwatt::pages
{

/// Loss, validation Geometric Mean BER, learning rate and slots a second of runs against their steps or their time,
/// linked with each other; they grow with the feed.
class LivePlots : public QWidget
{
    Q_OBJECT

public:
    explicit LivePlots(bridge::LiveFeed& feed, QWidget* parent = nullptr);

    /// Follows these runs.
    void setRuns(const std::vector<LiveRun>& runs);
    void setAxis(LiveAxis axis);
    /// Of loss and speed; see CurvePlot::setSmoothing().
    void setSmoothing(double weight);
    /// Draws the run of that label in front; empty: none.
    void setHighlighted(const std::string& label);
    /// Takes the curves of these labels out of all plots.
    void setHiddenCurves(const QSet<QString>& labels);

    [[nodiscard]] const QSet<QString>& hiddenCurves() const { return m_hidden; }

    [[nodiscard]] QList<plots::PlotWidget*> plots() const;
    [[nodiscard]] QJsonObject view() const;
    /// Labels that are hidden in one of the plots are in all.
    void setView(const QJsonObject& view);

    /// Whether all points that are there are drawn.
    [[nodiscard]] bool isSettled() const { return !m_redraw.isActive(); }

Q_SIGNALS:
    /// The person clicked the curve of a run (its label), or next to all (empty).
    void runClicked(const QString& label);
    /// The person hid or showed curves in one of the plots; now they are so in all.
    void hiddenChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();
    void takeHidden(const plots::CurvePlot& plot);
    /// What fits the points that are there.
    [[nodiscard]] LiveScale scaleNow() const;
    void extend(const RunId& id, const store::SeriesPoints& points);
    void redrawAll();

    bridge::LiveFeed& m_feed;
    std::vector<RunId> m_ids;
    std::vector<std::string> m_labels;
    std::array<plots::CurvePlot*, 4> m_plots{};
    LiveAxis m_axis = LiveAxis::step;
    /// As it is drawn.
    LiveScale m_scale;
    QSet<QString> m_hidden;
    int m_columns = 0;
    /// Several runs that come anew are drawn together.
    QTimer m_redraw;
};

} // namespace rxwatt::pages
