// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/parallel_plot.h"

#include "ui/plots/parallel_parts.h"
#include "ui/plots/plot_frame.h"

#include <cmath>

namespace rxwatt::plots
{

ParallelPlot::ParallelPlot(QWidget* parent) : PlotWidget(parent), m_parts(std::make_unique<Parts>())
{
    m_parts->element = new ParallelElement(canvas(), m_parts->data, m_parts->axes);
    canvas().plotLayout()->take(canvas().xAxis->axisRect());
    frame().data = m_parts->element;
    setEmpty(true);
    seriesChanged();
}

ParallelPlot::~ParallelPlot()
{
    // It refers to the data.
    canvas().plotLayout()->remove(m_parts->element);
    frame().data = canvas().xAxis->axisRect();
}

void ParallelPlot::setCoordinates(figure::ParallelCoordinates coordinates)
{
    m_parts->data = std::move(coordinates);
    m_parts->axes.setData(m_parts->data);
    setEmpty(m_parts->data.rows.empty() || m_parts->data.axes.empty());
    brushesChanged();
    seriesChanged();
}

figure::Figure ParallelPlot::figure() const
{
    return m_parts->data;
}

std::vector<int> ParallelPlot::selectedRows() const
{
    std::vector<int> rows;
    for (std::size_t i = 0; i < m_parts->data.rows.size(); ++i) {
        if (m_parts->axes.selects(m_parts->data.rows[i])) {
            rows.push_back(static_cast<int>(i));
        }
    }
    return rows;
}

void ParallelPlot::setColorAxis(std::size_t axis)
{
    m_parts->data.colorAxis = axis;
    redraw();
}

void ParallelPlot::clearBrushes()
{
    for (int axis = 0; axis < m_parts->axes.count(); ++axis) {
        m_parts->axes.setBrush(axis, std::nullopt);
    }
    brushesChanged();
    Q_EMIT viewChanged();
}

std::vector<int> ParallelPlot::axisOrder() const
{
    return m_parts->axes.order();
}

QJsonObject ParallelPlot::ownView() const
{
    return m_parts->axes.toJson();
}

void ParallelPlot::setOwnView(const QJsonObject& view)
{
    m_parts->axes.fromJson(view);
    brushesChanged();
}

void ParallelPlot::restyle()
{
    canvas().xAxis->axisRect()->setVisible(false);
    m_parts->element->apply(frame().look);
    m_parts->element->setVisible(!m_parts->data.rows.empty());
}

Bounds ParallelPlot::bounds() const
{
    return {};
}

Reading ParallelPlot::readingOf(int row, int axis, const QPointF& at) const
{
    const figure::ParallelCoordinates& all = m_parts->data;
    const auto place = static_cast<std::size_t>(row);
    QString text;
    for (const int other : m_parts->axes.order()) {
        const auto column = static_cast<std::size_t>(other);
        const double value = column < all.rows[place].size() ? all.rows[place][column] : std::nan("");
        const figure::Axis& settings = all.axes[column].axis;
        text += (text.isEmpty() ? QString() : QStringLiteral("\n")) + QString::fromStdString(settings.label) +
                QStringLiteral(": ") + m_parts->element->text(other, value) +
                (settings.unit.empty() ? QString() : QLatin1Char(' ') + QString::fromStdString(settings.unit));
    }
    const QString label =
        place < all.labels.size() ? QString::fromStdString(all.labels[place]) : tr("Row %1").arg(row + 1);
    return {-1, row * static_cast<int>(all.axes.size()) + axis, at, label, text};
}

std::optional<Reading> ParallelPlot::readNear(const QPointF& pixel) const
{
    const int place = m_parts->element->placeAt(pixel);
    if (place < 0 || m_parts->element->overHeading(pixel)) {
        return std::nullopt;
    }
    const int axis = m_parts->axes.order()[static_cast<std::size_t>(place)];
    const bool brushed = m_parts->axes.brushed();
    constexpr double reach = 10;
    double best = reach;
    int found = -1;
    for (std::size_t i = 0; i < m_parts->data.rows.size(); ++i) {
        const std::vector<double>& row = m_parts->data.rows[i];
        const auto column = static_cast<std::size_t>(axis);
        const double height = column < row.size() ? m_parts->axes.height(axis, row[column]) : std::nan("");
        const double distance = std::abs(m_parts->element->yOf(height) - pixel.y());
        if (distance < best && (!brushed || m_parts->axes.selects(row))) {
            best = distance;
            found = static_cast<int>(i);
        }
    }
    if (found < 0) {
        return std::nullopt;
    }
    const double value = m_parts->data.rows[static_cast<std::size_t>(found)][static_cast<std::size_t>(axis)];
    return readingOf(found, axis, QPointF(place, m_parts->axes.height(axis, value)));
}

QPointF ParallelPlot::pixelOf(const QPointF& coordinates) const
{
    return pixelOfHeight(static_cast<int>(coordinates.x()), coordinates.y());
}

QPointF ParallelPlot::pixelOfHeight(int place, double height) const
{
    return {m_parts->element->xOf(place), m_parts->element->yOf(height)};
}

QPointF ParallelPlot::pixelOfHeading(int place) const
{
    return {m_parts->element->xOf(place), m_parts->element->rect().top() + 6.0};
}

void ParallelPlot::brushesChanged()
{
    std::vector<bool> selected(m_parts->data.rows.size());
    const std::vector<int> rows = selectedRows();
    for (const int row : rows) {
        selected[static_cast<std::size_t>(row)] = true;
    }
    m_parts->element->setSelected(std::move(selected));
    redraw();
    Q_EMIT rowsSelected(rows);
}

} // namespace rxwatt::plots
