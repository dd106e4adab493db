// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/curve_series.h"

#include "ui/plots/band_graph.h"

#include <cmath>

namespace rxwatt::plots
{

namespace
{

const double none = std::nan("");
/// An interval that reaches further down than this factor does not stretch the axis.
constexpr double lowestShare = 0.1;

double finite(double value)
{
    return std::isfinite(value) ? value : none;
}

double lineValue(const figure::Point& point)
{
    return point.upperBound ? none : finite(point.y);
}

} // namespace

double ExponentialMean::next(double value)
{
    if (!std::isfinite(value)) {
        return none;
    }
    m_sum = m_weight * m_sum + (1 - m_weight) * value;
    m_total = m_weight * m_total + (1 - m_weight);
    return m_sum / m_total;
}

CurveSeries::CurveSeries(QCustomPlot& canvas, figure::SeriesKind kind)
    : m_canvas(canvas),
      m_kind(kind),
      m_line(new CurveGraph(canvas.xAxis, canvas.yAxis)),
      m_upperBounds(new QCPGraph(canvas.xAxis, canvas.yAxis)),
      m_bars(new QCPErrorBars(canvas.xAxis, canvas.yAxis)),
      m_bandLow(new BandGraph(canvas.xAxis, canvas.yAxis)),
      m_bandHigh(new BandGraph(canvas.xAxis, canvas.yAxis))
{
    m_upperBounds->setLineStyle(QCPGraph::lsNone);
    m_upperBounds->setSelectable(QCP::stNone);
    m_bars->setDataPlottable(m_line);
    m_bars->setSelectable(QCP::stNone);
    m_bars->setAntialiased(false);
    m_bandHigh->setChannelFillGraph(m_bandLow);
}

CurveSeries::~CurveSeries()
{
    for (QCPAbstractPlottable* plottable :
         std::initializer_list<QCPAbstractPlottable*>{m_bars, m_bandHigh, m_bandLow, m_upperBounds, m_smooth, m_line}) {
        if (plottable != nullptr) {
            m_canvas.removePlottable(plottable);
        }
    }
}

void CurveSeries::append(std::span<const figure::Point> points)
{
    QVector<double> keys;
    QVector<double> values;
    QVector<double> means;
    keys.reserve(static_cast<int>(points.size()));
    values.reserve(static_cast<int>(points.size()));
    for (const figure::Point& point : points) {
        keys << point.x;
        values << lineValue(point);
        m_bounds.x.add(point.x);
        m_bounds.y.add(point.y);
        if (m_smooth != nullptr) {
            means << m_mean.next(values.back());
        }
        if (point.upperBound) {
            m_upperBounds->addData(point.x, finite(point.y));
        }
    }
    m_line->addData(keys, values, true);
    if (m_smooth != nullptr) {
        m_smooth->addData(keys, means, true);
    }
    appendIntervals(points);
}

void CurveSeries::appendIntervals(std::span<const figure::Point> points)
{
    const bool first = m_bandLow->data()->isEmpty();
    const bool some = std::any_of(points.begin(), points.end(), [](const figure::Point& p) { return p.low || p.high; });
    if (first && !some) {
        return;
    }
    // The bars' entries belong to the line's points by their place.
    while (m_bars->data()->size() < m_line->dataCount() - static_cast<int>(points.size())) {
        m_bars->addData(none, none);
    }
    for (const figure::Point& point : points) {
        const double y = lineValue(point);
        const double low = finite(point.low.value_or(y));
        const double high = finite(point.high.value_or(y));
        const bool has = !std::isnan(y) && (point.low || point.high);
        m_bars->addData(has ? y - low : none, has ? high - y : none);
        m_bandLow->addData(point.x, has ? low : none);
        m_bandHigh->addData(point.x, has ? high : none);
        if (has) {
            m_bounds.y.add(high);
            m_bounds.y.add(low > 0 && y > 0 ? std::max(low, y * lowestShare) : low <= 0 && y > 0 ? y : low);
        }
    }
}

void CurveSeries::setIntervals(Intervals intervals)
{
    m_intervals = intervals;
}

void CurveSeries::setSmoothing(double weight, std::span<const figure::Point> points)
{
    if (m_smooth != nullptr) {
        m_canvas.removePlottable(m_smooth);
        m_smooth = nullptr;
    }
    m_weight = weight;
    m_mean = ExponentialMean(weight);
    if (weight <= 0) {
        return;
    }
    m_smooth = new CurveGraph(m_canvas.xAxis, m_canvas.yAxis);
    QVector<double> keys;
    QVector<double> means;
    for (const figure::Point& point : points) {
        keys << point.x;
        means << m_mean.next(lineValue(point));
    }
    m_smooth->addData(keys, means, true);
}

void CurveSeries::restyle(const Look& look, const PlotLook& plot)
{
    m_look = look;
    if (look.faded) {
        m_look.color = mixed(plot.base, look.color, 0.4);
    }
    const QColor color = m_look.color;
    const double size = plot.markerSize * (look.highlighted ? 1.2 : 1);
    const double factor = plot.widthFactor * (look.highlighted ? 1.8 : 1);
    CurveGraph& front = m_smooth != nullptr ? *m_smooth : *m_line;
    front.setPen(penOf(look.style, color, factor));
    front.setMarkers(look.style.marker, size, color, plot.base, look.markerShift);
    if (m_smooth != nullptr) {
        m_line->setPen(QPen(mixed(plot.base, color, 0.35), plot.widthFactor));
        m_line->setMarkers(Marker::none, size, color, plot.base, 0);
    }
    m_upperBounds->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssTriangleInverted,
                                                   QPen(color, 1.3 * plot.widthFactor), QBrush(plot.base), size + 1));
    for (QCPAbstractPlottable* plottable :
         std::initializer_list<QCPAbstractPlottable*>{m_line, m_smooth, m_upperBounds}) {
        if (plottable != nullptr) {
            plottable->setVisible(look.visible);
        }
    }
    restyleIntervals(plot);
    if (look.highlighted) {
        toFront();
    }
}

void CurveSeries::restyleIntervals(const PlotLook& plot)
{
    QColor fill = m_look.color;
    fill.setAlphaF(m_look.faded ? 0.12F : 0.22F);
    m_bandHigh->setBrush(fill);
    const bool band = m_look.visible && m_intervals == Intervals::band;
    m_bandHigh->setVisible(band);
    m_bandLow->setVisible(band);
    m_bars->setPen(QPen(mixed(plot.base, m_look.color, 0.75), plot.widthFactor));
    m_bars->setWhiskerWidth(plot.markerSize * 0.8);
    m_bars->setSymbolGap(plot.markerSize + 1);
    m_bars->setVisible(m_look.visible && m_intervals == Intervals::bars);
}

void CurveSeries::toFront()
{
    for (QCPAbstractPlottable* plottable :
         std::initializer_list<QCPAbstractPlottable*>{m_bars, m_line, m_smooth, m_upperBounds}) {
        if (plottable != nullptr) {
            plottable->setLayer(plottable->layer());
        }
    }
}

} // namespace rxwatt::plots
