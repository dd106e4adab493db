// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/time_bands.h"

#include "ui/style/metrics.h"

#include <algorithm>

namespace rxwatt::plots
{

namespace
{

/// Kinds take turns in these shades of the text's colour.
constexpr double lightest = 0.04;
constexpr double step = 0.04;
constexpr int shades = 3;
/// A stretch is seen however far away one is.
constexpr double narrowestStretch = 1;

} // namespace

TimeBands::TimeBands(QCustomPlot& canvas) : QCPAbstractItem(&canvas)
{
    setLayer(QStringLiteral("background"));
    setClipToAxisRect(true);
    setSelectable(false);
}

double TimeBands::selectTest(const QPointF& /*position*/, bool /*onlySelectable*/, QVariant* /*details*/) const
{
    return -1;
}

void TimeBands::draw(QCPPainter* painter)
{
    const QRectF area(mParentPlot->xAxis->axisRect()->rect());
    const QFontMetrics metrics(m_look.font);
    painter->setAntialiasing(false);
    painter->setFont(m_look.font);
    double free = area.left(); // labels do not lie over one another
    for (const Band& band : m_bands) {
        const double left = std::max(mParentPlot->xAxis->coordToPixel(band.begin), area.left());
        const double right = std::min(mParentPlot->xAxis->coordToPixel(band.end), area.right());
        if (right < area.left() || left > area.right()) {
            continue;
        }
        const QRectF box(left, area.top(), std::max(right - left, narrowestStretch), area.height());
        if (band.isGap) {
            painter->fillRect(box, QBrush(mixed(m_look.base, m_look.text, 0.35), Qt::BDiagPattern));
        } else {
            painter->fillRect(box, mixed(m_look.base, m_look.text, lightest + step * (band.kind % shades)));
        }
        const double begin = std::max(left, free) + style::halfGrid;
        if (band.label.isEmpty() || right - begin < metrics.horizontalAdvance(band.label) + style::halfGrid) {
            continue;
        }
        painter->setPen(m_look.secondary);
        painter->drawText(QRectF(begin, area.top() + 2, right - begin, metrics.height()), Qt::TextSingleLine,
                          band.label);
        free = begin + metrics.horizontalAdvance(band.label);
    }
}

} // namespace rxwatt::plots
