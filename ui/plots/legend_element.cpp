// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/legend_element.h"

#include "ui/style/metrics.h"

#include <algorithm>
#include <QCoreApplication>

namespace rxwatt::plots
{

namespace
{

constexpr double largestWidthShare = 0.32;
constexpr int largestWidth = 300;
constexpr double largestHeightShare = 0.28;
constexpr int narrowestEntry = 150;
constexpr int longestShown = 200;
/// Names beyond these do not change the width of a legend that shows a part of them anyway.
constexpr int measuredNames = 100;

} // namespace

QString oneLine(const QString& name)
{
    QString text = name.size() <= longestShown
                       ? name
                       : name.left(longestShown / 2) + QStringLiteral("…") + name.right(longestShown / 2);
    for (QChar& character : text) {
        if (character.category() == QChar::Other_Control || character == QChar::LineSeparator ||
            character == QChar::ParagraphSeparator) {
            character = QLatin1Char(' ');
        }
    }
    return text;
}

LegendElement::LegendElement(QCustomPlot& canvas, const SeriesSet& series) : QCPLayoutElement(&canvas), m_series(series)
{
    setLayer(QStringLiteral("legend"));
}

void LegendElement::apply(const PlotLook& look)
{
    m_look = look;
}

void LegendElement::setPlace(Place place, const QSize& canvas)
{
    m_place = place;
    if (place == Place::right) {
        const int width = entryWidth(std::min(largestWidth, static_cast<int>(canvas.width() * largestWidthShare)));
        setMinimumSize(width, 0);
        setMaximumSize(width, QWIDGETSIZE_MAX);
        return;
    }
    const int fitting = std::max(1, static_cast<int>(canvas.height() * largestHeightShare) / rowHeight());
    const int columns = columnsFor(canvas.width(), fitting);
    const int rows = (m_series.count() + columns - 1) / columns;
    setMinimumSize(0, std::clamp(rows, 1, fitting) * rowHeight());
    setMaximumSize(QWIDGETSIZE_MAX, std::clamp(rows, 1, fitting) * rowHeight());
}

int LegendElement::seriesAt(const QPointF& position) const
{
    if (!visible() || !rect().contains(position.toPoint())) {
        return -1;
    }
    const Grid places = grid();
    for (int i = 0; i < places.shown; ++i) {
        if (cell(places, i).contains(position)) {
            return i;
        }
    }
    return -1;
}

bool LegendElement::elided(int series) const
{
    const QFontMetrics metrics(m_look.font);
    const QString text = oneLine(m_series.text(series));
    return text.size() >= longestShown ||
           metrics.horizontalAdvance(text) > entryRect(series).width() - sampleWidth() - style::grid;
}

QRectF LegendElement::entryRect(int series) const
{
    return cell(grid(), series);
}

int LegendElement::nextEntry(int direction) const
{
    const int shown = visible() ? grid().shown : 0;
    if (shown == 0) {
        return -1;
    }
    const int from = marked() < 0 ? (direction > 0 ? -1 : 0) : marked();
    return (from + direction + shown) % shown;
}

void LegendElement::draw(QCPPainter* painter)
{
    const Grid places = grid();
    painter->setFont(m_look.font);
    const QFontMetrics metrics(m_look.font);
    for (int i = 0; i <= places.shown && i < m_series.count(); ++i) {
        const QRectF area = cell(places, i);
        const QRectF textArea = area.adjusted(sampleWidth() + style::halfGrid, 0, -style::halfGrid, 0);
        QString text;
        if (i == places.shown) {
            text = QCoreApplication::translate("rxwatt::plots::LegendElement", "and %n more", nullptr,
                                               m_series.count() - places.shown);
            painter->setPen(m_look.secondary);
        } else {
            drawSample(*painter, area, i);
            text = oneLine(m_series.text(i));
            painter->setPen(m_series.visible(i) ? m_look.text : mixed(m_look.base, m_look.secondary, 0.6));
        }
        QFont font = m_look.font;
        font.setStrikeOut(i < places.shown && !m_series.visible(i));
        font.setBold(i < places.shown && i == m_series.highlighted());
        painter->setFont(font);
        const QString shown =
            QFontMetrics(font).elidedText(text, Qt::ElideMiddle, static_cast<int>(std::ceil(textArea.width())));
        if (i == marked() && !m_look.forExport) {
            painter->setBrush(Qt::NoBrush);
            const QPen textPen = painter->pen();
            painter->setPen(QPen(m_look.accent, 1));
            painter->drawRect(area.adjusted(-style::halfGrid / 2, 0, -style::halfGrid, -1));
            painter->setPen(textPen);
        }
        painter->drawText(textArea, Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    }
}

void LegendElement::applyDefaultAntialiasingHint(QCPPainter* painter) const
{
    painter->setAntialiasing(true);
}

LegendElement::Grid LegendElement::grid() const
{
    Grid grid;
    const QRect area = rect();
    if (m_place == Place::below) {
        grid.columns = columnsFor(area.width(), std::max(1, area.height() / rowHeight()));
    }
    grid.rows = std::max(1, area.height() / rowHeight());
    grid.width = static_cast<double>(area.width()) / grid.columns;
    if (m_place == Place::below) {
        grid.width = std::min(grid.width, static_cast<double>(entryWidth(largestWidth)));
    }
    const int places = grid.columns * grid.rows;
    grid.shown = m_series.count() <= places ? m_series.count() : places - 1;
    return grid;
}

int LegendElement::columnsFor(int width, int rows) const
{
    const int all = std::max(1, m_series.count());
    const int natural = std::clamp(width / std::max(1, entryWidth(largestWidth)), 1, all);
    // Elided names are better than names that are not there.
    const int wanted = std::max(natural, (all + rows - 1) / rows);
    return std::max(natural, std::min(wanted, std::max(1, width / std::min(narrowestEntry, entryWidth(largestWidth)))));
}

int LegendElement::entryWidth(int limit) const
{
    const QFontMetrics metrics(m_look.font);
    int longest = 0;
    for (int i = 0; i < std::min(m_series.count(), measuredNames); ++i) {
        longest = std::max(longest, metrics.horizontalAdvance(oneLine(m_series.text(i))));
    }
    return std::min(limit, sampleWidth() + longest + 2 * style::grid);
}

int LegendElement::rowHeight() const
{
    return QFontMetrics(m_look.font).height() + style::halfGrid;
}

int LegendElement::sampleWidth() const
{
    return m_series.sample() == Sample::area ? QFontMetrics(m_look.font).height()
                                             : QFontMetrics(m_look.font).height() * 2;
}

QRectF LegendElement::cell(const Grid& grid, int place) const
{
    const int column = place % grid.columns;
    const int row = place / grid.columns;
    return {rect().left() + column * grid.width, static_cast<double>(rect().top() + row * rowHeight()), grid.width,
            static_cast<double>(rowHeight())};
}

void LegendElement::drawSample(QCPPainter& painter, const QRectF& area, int series) const
{
    const SeriesStyle style = m_series.style(series);
    QColor color = m_series.color(series, m_look.palette);
    QColor fill = m_series.fill(series, m_look.palette);
    if (!m_series.visible(series)) {
        color = mixed(m_look.base, color, 0.35);
        fill = mixed(m_look.base, fill, 0.35);
    }
    const QRectF sample(area.left(), area.top(), sampleWidth() - style::halfGrid, area.height());
    if (m_series.sample() == Sample::area) {
        const double side = std::min(sample.width(), sample.height() * 0.65);
        // Paler ones have an edge, as their bars have.
        painter.setPen(fill == color ? QPen(Qt::NoPen) : QPen(color, m_look.widthFactor));
        painter.setBrush(fill);
        painter.drawRect(QRectF(sample.left(), sample.center().y() - side / 2, side, side));
        return;
    }
    if (m_series.sample() == Sample::line) {
        painter.setPen(penOf(style, color, m_look.widthFactor));
        painter.drawLine(QPointF(sample.left(), sample.center().y()), QPointF(sample.right(), sample.center().y()));
    }
    drawMarker(painter, style.marker, sample.center(), m_look.markerSize, color, m_look.base);
}

} // namespace rxwatt::plots
