// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/scatter_plot.h"

#include "ui/plots/curve_reader.h"
#include "ui/plots/plot_frame.h"
#include "ui/plots/scatter_points.h"

#include <cmath>

namespace rxwatt::plots
{

struct ScatterPlot::Parts {
    figure::ScatterPlot plot;
    /// Of the canvas.
    std::vector<ScatterPoints*> series;
    QCPCurve* front = nullptr;
    QSet<QString> selected;
};

ScatterPlot::ScatterPlot(QWidget* parent) : PlotWidget(parent), m_parts(std::make_unique<Parts>())
{
    frame().axes.setAir(0.05, 0.06);
}

ScatterPlot::~ScatterPlot()
{
    // They refer to the data.
    canvas().clearPlottables();
}

void ScatterPlot::setPlot(figure::ScatterPlot plot)
{
    canvas().clearPlottables();
    m_parts->series.clear();
    m_parts->plot = std::move(plot);
    m_parts->front = new QCPCurve(canvas().xAxis, canvas().yAxis);
    m_parts->front->setSelectable(QCP::stNone);
    for (const figure::Point& point : m_parts->plot.front.points) {
        if (std::isfinite(point.x) && std::isfinite(point.y)) {
            m_parts->front->addData(point.x, point.y);
        }
    }
    QStringList names;
    bool some = false;
    for (const figure::ScatterSeries& series : m_parts->plot.series) {
        m_parts->series.push_back(new ScatterPoints(canvas().xAxis, canvas().yAxis, series));
        m_parts->series.back()->setSelected(m_parts->selected);
        names << QString::fromStdString(series.name);
        some = some || !series.points.empty();
    }
    frame().series.setSeries(names, Sample::markers);
    frame().axes.setAxes(m_parts->plot.x, m_parts->plot.y);
    setEmpty(!some);
    seriesChanged();
}

figure::Figure ScatterPlot::figure() const
{
    return m_parts->plot;
}

void ScatterPlot::setSelected(const QStringList& labels)
{
    m_parts->selected = QSet<QString>(labels.begin(), labels.end());
    for (ScatterPoints* points : m_parts->series) {
        points->setSelected(m_parts->selected);
    }
    redraw();
}

void ScatterPlot::restyle()
{
    const PlotFrame& plot = frame();
    double largest = 0;
    for (const figure::ScatterSeries& series : m_parts->plot.series) {
        for (const figure::ScatterPoint& point : series.points) {
            largest = std::isfinite(point.size.value_or(0)) ? std::max(largest, point.size.value_or(0)) : largest;
        }
    }
    for (int i = 0; i < static_cast<int>(m_parts->series.size()); ++i) {
        ScatterPoints& points = *m_parts->series[static_cast<std::size_t>(i)];
        points.setVisible(plot.series.visible(i));
        points.restyle({plot.series.style(i), plot.series.color(i, plot.look.palette), largest}, plot.look);
    }
    if (m_parts->front != nullptr) {
        m_parts->front->setPen(QPen(plot.look.secondary, 1.5 * plot.look.widthFactor));
    }
}

Bounds ScatterPlot::bounds() const
{
    Bounds all;
    for (int i = 0; i < static_cast<int>(m_parts->plot.series.size()); ++i) {
        for (const figure::ScatterPoint& point : m_parts->plot.series[static_cast<std::size_t>(i)].points) {
            if (frame().series.visible(i)) {
                all.x.add(point.x);
                all.y.add(point.y);
            }
        }
    }
    return all;
}

Reading ScatterPlot::readingOf(int series, int point) const
{
    const figure::ScatterSeries& all = m_parts->plot.series[static_cast<std::size_t>(series)];
    const figure::ScatterPoint& one = all.points[static_cast<std::size_t>(point)];
    QString text = QString::fromStdString(all.name) + QLatin1Char('\n') + axisValueText(m_parts->plot.x, one.x) +
                   QLatin1Char('\n') + axisValueText(m_parts->plot.y, one.y);
    if (one.low && one.high) {
        text += QLatin1Char('\n') + tr("interval: %1 to %2").arg(valueText(*one.low), valueText(*one.high));
    }
    const QString label = QString::fromStdString(one.label);
    return {series, point, {one.x, one.y}, label.isEmpty() ? tr("Point %1").arg(point + 1) : label, text};
}

std::optional<Reading> ScatterPlot::readNear(const QPointF& pixel) const
{
    constexpr double reach = 24;
    double best = reach;
    std::optional<std::pair<int, int>> found;
    for (int series = 0; series < static_cast<int>(m_parts->series.size()); ++series) {
        const auto& points = m_parts->plot.series[static_cast<std::size_t>(series)].points;
        for (int i = 0; frame().series.visible(series) && i < static_cast<int>(points.size()); ++i) {
            const figure::ScatterPoint& point = points[static_cast<std::size_t>(i)];
            const QPointF away = pixelOf({point.x, point.y}) - pixel;
            const double distance = std::hypot(away.x(), away.y());
            if (distance < best) {
                best = distance;
                found = {series, i};
            }
        }
    }
    return found ? std::optional(readingOf(found->first, found->second)) : std::nullopt;
}

std::optional<Reading> ScatterPlot::readNext(const std::optional<Reading>& from, int direction) const
{
    const int count = static_cast<int>(m_parts->series.size());
    int series = from ? from->series : direction > 0 ? 0 : count - 1;
    int point = from ? from->point + direction : direction > 0 ? 0 : -1;
    for (; series >= 0 && series < count; series += direction) {
        const int points = static_cast<int>(m_parts->plot.series[static_cast<std::size_t>(series)].points.size());
        point = !from && direction < 0 ? points - 1 : point;
        if (frame().series.visible(series) && point >= 0 && point < points) {
            return readingOf(series, point);
        }
        const int next = series + direction;
        const bool exists = next >= 0 && next < count;
        point = direction > 0 || !exists
                    ? 0
                    : static_cast<int>(m_parts->plot.series[static_cast<std::size_t>(next)].points.size()) - 1;
    }
    return from;
}

std::optional<Qt::CursorShape> ScatterPlot::cursorAt(const QPointF& pixel) const
{
    return readNear(pixel) ? std::optional(Qt::PointingHandCursor) : std::nullopt;
}

void ScatterPlot::clickAt(const QPointF& pixel)
{
    const auto reading = readNear(pixel);
    const QString label = reading
                              ? QString::fromStdString(m_parts->plot.series[static_cast<std::size_t>(reading->series)]
                                                           .points[static_cast<std::size_t>(reading->point)]
                                                           .label)
                              : QString();
    Q_EMIT pointClicked(label);
}

} // namespace rxwatt::plots
