// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/category_ticker.h"

#include <algorithm>
#include <cmath>

namespace rxwatt::plots
{

namespace
{

constexpr int turned = -35;
/// Labels of turned or lying axes take at most this share of the canvas.
constexpr double largestShare = 0.28;

} // namespace

void CategoryTicker::generate(const QCPRange& range, const QLocale& /*locale*/, QChar /*formatChar*/, int /*precision*/,
                              QVector<double>& ticks, QVector<double>* subTicks, QVector<QString>* tickLabels)
{
    const bool horizontal = m_axis.orientation() == Qt::Horizontal;
    const QFontMetrics metrics(m_axis.tickLabelFont());
    const int length = horizontal ? m_axis.axisRect()->width() : m_axis.axisRect()->height();
    const double each = length / std::max(1e-9, range.size());
    const int first = std::max(0, static_cast<int>(std::ceil(range.lower)));
    const int last = std::min(static_cast<int>(m_texts.size()) - 1, static_cast<int>(std::floor(range.upper)));
    int widest = 0;
    for (int i = first; i <= last; ++i) {
        widest = std::max(widest, metrics.horizontalAdvance(m_texts[i]));
    }
    const bool turn = horizontal && widest + 8 > each;
    m_axis.setTickLabelRotation(turn ? turned : 0);
    const QSize canvas = m_axis.parentPlot()->viewport().size();
    const int room = static_cast<int>((turn ? canvas.height() : canvas.width()) * largestShare) + (turn ? 20 : 0);
    // Lines below each other may be close.
    const int pitch = horizontal ? metrics.height() + 4 : metrics.ascent() + 2;
    const int step = std::max(1, static_cast<int>(std::ceil(pitch / std::max(each, 1e-9))));
    const int end = static_cast<int>(m_texts.size()) - 1;
    ticks.clear();
    if (tickLabels != nullptr) {
        tickLabels->clear();
    }
    for (int i = first; i <= last; ++i) {
        // The last one stands apart more often than the first: a sum, what was measured.
        if ((end - i) % step == 0 || (horizontal && !turn)) {
            ticks << i;
            if (tickLabels != nullptr) {
                *tickLabels << metrics.elidedText(m_texts[i], Qt::ElideMiddle, room);
            }
        }
    }
    if (subTicks != nullptr) {
        subTicks->clear();
    }
}

} // namespace rxwatt::plots
