// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/editor/section_header.h"

#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOptionFocusRect>

namespace rxwatt::pages::editor
{

SectionHeader::SectionHeader(QWidget* parent) : QAbstractButton(parent)
{
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    QFont bold = font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * 1.1);
    setFont(bold);
}

QSize SectionHeader::sizeHint() const
{
    const int width = style::iconSize + style::grid + fontMetrics().horizontalAdvance(text());
    return {width, fontMetrics().height() + 2 * style::halfGrid};
}

void SectionHeader::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const QRect inner = rect().adjusted(style::halfGrid, 0, -style::halfGrid, 0);
    const QRect chevron(inner.left(), inner.center().y() - style::iconSize / 2, style::iconSize, style::iconSize);
    style::icon(isChecked() ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"))
        .paint(&painter, chevron);
    const QRect words = inner.adjusted(style::iconSize + style::halfGrid, 0, 0, 0);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(text(), Qt::ElideRight, words.width()));
    if (hasFocus()) {
        QStyleOptionFocusRect option;
        option.initFrom(this);
        option.rect = rect();
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
    }
}

} // namespace rxwatt::pages::editor
