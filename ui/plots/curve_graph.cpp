// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/curve_graph.h"

#include <algorithm>
#include <cmath>

namespace rxwatt::plots
{

namespace
{

/// Dashes, thick and smoothed lines of more points than this are slow, and one would not see them.
constexpr int denseCount = 800;
constexpr double markerDistance = 90;

/// Gathers the points of one pixel column.
class PointColumn
{
public:
    void add(const QCPGraphData& point, QVector<QCPGraphData>& out)
    {
        if (std::isnan(point.value)) {
            flush(out);
            out << point;
            return;
        }
        if (m_count == 0) {
            m_first = m_lowest = m_highest = point;
        }
        if (point.value < m_lowest.value) {
            m_lowest = point;
        }
        if (point.value > m_highest.value) {
            m_highest = point;
        }
        m_last = point;
        ++m_count;
    }

    void flush(QVector<QCPGraphData>& out)
    {
        if (m_count > 0) {
            out << m_first;
        }
        if (m_count > 3) {
            const bool lowFirst = m_lowest.key <= m_highest.key;
            out << (lowFirst ? m_lowest : m_highest) << (lowFirst ? m_highest : m_lowest);
        }
        if (m_count > 1) {
            out << m_last;
        }
        m_count = 0;
    }

private:
    QCPGraphData m_first;
    QCPGraphData m_lowest;
    QCPGraphData m_highest;
    QCPGraphData m_last;
    int m_count = 0;
};

} // namespace

CurveGraph::CurveGraph(QCPAxis* keyAxis, QCPAxis* valueAxis) : QCPGraph(keyAxis, valueAxis)
{
    setSelectable(QCP::stNone);
    setScatterStyle(QCPScatterStyle::ssNone);
    removeFromLegend();
}

void CurveGraph::setMarkers(Marker marker, double size, const QColor& color, const QColor& base, double shift)
{
    m_marker = marker;
    m_markerSize = size;
    m_markerColor = color;
    m_base = base;
    m_shift = shift;
}

void CurveGraph::draw(QCPPainter* painter)
{
    m_drawnPoints = 0;
    const QCPRange range = mKeyAxis->range();
    const int count = findEnd(range.upper) - findBegin(range.lower);
    const QPen wanted = pen();
    if (count > denseCount) {
        mPen = QPen(wanted.color(), std::min(wanted.widthF(), 1.0));
        setAntialiased(painter->modes().testFlag(QCPPainter::pmVectorized));
    }
    QCPGraph::draw(painter);
    mPen = wanted;
    setAntialiased(true);
    if (m_marker != Marker::none) {
        drawMarkers(*painter);
    }
}

void CurveGraph::getOptimizedLineData(QVector<QCPGraphData>* lineData,
                                      const QCPGraphDataContainer::const_iterator& begin,
                                      const QCPGraphDataContainer::const_iterator& end) const
{
    const auto columns = static_cast<qsizetype>(mKeyAxis->axisRect()->width());
    if (end - begin <= 2 * columns) {
        lineData->resize(static_cast<int>(end - begin));
        std::copy(begin, end, lineData->begin());
    } else {
        lineData->reserve(static_cast<int>(4 * columns));
        PointColumn column;
        double columnEnd = -std::numeric_limits<double>::infinity();
        for (auto it = begin; it != end; ++it) {
            if (it->key >= columnEnd) {
                column.flush(*lineData);
                const double pixel = std::floor(mKeyAxis->coordToPixel(it->key));
                columnEnd = mKeyAxis->pixelToCoord(pixel + 1);
            }
            column.add(*it, *lineData);
        }
        column.flush(*lineData);
    }
    m_drawnPoints += static_cast<int>(lineData->size());
}

void CurveGraph::drawMarkers(QCPPainter& painter) const
{
    const QCPRange range = mKeyAxis->range();
    const int first = findBegin(range.lower, false);
    const int last = findEnd(range.upper, false);
    painter.setAntialiasing(true);
    const double width = mKeyAxis->axisRect()->width();
    if (last - first <= std::max(2.0, width / (2.5 * m_markerSize))) {
        for (int i = first; i < last; ++i) {
            const QPointF position = dataPixelPosition(i);
            if (!std::isnan(position.y())) {
                drawMarker(painter, m_marker, position, m_markerSize, m_markerColor, m_base);
            }
        }
        return;
    }
    const double left = mKeyAxis->axisRect()->left();
    for (double x = left + markerDistance * (0.3 + m_shift); x < left + width; x += markerDistance) {
        const int i = findBegin(mKeyAxis->pixelToCoord(x), false);
        if (i < last && !std::isnan(dataMainValue(i))) {
            drawMarker(painter, m_marker, dataPixelPosition(i), m_markerSize, m_markerColor, m_base);
        }
    }
}

} // namespace rxwatt::plots
