// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/figure.h"
#include "ui/plots/extent.h"
#include "ui/plots/plot_look.h"
#include "ui/plots/tickers.h"
#include "ui/plots/zoom_history.h"

#include <array>
#include <functional>
#include <QElapsedTimer>
#include <QJsonObject>

namespace rxwatt::plots
{

/// One axis as the figure wants it and as the person changed it.
struct AxisSettings {
    figure::Axis axis;
    figure::Scale scale = figure::Scale::linear;
    TickFormat format = TickFormat::automatic;
    /// The person's label instead of the figure's.
    QString label;
    /// From a session, before the figure came: the figure's own scale does not overrule it.
    bool restored = false;

    [[nodiscard]] QString text() const;
};

/// The two axes of a plot: labels, scales, ticks, grid, and what of the data is in view with its history.
class PlotAxes
{
public:
    enum class Which { x, y };
    /// Steps that come fast one after the other (a wheel, a drag) are one step of the history.
    enum class Step { single, continuous };

    /// `changed` is called whenever the person changed ranges, scales or labels.
    PlotAxes(QCustomPlot& canvas, std::function<void()> changed);

    /// Where the keys are those of before, what the person changed and the ranges stay.
    void setAxes(const figure::Axis& x, const figure::Axis& y);
    /// An axis whose ticks are texts (categories) brings its own ticker; null for numbers again.
    void setOwnTicker(Which which, QSharedPointer<QCPAxisTicker> ticker);
    /// Air around the data as a share of the range, at the lower and upper end of both axes.
    void setAir(double x, double y);
    void apply(const PlotLook& look);

    [[nodiscard]] const AxisSettings& settings(Which which) const { return m_settings.at(place(which)); }

    void setSettings(Which which, const AxisSettings& settings);
    void setScale(Which which, figure::Scale scale);

    [[nodiscard]] bool grid() const { return m_grid; }

    void setGrid(bool grid);

    [[nodiscard]] Ranges ranges() const;
    /// Keeps the ranges of before in the history and goes to others.
    void zoomTo(const Ranges& ranges, Step step = Step::single);
    void zoomTo(const QRectF& pixels);
    void zoom(Qt::Orientations orientations, double factor, const QPointF& around, Step step = Step::single);
    void pan(const QPointF& pixels);
    void fit();
    /// The data have grown or shrunk: shows all of them where all were shown before.
    void setBounds(const Bounds& bounds);
    /// Moves along x so that a value comes into view, keeping the width.
    void follow(double x);
    /// Another plot zoomed: no history, and nobody is told.
    void setXRange(double lower, double upper);
    void undo();
    void redo();

    [[nodiscard]] const ZoomHistory& history() const { return m_history; }

    [[nodiscard]] QJsonObject toJson() const;
    void fromJson(const QJsonObject& json);

    [[nodiscard]] QCPAxis& axis(Which which) const;

private:
    static std::size_t place(Which which) { return which == Which::x ? 0 : 1; }

    void show(const Ranges& ranges);
    void showFitted();
    void remember(Step step);
    void applySettings(Which which);
    void applyGrid();
    void fitLabels();

    QCustomPlot& m_canvas;
    std::function<void()> m_changed;
    std::array<AxisSettings, 2> m_settings;
    std::array<QSharedPointer<QCPAxisTicker>, 2> m_ownTickers;
    std::array<double, 2> m_air = {0.03, 0.05};
    PlotLook m_look;
    Bounds m_bounds;
    ZoomHistory m_history;
    QElapsedTimer m_lastContinuous;
    bool m_fitted = true;
    bool m_grid = true;
};

} // namespace rxwatt::plots
