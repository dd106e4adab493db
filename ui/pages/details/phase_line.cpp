// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/details/phase_line.h"

#include "ui/models/plain_tip.h"
#include "ui/models/run_cells.h"
#include "ui/models/state_text.h"
#include "ui/plots/plot_look.h"
#include "ui/style/metrics.h"
#include "ui/style/palette.h"

#include <algorithm>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace rxwatt::pages
{

PhaseLine::PhaseLine(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Phases over time"));
}

void PhaseLine::show(const std::vector<store::PhaseStretch>& phases)
{
    if (phases == m_phases) {
        return;
    }
    m_phases = phases;
    m_endS = 0;
    for (const store::PhaseStretch& phase : m_phases) {
        m_endS = std::max(m_endS, phase.endS);
    }
    setVisible(m_endS > 0);
    update();
}

QSize PhaseLine::sizeHint() const
{
    return {40 * style::grid, fontMetrics().height() + 4 * style::grid};
}

QRectF PhaseLine::bar() const
{
    return QRectF(rect()).adjusted(style::grid, style::grid, -style::grid, -style::grid);
}

QRectF PhaseLine::placeOf(const store::PhaseStretch& phase) const
{
    const QRectF whole = bar();
    const double perSecond = whole.width() / m_endS;
    const double left = whole.left() + phase.beginS * perSecond;
    return {left, whole.top(), std::max(1.0, (phase.endS - phase.beginS) * perSecond), whole.height()};
}

bool PhaseLine::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip) {
        return QWidget::event(event);
    }
    const auto& help = static_cast<const QHelpEvent&>(*event);
    const auto found = std::find_if(m_phases.rbegin(), m_phases.rend(), [&](const store::PhaseStretch& phase) {
        return placeOf(phase).contains(QPointF(help.pos()));
    });
    if (found == m_phases.rend()) {
        QToolTip::hideText();
        return true;
    }
    const QString text = tr("%1, attempt %2\nfrom %3 to %4, %5")
                             .arg(models::phaseText(found->phase))
                             .arg(found->attempt)
                             .arg(models::durationText(found->beginS), models::durationText(found->endS),
                                  models::durationText(found->endS - found->beginS));
    QToolTip::showText(help.globalPos(), models::plainTip(text), this);
    return true;
}

void PhaseLine::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(bar(), palette().color(QPalette::AlternateBase));
    int attempt = m_phases.empty() ? 0 : m_phases.front().attempt;
    for (const store::PhaseStretch& phase : m_phases) {
        paintPhase(painter, phase);
        if (phase.attempt != attempt) {
            attempt = phase.attempt;
            const double x = placeOf(phase).left();
            painter.setPen(QPen(palette().color(QPalette::WindowText), 2));
            painter.drawLine(QPointF(x, bar().top() - style::halfGrid), QPointF(x, bar().bottom() + style::halfGrid));
        }
    }
}

void PhaseLine::paintPhase(QPainter& painter, const store::PhaseStretch& phase) const
{
    const QRectF place = placeOf(phase);
    const QColor base = palette().color(QPalette::Base);
    const QColor color = style::seriesColor(static_cast<int>(phase.phase), palette());
    constexpr double tint = 0.35;
    painter.fillRect(place, plots::mixed(base, color, tint));
    painter.fillRect(QRectF(place.left(), place.bottom() - 3, place.width(), 3), color);
    painter.setPen(palette().color(QPalette::Text));
    const QString text = models::phaseText(phase.phase);
    const QRectF room = place.adjusted(style::halfGrid, 0, -style::halfGrid, -3);
    if (fontMetrics().horizontalAdvance(text) <= room.width()) {
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter, text);
    }
}

} // namespace rxwatt::pages
