// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/heat_map_plot.h"

#include "ui/plots/color_scale.h"
#include "ui/plots/curve_reader.h"
#include "ui/plots/plot_frame.h"

#include <cmath>

namespace rxwatt::plots
{

namespace
{

constexpr int barWidth = 14;

double transformed(double value, bool logarithmic)
{
    return logarithmic ? std::log10(value) : value;
}

/// The ends of a row of cells around their centres.
std::pair<double, double> edges(const std::vector<double>& centres, figure::Scale scale)
{
    const bool logarithmic = scale == figure::Scale::logarithmic && centres.front() > 0;
    const double first = transformed(centres.front(), logarithmic);
    const double last = transformed(centres.back(), logarithmic);
    const double half = centres.size() > 1 ? (last - first) / (2.0 * static_cast<double>(centres.size() - 1)) : 0.5;
    return logarithmic ? std::pair(std::pow(10.0, first - half), std::pow(10.0, last + half))
                       : std::pair(first - half, last + half);
}

/// The cell that a coordinate falls into; -1: none.
int cellAt(const std::vector<double>& centres, figure::Scale scale, double value)
{
    const auto [lower, upper] = edges(centres, scale);
    if (!(value >= lower && value <= upper)) {
        return -1;
    }
    const bool logarithmic = scale == figure::Scale::logarithmic && centres.front() > 0;
    const double from = transformed(lower, logarithmic);
    const double share = (transformed(value, logarithmic) - from) / (transformed(upper, logarithmic) - from);
    return std::min(static_cast<int>(share * static_cast<double>(centres.size())),
                    static_cast<int>(centres.size()) - 1);
}

} // namespace

struct HeatMapPlot::Parts {
    figure::HeatMap map;
    /// All of the canvas.
    QCPColorMap* colors = nullptr;
    QCPColorScale* bar = nullptr;

    [[nodiscard]] bool empty() const { return map.xs.empty() || map.ys.empty(); }

    [[nodiscard]] bool logarithmic() const { return map.value.scale == figure::Scale::logarithmic; }

    [[nodiscard]] double valueAt(std::size_t cell) const
    {
        const double value = cell < map.values.size() ? map.values[cell] : std::nan("");
        return std::isfinite(value) && (value > 0 || !logarithmic()) ? value : std::nan("");
    }
};

HeatMapPlot::HeatMapPlot(QWidget* parent) : PlotWidget(parent), m_parts(std::make_unique<Parts>())
{
    m_parts->colors = new QCPColorMap(canvas().xAxis, canvas().yAxis);
    m_parts->colors->setSelectable(QCP::stNone);
    m_parts->colors->setInterpolate(false);
    m_parts->bar = new QCPColorScale(&canvas());
    m_parts->bar->setType(QCPAxis::atRight);
    m_parts->bar->setBarWidth(barWidth);
    m_parts->bar->setVisible(false);
    auto* margins = new QCPMarginGroup(&canvas());
    canvas().xAxis->axisRect()->setMarginGroup(QCP::msTop | QCP::msBottom, margins);
    m_parts->bar->setMarginGroup(QCP::msTop | QCP::msBottom, margins);
    frame().side = m_parts->bar;
    frame().axes.setAir(0, 0);
    restyle();
}

HeatMapPlot::~HeatMapPlot() = default;

void HeatMapPlot::setMap(figure::HeatMap map)
{
    m_parts->map = std::move(map);
    const figure::HeatMap& now = m_parts->map;
    frame().axes.setAxes(now.x, now.y);
    setEmpty(m_parts->empty());
    m_parts->bar->setVisible(!m_parts->empty());
    m_parts->colors->setVisible(!m_parts->empty());
    if (!m_parts->empty()) {
        const int columns = static_cast<int>(now.xs.size());
        const int rows = static_cast<int>(now.ys.size());
        QCPColorMapData& cells = *m_parts->colors->data();
        cells.setSize(columns, rows);
        cells.setRange({now.xs.front(), now.xs.back()}, {now.ys.front(), now.ys.back()});
        Extent extent;
        for (int row = 0; row < rows; ++row) {
            for (int column = 0; column < columns; ++column) {
                const double value =
                    m_parts->valueAt(static_cast<std::size_t>(row) * now.xs.size() + static_cast<std::size_t>(column));
                cells.setCell(column, row, value);
                extent.add(value);
            }
        }
        const auto [lower, upper] = niceRange(extent, now.value.scale, 0);
        const auto type = m_parts->logarithmic() ? QCPAxis::stLogarithmic : QCPAxis::stLinear;
        m_parts->bar->setDataScaleType(type);
        m_parts->bar->setDataRange({lower, upper});
        m_parts->colors->setDataScaleType(type);
        m_parts->colors->setDataRange({lower, upper});
        m_parts->colors->setGradient(valueGradient());
        m_parts->bar->setGradient(valueGradient());
    }
    seriesChanged();
}

figure::Figure HeatMapPlot::figure() const
{
    return m_parts->map;
}

void HeatMapPlot::restyle()
{
    const PlotLook& look = frame().look;
    QCPAxis& axis = *m_parts->bar->axis();
    const QPen pen(look.frame, look.widthFactor);
    axis.setLabel(AxisSettings{m_parts->map.value, m_parts->map.value.scale, {}, {}}.text());
    if (m_parts->logarithmic()) {
        axis.setTicker(QSharedPointer<LogTicker>::create(TickFormat::automatic, axis));
    } else {
        axis.setTicker(QSharedPointer<LinearTicker>::create(TickFormat::automatic, axis));
    }
    axis.setNumberFormat(QStringLiteral("g"));
    axis.setLabelFont(look.font);
    axis.setLabelColor(look.text);
    axis.setTickLabelFont(look.font);
    axis.setTickLabelColor(look.text);
    axis.setTickLength(0, 4);
    axis.setSubTickLength(0, 2);
    // The bar's frame is drawn by all four of its axes.
    for (QCPAxis* side : axis.axisRect()->axes()) {
        side->setBasePen(pen);
        side->setTickPen(pen);
        side->setSubTickPen(pen);
    }
    for (QCPAxis* side : {canvas().xAxis, canvas().yAxis}) {
        side->grid()->setVisible(false);
    }
}

Bounds HeatMapPlot::bounds() const
{
    Bounds all;
    if (!m_parts->empty()) {
        for (const auto& [extent, centres, scale] : {std::tuple(&all.x, &m_parts->map.xs, m_parts->map.x.scale),
                                                     std::tuple(&all.y, &m_parts->map.ys, m_parts->map.y.scale)}) {
            const auto [lower, upper] = edges(*centres, scale);
            extent->add(lower);
            extent->add(upper);
        }
    }
    return all;
}

Reading HeatMapPlot::readingOf(int cell) const
{
    const figure::HeatMap& map = m_parts->map;
    const auto place = static_cast<std::size_t>(cell);
    const double x = map.xs[place % map.xs.size()];
    const double y = map.ys[place / map.xs.size()];
    const double value = place < map.values.size() ? map.values[place] : std::nan("");
    const QString title = std::isfinite(value) ? axisValueText(map.value, value)
                                               : tr("%1: none").arg(QString::fromStdString(map.value.label));
    return {-1, cell, {x, y}, title, axisValueText(map.x, x) + QLatin1Char('\n') + axisValueText(map.y, y)};
}

std::optional<Reading> HeatMapPlot::readNear(const QPointF& pixel) const
{
    if (m_parts->empty()) {
        return std::nullopt;
    }
    const figure::HeatMap& map = m_parts->map;
    const int column = cellAt(map.xs, map.x.scale, canvas().xAxis->pixelToCoord(pixel.x()));
    const int row = cellAt(map.ys, map.y.scale, canvas().yAxis->pixelToCoord(pixel.y()));
    return column < 0 || row < 0 ? std::nullopt
                                 : std::optional(readingOf(row * static_cast<int>(map.xs.size()) + column));
}

std::optional<Reading> HeatMapPlot::readNext(const std::optional<Reading>& from, int direction) const
{
    const int cells = m_parts->empty() ? 0 : static_cast<int>(m_parts->map.xs.size() * m_parts->map.ys.size());
    const int next = from ? from->point + direction : direction > 0 ? 0 : cells - 1;
    return next >= 0 && next < cells ? std::optional(readingOf(next)) : from;
}

} // namespace rxwatt::plots
