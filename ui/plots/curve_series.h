// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/figure.h"
#include "ui/plots/curve_graph.h"
#include "ui/plots/extent.h"
#include "ui/plots/intervals.h"
#include "ui/plots/plot_look.h"
#include "ui/plots/series_style.h"

#include <QPointer>
#include <span>

namespace rxwatt::plots
{

/// The mean of a series as it comes: the past weighs less and less. Values that are not finite are gaps that the mean
/// steps over.
class ExponentialMean
{
public:
    explicit ExponentialMean(double weight = 0) : m_weight(weight) {}

    [[nodiscard]] double next(double value);

private:
    double m_weight;
    double m_sum = 0;
    double m_total = 0;
};

/// What is drawn of one series of curves: line and markers, intervals as bars or a band, upper bounds, and a smoothed
/// line in front.
class CurveSeries
{
public:
    struct Look {
        SeriesStyle style;
        QColor color;
        /// 0 to 1: where its markers stand on a dense line.
        double markerShift = 0;
        bool visible = true;
        bool highlighted = false;
        /// Another one is highlighted.
        bool faded = false;
    };

    CurveSeries(QCustomPlot& canvas, figure::SeriesKind kind);
    ~CurveSeries();
    CurveSeries(const CurveSeries&) = delete;
    CurveSeries& operator=(const CurveSeries&) = delete;

    /// Points with a finite x, rising.
    void append(std::span<const figure::Point> points);
    void setIntervals(Intervals intervals);
    /// All points once more, since a mean starts at the first.
    void setSmoothing(double weight, std::span<const figure::Point> points);
    void restyle(const Look& look, const PlotLook& plot);

    [[nodiscard]] const Bounds& bounds() const { return m_bounds; }

    [[nodiscard]] const CurveGraph& line() const { return *m_line; }

    /// Null where nothing is smoothed.
    [[nodiscard]] const CurveGraph* smoothed() const { return m_smooth; }

private:
    void appendIntervals(std::span<const figure::Point> points);
    void restyleIntervals(const PlotLook& plot);
    void toFront();

    QCustomPlot& m_canvas;
    figure::SeriesKind m_kind;
    CurveGraph* m_line;
    CurveGraph* m_smooth = nullptr;
    QCPGraph* m_upperBounds;
    QCPErrorBars* m_bars;
    QCPGraph* m_bandLow;
    QCPGraph* m_bandHigh;
    ExponentialMean m_mean;
    double m_weight = 0;
    Intervals m_intervals = Intervals::bars;
    Look m_look;
    Bounds m_bounds;
};

} // namespace rxwatt::plots
