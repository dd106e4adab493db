// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_axes.h"

#include <algorithm>

namespace rxwatt::plots
{

void PlotAxes::apply(const PlotLook& look)
{
    m_look = look;
    for (QCPAxis* axis : {m_canvas.xAxis, m_canvas.yAxis, m_canvas.xAxis2, m_canvas.yAxis2}) {
        const QPen pen(look.frame, look.widthFactor);
        axis->setBasePen(pen);
        axis->setTickPen(pen);
        axis->setSubTickPen(pen);
        axis->setTickLength(0, 4);
        axis->setSubTickLength(0, 2);
        axis->setTickLabelFont(look.font);
        axis->setTickLabelColor(look.text);
        axis->setTickLabelPadding(3);
        axis->setLabelFont(look.font);
        axis->setLabelColor(look.text);
        axis->setLabelPadding(4);
        axis->setNumberFormat(QStringLiteral("g"));
    }
    applyGrid();
}

void PlotAxes::applySettings(Which which)
{
    const AxisSettings& settings = m_settings.at(place(which));
    const bool logarithmic = settings.scale == figure::Scale::logarithmic;
    QCPAxis& one = axis(which);
    one.setLabel(settings.text());
    one.setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    if (m_ownTickers.at(place(which))) {
        one.setTicker(m_ownTickers.at(place(which)));
    } else if (logarithmic) {
        one.setTicker(QSharedPointer<LogTicker>::create(settings.format, one));
    } else {
        one.setTicker(QSharedPointer<LinearTicker>::create(settings.format, one));
    }
}

/// Labels stand in the middle of their axes and may be longer than these, but not run out of the picture. How much room
/// there is, is known once the layout is.
void PlotAxes::fitLabels()
{
    for (const Which which : {Which::x, Which::y}) {
        QCPAxis& one = axis(which);
        const QRect area = one.axisRect()->rect();
        const QRect whole = m_canvas.viewport();
        const int room = which == Which::x ? 2 * std::min(area.center().x(), whole.width() - area.center().x())
                                           : 2 * std::min(area.center().y(), whole.height() - area.center().y());
        const QString shown =
            QFontMetrics(one.labelFont()).elidedText(settings(which).text(), Qt::ElideMiddle, std::max(0, room - 4));
        if (one.label() != shown) {
            one.setLabel(shown);
        }
    }
}

void PlotAxes::applyGrid()
{
    for (QCPAxis* axis : {m_canvas.xAxis, m_canvas.yAxis}) {
        axis->grid()->setVisible(m_grid);
        axis->grid()->setPen(QPen(m_look.grid, m_look.widthFactor));
        axis->grid()->setSubGridPen(QPen(m_look.subGrid, m_look.widthFactor));
        axis->grid()->setSubGridVisible(axis->scaleType() == QCPAxis::stLogarithmic);
        axis->grid()->setZeroLinePen(QPen(Qt::NoPen));
    }
}

} // namespace rxwatt::plots
