// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_axes.h"

#include "ui/plots/curve_reader.h"

#include <cmath>

namespace rxwatt::plots
{

namespace
{

/// Energies go from nanojoules of a layer to megajoules of a training: 0.00002 J says less than 20 µJ.
TickFormat defaultFormat(const figure::Axis& axis)
{
    return takesPrefixes(axis) ? TickFormat::prefixes : TickFormat::automatic;
}

constexpr int continuousMs = 500;

/// A range that an axis can show: finite, rising, not too small for double precision, positive on a logarithmic axis.
bool usable(double lower, double upper, figure::Scale scale)
{
    if (!std::isfinite(lower) || !std::isfinite(upper) || upper <= lower) {
        return false;
    }
    if (upper - lower <= 1e-12 * std::max(std::abs(lower), std::abs(upper)) || upper - lower > 1e250) {
        return false;
    }
    return scale == figure::Scale::linear ? upper - lower > 1e-250 : lower > 1e-250 && upper < 1e250;
}

/// The range after each end has moved by as many pixels (of a length).
std::pair<double, double> moved(const QCPAxis& axis, double lowerPixels, double upperPixels)
{
    const bool horizontal = axis.orientation() == Qt::Horizontal;
    const QRect rect = axis.axisRect()->rect();
    const double lower = horizontal ? rect.left() : rect.bottom();
    const double upper = horizontal ? lower + rect.width() : lower - rect.height();
    return {axis.pixelToCoord(lower + lowerPixels), axis.pixelToCoord(upper + upperPixels)};
}

} // namespace

QString AxisSettings::text() const
{
    if (!label.isEmpty()) {
        return label;
    }
    const QString name = QString::fromStdString(axis.label);
    return axis.unit.empty() ? name : QStringLiteral("%1 (%2)").arg(name, QString::fromStdString(axis.unit));
}

PlotAxes::PlotAxes(QCustomPlot& canvas, std::function<void()> changed) : m_canvas(canvas), m_changed(std::move(changed))
{
    for (QCPAxis* axis : {canvas.xAxis2, canvas.yAxis2}) {
        axis->setVisible(true);
        axis->setTicks(false);
        axis->setTickLabels(false);
    }
    QObject::connect(&canvas, &QCustomPlot::afterLayout, &canvas, [this] { fitLabels(); });
    showFitted();
}

void PlotAxes::setAxes(const figure::Axis& x, const figure::Axis& y)
{
    bool same = true;
    for (const auto& [which, axis] : {std::pair(Which::x, &x), std::pair(Which::y, &y)}) {
        AxisSettings& settings = m_settings.at(place(which));
        if (settings.axis.key != axis->key) {
            same = false;
            settings = {*axis, axis->scale, defaultFormat(*axis), {}, false};
        } else {
            if (settings.axis.scale != axis->scale && !settings.restored) {
                settings.scale = axis->scale;
            }
            settings.axis = *axis;
            settings.restored = false;
        }
        applySettings(which);
    }
    if (!same) {
        m_fitted = true;
        m_history.clear();
        m_bounds = {};
    }
}

void PlotAxes::setOwnTicker(Which which, QSharedPointer<QCPAxisTicker> ticker)
{
    m_ownTickers.at(place(which)) = std::move(ticker);
    applySettings(which);
}

void PlotAxes::setAir(double x, double y)
{
    m_air = {x, y};
}

void PlotAxes::setSettings(Which which, const AxisSettings& settings)
{
    const bool scaleChanged = m_settings.at(place(which)).scale != settings.scale;
    m_settings.at(place(which)) = settings;
    applySettings(which);
    if (scaleChanged) {
        m_fitted ? showFitted() : show(ranges());
    }
    m_changed();
}

void PlotAxes::setScale(Which which, figure::Scale scale)
{
    AxisSettings settings = m_settings.at(place(which));
    settings.scale = scale;
    setSettings(which, settings);
}

void PlotAxes::setGrid(bool grid)
{
    m_grid = grid;
    applyGrid();
    m_changed();
}

Ranges PlotAxes::ranges() const
{
    const QCPRange x = m_canvas.xAxis->range();
    const QCPRange y = m_canvas.yAxis->range();
    return {x.lower, x.upper, y.lower, y.upper, m_fitted};
}

void PlotAxes::zoomTo(const Ranges& ranges, Step step)
{
    remember(step);
    m_fitted = false;
    show(ranges);
    m_changed();
}

void PlotAxes::zoomTo(const QRectF& pixels)
{
    const QRectF inside = pixels.normalized().intersected(QRectF(m_canvas.xAxis->axisRect()->rect()));
    const QCPAxis& x = *m_canvas.xAxis;
    const QCPAxis& y = *m_canvas.yAxis;
    zoomTo({x.pixelToCoord(inside.left()), x.pixelToCoord(inside.right()), y.pixelToCoord(inside.bottom()),
            y.pixelToCoord(inside.top()), false});
}

void PlotAxes::zoom(Qt::Orientations orientations, double factor, const QPointF& around, Step step)
{
    Ranges next = ranges();
    const QRect rect = m_canvas.xAxis->axisRect()->rect();
    const double share = 1 - factor;
    if (orientations.testFlag(Qt::Horizontal)) {
        const double fromLeft = around.x() - rect.left();
        std::tie(next.xLower, next.xUpper) =
            moved(*m_canvas.xAxis, fromLeft * share, (fromLeft - rect.width()) * share);
    }
    if (orientations.testFlag(Qt::Vertical)) {
        const double fromBottom = around.y() - rect.bottom();
        std::tie(next.yLower, next.yUpper) =
            moved(*m_canvas.yAxis, fromBottom * share, (fromBottom + rect.height()) * share);
    }
    zoomTo(next, step);
}

void PlotAxes::pan(const QPointF& pixels)
{
    Ranges next = ranges();
    std::tie(next.xLower, next.xUpper) = moved(*m_canvas.xAxis, -pixels.x(), -pixels.x());
    std::tie(next.yLower, next.yUpper) = moved(*m_canvas.yAxis, -pixels.y(), -pixels.y());
    zoomTo(next, Step::continuous);
}

void PlotAxes::fit()
{
    remember(Step::single);
    m_fitted = true;
    showFitted();
    m_changed();
}

void PlotAxes::setBounds(const Bounds& bounds)
{
    m_bounds = bounds;
    if (m_fitted) {
        showFitted();
    }
}

void PlotAxes::follow(double x)
{
    const QCPRange range = m_canvas.xAxis->range();
    if (m_fitted || x <= range.upper) {
        return;
    }
    const bool linear = settings(Which::x).scale == figure::Scale::linear;
    setXRange(linear ? x - range.size() : x / (range.upper / range.lower), x);
}

void PlotAxes::setXRange(double lower, double upper)
{
    if (usable(lower, upper, settings(Which::x).scale)) {
        m_canvas.xAxis->setRange(lower, upper);
        m_fitted = false;
    }
}

void PlotAxes::undo()
{
    if (const auto before = m_history.undo(ranges())) {
        m_fitted = before->fitted;
        m_fitted ? showFitted() : show(*before);
        m_changed();
    }
}

void PlotAxes::redo()
{
    if (const auto next = m_history.redo(ranges())) {
        m_fitted = next->fitted;
        m_fitted ? showFitted() : show(*next);
        m_changed();
    }
}

QCPAxis& PlotAxes::axis(Which which) const
{
    return which == Which::x ? *m_canvas.xAxis : *m_canvas.yAxis;
}

void PlotAxes::show(const Ranges& ranges)
{
    const auto showOne = [this](Which which, double lower, double upper) {
        const auto& scale = settings(which).scale;
        if (usable(lower, upper, scale)) {
            axis(which).setRange(lower, upper);
        } else if (!usable(axis(which).range().lower, axis(which).range().upper, scale)) {
            const auto [low, high] =
                niceRange(which == Which::x ? m_bounds.x : m_bounds.y, scale, m_air.at(place(which)));
            axis(which).setRange(low, high);
        }
    };
    showOne(Which::x, ranges.xLower, ranges.xUpper);
    showOne(Which::y, ranges.yLower, ranges.yUpper);
}

void PlotAxes::showFitted()
{
    const auto x = niceRange(m_bounds.x, settings(Which::x).scale, m_air[0]);
    const auto y = niceRange(m_bounds.y, settings(Which::y).scale, m_air[1]);
    show({x.first, x.second, y.first, y.second, true});
}

void PlotAxes::remember(Step step)
{
    const bool goesOn =
        step == Step::continuous && m_lastContinuous.isValid() && m_lastContinuous.elapsed() < continuousMs;
    if (!goesOn) {
        m_history.push(ranges());
    }
    if (step == Step::continuous) {
        m_lastContinuous.start();
    } else {
        m_lastContinuous.invalidate();
    }
}

} // namespace rxwatt::plots
