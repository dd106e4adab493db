// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/state_mark.h"

#include "ui/models/state_text.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/palette.h"

#include <algorithm>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPixmapCache>

namespace rxwatt::pages
{

QPixmap tintedIcon(const QString& name, const QColor& color, qreal ratio)
{
    const QString key = QStringLiteral("tinted/%1/%2/%3").arg(name, color.name()).arg(ratio);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = style::icon(name).pixmap(QSize(style::iconSize, style::iconSize), ratio);
        QPainter painter(&pixmap);
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(pixmap.rect(), color);
        painter.end();
        QPixmapCache::insert(key, pixmap);
    }
    return pixmap;
}

StateMark::StateMark(QWidget* parent) : QWidget(parent), m_icon(new QLabel(this)), m_text(new QLabel(this))
{
    m_text->setTextFormat(Qt::PlainText);
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(style::halfGrid);
    line->addWidget(m_icon);
    line->addWidget(m_text);
    setState(m_state);
}

void StateMark::setState(run::RunState state)
{
    m_state = state;
    m_text->setText(models::stateText(state));
    showColors();
}

void StateMark::setSteady()
{
    int widest = 0;
    for (int state = 0; state <= static_cast<int>(run::RunState::pruned); ++state) {
        const QString text = models::stateText(static_cast<run::RunState>(state));
        widest = std::max(widest, fontMetrics().horizontalAdvance(text));
    }
    m_text->setMinimumWidth(widest);
}

void StateMark::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    // The label's palette is set, not this one's: no circle.
    if (event->type() == QEvent::PaletteChange) {
        showColors();
    }
}

void StateMark::showColors()
{
    const QColor color = style::toneColor(style::toneOf(m_state), palette());
    m_icon->setPixmap(tintedIcon(models::stateIconName(m_state), color, devicePixelRatioF()));
    QPalette colored = palette();
    colored.setColor(QPalette::WindowText, color);
    m_text->setPalette(colored);
}

} // namespace rxwatt::pages
