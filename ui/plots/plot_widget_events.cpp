// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_frame.h"
#include "ui/plots/plot_keys.h"
#include "ui/plots/plot_menu.h"
#include "ui/plots/plot_mouse.h"
#include "ui/plots/plot_widget.h"
#include "ui/plots/qcustomplot_header.h"
#include "ui/plots/style_dialog.h"
#include "ui/style/metrics.h"

#include <QContextMenuEvent>
#include <QFrame>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>

namespace rxwatt::plots
{

std::optional<Reading> PlotWidget::readNear(const QPointF& /*pixel*/) const
{
    return std::nullopt;
}

std::optional<Reading> PlotWidget::readNext(const std::optional<Reading>& /*from*/, int /*direction*/) const
{
    return std::nullopt;
}

QPointF PlotWidget::pixelOf(const QPointF& coordinates) const
{
    return {m_canvas->xAxis->coordToPixel(coordinates.x()), m_canvas->yAxis->coordToPixel(coordinates.y())};
}

bool PlotWidget::grab(const QPointF& /*pixel*/)
{
    return false;
}

void PlotWidget::dragTo(const QPointF& /*pixel*/) {}

void PlotWidget::drop(bool /*cancelled*/) {}

std::optional<Qt::CursorShape> PlotWidget::cursorAt(const QPointF& /*pixel*/) const
{
    return std::nullopt;
}

void PlotWidget::clickAt(const QPointF& /*pixel*/) {}

void PlotWidget::pointedAt(std::optional<double> /*x*/) {}

bool PlotWidget::keyPressed(const QKeyEvent& /*event*/)
{
    return false;
}

bool PlotWidget::wantsKey(const QKeyEvent& /*event*/) const
{
    return false;
}

void PlotWidget::showReading(const std::optional<Reading>& reading)
{
    const bool known = reading && reading->series >= 0 && reading->series < m_frame->series.count();
    m_frame->overlay->setReading(reading, known ? m_frame->series.color(reading->series, m_frame->look.palette)
                                                : m_frame->look.accent);
    setAccessibleDescription(reading ? QStringLiteral("%1\n%2").arg(reading->title, reading->text) : QString());
}

void PlotWidget::markLegend(int series)
{
    if (series < 0 && m_frame->legend->marked() < 0) {
        return;
    }
    m_frame->legend->setMarked(series);
    if (series >= 0) {
        setAccessibleDescription(m_frame->series.visible(series)
                                     ? tr("Legend: %1, shown. Space hides it.").arg(m_frame->series.text(series))
                                     : tr("Legend: %1, hidden. Space shows it.").arg(m_frame->series.text(series)));
    } else {
        setAccessibleDescription({});
    }
    redraw();
}

QString PlotWidget::title() const
{
    if (!m_frame->ownTitle.isEmpty()) {
        return m_frame->ownTitle;
    }
    return QString::fromStdString(std::visit([](const auto& figure) { return figure.title; }, figure()));
}

void PlotWidget::setTitle(const QString& title)
{
    m_frame->ownTitle = title;
    arrange(size());
    redraw();
    Q_EMIT viewChanged();
}

void PlotWidget::editStyle()
{
    StyleDialog dialog(*this);
    dialog.exec();
}

bool PlotWidget::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto& key = static_cast<const QKeyEvent&>(*event);
        const bool cancels = key.key() == Qt::Key_Escape && m_mouse->dragging();
        if (cancels || takesKey(key) || wantsKey(key)) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void PlotWidget::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange ||
        event->type() == QEvent::FontChange) {
        applyLook();
    }
}

void PlotWidget::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_focusFrame->setGeometry(rect());
    m_emptyLabel->setGeometry(rect().adjusted(4 * style::grid, style::grid, -4 * style::grid, -style::grid));
    arrange(size());
}

void PlotWidget::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    fillMenu(menu, *this);
    menu.exec(event->globalPos());
}

void PlotWidget::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    // Those who click know where they are.
    const bool byKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
                       event->reason() == Qt::ShortcutFocusReason;
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, colors.color(QPalette::Highlight));
    m_focusFrame->setPalette(colors);
    m_focusFrame->setVisible(byKey);
}

void PlotWidget::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    m_focusFrame->hide();
    markLegend(-1);
}

void PlotWidget::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_mouse->cancel()) {
        return;
    }
    if (!keyPressed(*event) && !handleKey(*this, *event)) {
        QWidget::keyPressEvent(event);
    }
}

} // namespace rxwatt::plots
