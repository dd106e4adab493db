// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/export_preview.h"

#include "ui/plots/export_picture.h"
#include "ui/plots/plot_look.h"
#include "ui/style/metrics.h"
#include "ui/style/palette.h"

#include <QPainter>
#include <QTimer>

namespace rxwatt::plots
{

namespace
{

constexpr int calmMs = 150;

} // namespace

ExportPreview::ExportPreview(QWidget* parent) : QWidget(parent), m_timer(new QTimer(this))
{
    setAccessibleName(tr("Preview"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_timer->setSingleShot(true);
    m_timer->setInterval(calmMs);
    connect(m_timer, &QTimer::timeout, this, &ExportPreview::draw);
}

void ExportPreview::showPage(const figure::ExportStyle& style)
{
    m_style = style;
    m_text.clear();
    m_timer->start();
}

void ExportPreview::showText(const QString& text)
{
    m_timer->stop();
    m_text = text;
    m_image = {};
    update();
}

QSize ExportPreview::sizeHint() const
{
    return {560, 420};
}

QSize ExportPreview::minimumSizeHint() const
{
    return {240, 180};
}

void ExportPreview::draw()
{
    if (m_plot == nullptr) {
        return;
    }
    const QSize room = size() - QSize(4 * style::grid, 4 * style::grid);
    m_image = previewOf(*m_plot, m_style, room.expandedTo({1, 1}) * devicePixelRatioF());
    m_image.setDevicePixelRatio(devicePixelRatioF());
    update();
}

void ExportPreview::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), mixed(palette().color(QPalette::Base), palette().color(QPalette::Text), 0.08));
    if (!m_text.isEmpty()) {
        painter.setPen(style::secondaryText(palette()));
        painter.drawText(rect().marginsRemoved({4 * style::grid, style::grid, 4 * style::grid, style::grid}),
                         Qt::AlignCenter | Qt::TextWordWrap, m_text);
        return;
    }
    if (m_image.isNull()) {
        return;
    }
    QRectF page(QPointF(0, 0), m_image.deviceIndependentSize());
    page.moveCenter(QRectF(rect()).center());
    const QRect pixels = page.toAlignedRect();
    painter.drawImage(pixels.topLeft(), m_image);
    painter.setPen(mixed(palette().color(QPalette::Base), palette().color(QPalette::Text), 0.3));
    painter.drawRect(pixels.adjusted(-1, -1, 0, 0));
}

void ExportPreview::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (m_text.isEmpty()) {
        m_timer->start();
    }
}

} // namespace rxwatt::plots
