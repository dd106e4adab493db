// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/outlined_fusion.h"

#include "ui/style/palette.h"

#include <QPainter>
#include <QStyleOption>

namespace rxwatt::style
{

namespace
{

/// Who has the focus has Fusion's own outline, in the highlight's colour; what cannot be used may be faint.
bool wantsOutline(const QStyleOption& option)
{
    return isDark(option.palette) && (option.state & QStyle::State_Enabled) != 0 &&
           (option.state & QStyle::State_HasFocus) == 0;
}

void drawOutline(QPainter& painter, const QPalette& palette, const QRect& rect)
{
    constexpr double radius = 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(outlineColor(palette));
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.restore();
}

/// Fusion only darkens what is chosen, which in the dark makes it less to be seen than what is not.
bool isChosenTool(QStyle::PrimitiveElement element, const QStyleOption& option)
{
    return element == QStyle::PE_PanelButtonTool && (option.state & QStyle::State_On) != 0 &&
           (option.state & QStyle::State_Enabled) != 0;
}

void drawChosen(QPainter& painter, const QPalette& palette, const QRect& rect)
{
    constexpr double radius = 2;
    constexpr double tint = 0.25;
    QColor fill = palette.color(QPalette::Highlight);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(fill);
    fill.setAlphaF(tint);
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.restore();
}

} // namespace

OutlinedFusion::OutlinedFusion() : QProxyStyle(QStringLiteral("Fusion")) {}

void OutlinedFusion::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                   const QWidget* widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    const bool isOutlined = element == PE_FrameLineEdit || element == PE_IndicatorCheckBox;
    if (isOutlined && wantsOutline(*option)) {
        drawOutline(*painter, option->palette, option->rect);
    } else if (isChosenTool(element, *option)) {
        drawChosen(*painter, option->palette, option->rect);
    }
}

void OutlinedFusion::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                        const QWidget* widget) const
{
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    const bool isOutlined = control == CC_SpinBox || control == CC_ComboBox;
    if (isOutlined && wantsOutline(*option)) {
        drawOutline(*painter, option->palette, option->rect);
    }
}

} // namespace rxwatt::style
