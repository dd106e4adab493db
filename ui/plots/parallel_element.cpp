// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/parallel_element.h"

#include "ui/plots/color_scale.h"
#include "ui/plots/curve_reader.h"
#include "ui/plots/legend_element.h"
#include "ui/plots/tickers.h"
#include "ui/style/metrics.h"
#include "ui/style/palette.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace rxwatt::plots
{

namespace
{

constexpr double brushWidth = 12;
/// With more rows than this, smooth edges are not worth their time.
constexpr std::size_t smoothRows = 500;
/// Rows that are drawn while something is dragged.
constexpr std::size_t sketchedRows = 1500;
constexpr std::size_t colorCount = 48;
/// Narrower gaps between axes have shorter numbers.
constexpr double narrowGap = 100;

double valueOf(const std::vector<double>& row, int axis)
{
    const auto place = static_cast<std::size_t>(axis);
    return place < row.size() ? row[place] : std::nan("");
}

QString shortNumber(double value, bool narrow)
{
    const QLocale locale;
    if (value != 0 && (std::abs(value) < 1e-2 || std::abs(value) >= 1e5)) {
        return powerText(value, narrow ? 0 : 1, locale);
    }
    return locale.toString(value, 'g', narrow ? 2 : 3);
}

} // namespace

ParallelElement::ParallelElement(QCustomPlot& canvas, const figure::ParallelCoordinates& data, const ParallelAxes& axes)
    : QCPLayoutElement(&canvas), m_data(data), m_axes(axes)
{
    setLayer(QStringLiteral("main"));
    setMinimumSize(120, 80);
}

void ParallelElement::setDragged(int place, double x)
{
    m_dragged = place;
    m_draggedX = x;
}

double ParallelElement::xOf(int place) const
{
    if (place == m_dragged) {
        return std::clamp(m_draggedX, area().left(), area().right());
    }
    return m_axes.count() > 1 ? area().left() + area().width() * place / (m_axes.count() - 1) : area().center().x();
}

double ParallelElement::yOf(double height) const
{
    return area().bottom() - height * area().height();
}

double ParallelElement::heightAt(double y) const
{
    return std::clamp((area().bottom() - y) / std::max(1.0, area().height()), 0.0, 1.0);
}

int ParallelElement::placeAt(const QPointF& pixel) const
{
    constexpr double reach = 9;
    const bool heading = overHeading(pixel);
    for (int place = 0; place < m_axes.count(); ++place) {
        const double half = heading ? area().width() / std::max(2, 2 * (m_axes.count() - 1)) : reach;
        if (std::abs(pixel.x() - xOf(place)) <= half &&
            (heading || area().adjusted(0, -9, 0, 9).contains(QPointF(area().center().x(), pixel.y())))) {
            return place;
        }
    }
    return -1;
}

bool ParallelElement::overHeading(const QPointF& pixel) const
{
    return pixel.y() < area().top() - 10 && pixel.y() >= rect().top();
}

QString ParallelElement::text(int axis, double value) const
{
    const auto& categories = m_data.axes[static_cast<std::size_t>(axis)].categories;
    if (categories.empty()) {
        return valueText(value);
    }
    const auto place = static_cast<std::size_t>(std::max(0.0, std::round(value)));
    return place < categories.size() ? QString::fromStdString(categories[place]) : QString();
}

void ParallelElement::draw(QCPPainter* painter)
{
    if (m_axes.count() == 0) {
        return;
    }
    painter->save();
    painter->setAntialiasing(m_data.rows.size() <= smoothRows);
    if (m_axes.brushed()) {
        drawRows(*painter, false);
    }
    drawRows(*painter, true);
    painter->restore();
    for (int place = 0; place < m_axes.count(); ++place) {
        drawAxis(*painter, place);
    }
}

void ParallelElement::applyDefaultAntialiasingHint(QCPPainter* painter) const
{
    painter->setAntialiasing(true);
}

QRectF ParallelElement::area() const
{
    const QFontMetrics metrics(m_look.font);
    const double side = std::min(60.0, rect().width() * 0.12);
    return QRectF(rect()).adjusted(side, metrics.height() * 2.0 + style::grid, -side - 20, -metrics.height());
}

void ParallelElement::drawRows(QCPPainter& painter, bool selected) const
{
    // One call a colour: changing the pen for each of 10,000 rows takes longer than drawing them.
    std::array<QVector<QLineF>, colorCount + 1> lines;
    const int colorAxis = static_cast<int>(std::min(m_data.colorAxis, m_data.axes.size() - 1));
    const std::size_t step = m_sketched ? m_data.rows.size() / sketchedRows + 1 : 1;
    for (std::size_t i = 0; i < m_data.rows.size(); i += step) {
        if (m_axes.brushed() && (i < m_selected.size() && m_selected[i]) != selected) {
            continue;
        }
        const double share = m_axes.share(colorAxis, valueOf(m_data.rows[i], colorAxis));
        const std::size_t color =
            std::isnan(share) ? colorCount : static_cast<std::size_t>(std::lround(share * (colorCount - 1)));
        addLines(m_data.rows[i], lines.at(selected ? std::min(color, colorCount) : 0));
    }
    const bool dark = style::isDark(m_look.palette);
    // The end of the colours that is near the ground would not be seen on it. Low values, mostly the good ones, last.
    for (std::size_t i = lines.size(); i-- > 0;) {
        const double share = static_cast<double>(i) / (colorCount - 1) * 0.8 + (dark ? 0.2 : 0);
        const QColor color = i == colorCount ? m_look.secondary : valueColor(share, m_look.secondary);
        painter.setPen(QPen(selected ? color : m_look.grid, 1));
        painter.QPainter::drawLines(lines.at(i));
    }
}

void ParallelElement::addLines(const std::vector<double>& row, QVector<QLineF>& lines) const
{
    std::optional<QPointF> before;
    for (int place = 0; place < m_axes.count(); ++place) {
        const int axis = m_axes.order()[static_cast<std::size_t>(place)];
        const double height = m_axes.height(axis, valueOf(row, axis));
        const std::optional<QPointF> now =
            std::isnan(height) ? std::nullopt : std::optional(QPointF(xOf(place), yOf(height)));
        if (before && now) {
            lines << QLineF(*before, *now);
        }
        before = now;
    }
}

void ParallelElement::drawAxis(QCPPainter& painter, int place) const
{
    const int axis = m_axes.order()[static_cast<std::size_t>(place)];
    const double x = xOf(place);
    painter.setPen(QPen(place == m_dragged ? m_look.accent : m_look.text, place == m_dragged ? 2 : 1));
    painter.drawLine(QPointF(x, area().top()), QPointF(x, area().bottom()));
    if (const auto& brush = m_axes.brush(axis)) {
        QColor fill = m_look.accent;
        fill.setAlphaF(0.35F);
        painter.setPen(QPen(m_look.accent, 1));
        painter.setBrush(fill);
        painter.drawRect(
            QRectF(QPointF(x - brushWidth / 2, yOf(brush->upper)), QPointF(x + brushWidth / 2, yOf(brush->lower))));
    }
    drawHeading(painter, axis, x);
    drawValues(painter, axis, x);
}

void ParallelElement::drawHeading(QCPPainter& painter, int axis, double x) const
{
    const figure::Axis& settings = m_data.axes[static_cast<std::size_t>(axis)].axis;
    const QFontMetrics metrics(m_look.font);
    const double gap = area().width() / std::max(1, m_axes.count() - 1);
    const QString arrow = m_axes.flipped(axis) ? QStringLiteral(" ↓") : QString();
    const QString unit =
        settings.unit.empty() ? QString() : QStringLiteral(" (%1)").arg(QString::fromStdString(settings.unit));
    const QString name = oneLine(QString::fromStdString(settings.label) + unit) + arrow;
    // Where names would run into each other every second one stands a line lower.
    const auto place = std::find(m_axes.order().begin(), m_axes.order().end(), axis) - m_axes.order().begin();
    const double room = std::min(2 * gap, rect().width() * 0.45) - style::grid;
    QRectF box(0, rect().top(), std::max(room, 20.0), metrics.height());
    box.moveLeft(std::clamp(x - box.width() / 2, static_cast<double>(rect().left()),
                            std::max<double>(rect().left(), rect().right() - box.width())));
    const QString shown = metrics.elidedText(name, Qt::ElideMiddle, static_cast<int>(box.width()));
    const double half = metrics.horizontalAdvance(shown) / 2.0;
    QRectF text(box.center().x() - half, box.top(), 2 * half + 1, box.height());
    text.moveLeft(std::clamp(x - half, static_cast<double>(rect().left()),
                             std::max<double>(rect().left(), rect().right() - 2 * half)));
    painter.setFont(m_look.font);
    painter.setPen(m_look.text);
    painter.drawText(text.translated(0, place % 2 == 0 ? 0 : metrics.height()), Qt::AlignCenter | Qt::TextSingleLine,
                     shown);
}

void ParallelElement::drawValues(QCPPainter& painter, int axis, double x) const
{
    const QFontMetrics metrics(m_look.font);
    const auto& categories = m_data.axes[static_cast<std::size_t>(axis)].categories;
    const double gap = area().width() / std::max(1, m_axes.count() - 1);
    const int room = static_cast<int>(std::clamp(gap * 0.7, 48.0, 110.0));
    std::vector<double> values;
    if (categories.empty()) {
        for (const double height : {0.0, 0.25, 0.5, 0.75, 1.0}) {
            values.push_back(m_axes.valueAt(axis, height));
        }
    }
    const auto fitting = static_cast<std::size_t>(std::max(1.0, area().height() / (metrics.height() + 2)));
    const std::size_t step = categories.size() / (fitting + 1) + 1;
    for (std::size_t i = 0; i < categories.size(); i += step) {
        values.push_back(static_cast<double>(i));
    }
    for (const double value : values) {
        const double y = yOf(m_axes.height(axis, value));
        const QString whole =
            categories.empty() ? shortNumber(value, gap < narrowGap) : oneLine(this->text(axis, value));
        const QString text = metrics.elidedText(whole, Qt::ElideMiddle, room);
        const QRectF box(x + 5, y - metrics.height() / 2.0, metrics.horizontalAdvance(text) + 3, metrics.height());
        // Lines run through: the text needs a ground of its own.
        painter.setPen(Qt::NoPen);
        QColor ground = m_look.base;
        ground.setAlphaF(0.8F);
        painter.setBrush(ground);
        painter.drawRect(box);
        painter.setPen(QPen(m_look.text, 1));
        painter.drawLine(QPointF(x - 2, y), QPointF(x + 2, y));
        painter.drawText(box, Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignVCenter | Qt::TextSingleLine, text);
    }
}

} // namespace rxwatt::plots
