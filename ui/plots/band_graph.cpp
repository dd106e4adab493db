// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/band_graph.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <QImage>
#include <vector>

namespace rxwatt::plots
{

namespace
{

/// The band in one column of pixels.
struct BandColumn {
    double top = std::numeric_limits<double>::infinity();
    double bottom = -std::numeric_limits<double>::infinity();

    void add(double y)
    {
        top = std::min(top, y);
        bottom = std::max(bottom, y);
    }

    [[nodiscard]] bool isEmpty() const { return top > bottom; }
};

/// A point of the band in pixels, from the left of the axes.
struct Corner {
    double x = 0;
    double low = 0;
    double high = 0;
};

/// Fills the columns from one point to the next, in straight lines between them.
void addStretch(std::vector<BandColumn>& columns, const Corner& from, const Corner& to)
{
    const double last = static_cast<double>(columns.size()) - 1;
    if (to.x < 0 || from.x >= last + 1) {
        return; // beside the axes
    }
    const auto begin = static_cast<std::size_t>(std::clamp(std::floor(from.x), 0.0, last));
    const auto end = static_cast<std::size_t>(std::clamp(std::floor(to.x), 0.0, last));
    for (std::size_t i = begin; i <= end; ++i) {
        const double width = to.x - from.x;
        const double at = width > 0 ? std::clamp((static_cast<double>(i) - from.x) / width, 0.0, 1.0) : 1;
        columns[i].add(std::lerp(from.low, to.low, at));
        columns[i].add(std::lerp(from.high, to.high, at));
    }
    if (to.x >= 0 && to.x <= last) {
        columns[end].add(to.low);
        columns[end].add(to.high);
    }
}

/// Filled by rows of memory: Qt shares rectangles as high as these out over threads, which takes longer than to fill
/// them.
QImage imageOf(const std::vector<BandColumn>& columns, const QRect& area, const QColor& color)
{
    struct Rows {
        int begin;
        int end;
    };

    std::vector<Rows> filled;
    for (const BandColumn& column : columns) {
        const int begin = column.isEmpty() ? 0 : static_cast<int>(std::floor(column.top)) - area.top();
        const int end = column.isEmpty() ? 0 : static_cast<int>(std::ceil(column.bottom)) - area.top();
        filled.push_back({begin, column.isEmpty() ? 0 : std::max(end, begin + 1)});
    }
    QImage image(area.size(), QImage::Format_ARGB32_Premultiplied);
    const QRgb pixel = qPremultiply(color.rgba());
    for (int y = 0; y < image.height(); ++y) {
        auto* row = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (std::size_t x = 0; x < filled.size(); ++x) {
            row[x] = y >= filled[x].begin && y < filled[x].end ? pixel : QRgb{0};
        }
    }
    return image;
}

} // namespace

BandGraph::BandGraph(QCPAxis* keyAxis, QCPAxis* valueAxis) : QCPGraph(keyAxis, valueAxis)
{
    moveToLayer(layer(), true);
    setPen(QPen(Qt::NoPen));
    setSelectable(QCP::stNone);
}

void BandGraph::draw(QCPPainter* painter)
{
    const QCPGraph* lower = channelFillGraph();
    const QCPRange range = mKeyAxis->range();
    const int first = findBegin(range.lower);
    const int last = findEnd(range.upper);
    // Pictures for print are drawn scaled.
    const bool isScreen = painter->transform().type() <= QTransform::TxTranslate;
    if (lower == nullptr || painter->modes().testFlag(QCPPainter::pmVectorized) || !isScreen) {
        QCPGraph::draw(painter);
    } else if (lower->dataCount() >= last && !mKeyAxis->axisRect()->rect().isEmpty()) {
        drawColumns(*painter, *lower, first, last);
    }
}

void BandGraph::drawColumns(QCPPainter& painter, const QCPGraph& lower, int first, int last) const
{
    const QRect area = mKeyAxis->axisRect()->rect();
    std::vector<BandColumn> columns(static_cast<std::size_t>(area.width()));
    const auto pixelOf = [&](double value) {
        return std::clamp(mValueAxis->coordToPixel(value), area.top() - 1.0, area.bottom() + 2.0);
    };
    Corner before;
    bool isJoined = false;
    for (int i = first; i < last; ++i) {
        const double low = lower.dataMainValue(i);
        const double high = dataMainValue(i);
        if (std::isnan(low) || std::isnan(high)) {
            isJoined = false;
            continue;
        }
        const Corner corner{mKeyAxis->coordToPixel(dataMainKey(i)) - area.left(), pixelOf(low), pixelOf(high)};
        addStretch(columns, isJoined ? before : corner, corner);
        before = corner;
        isJoined = true;
    }
    // While it smooths, QCustomPlot's painter is half a pixel off.
    painter.setAntialiasing(false);
    painter.drawImage(area.topLeft(), imageOf(columns, area, brush().color()));
}

} // namespace rxwatt::plots
