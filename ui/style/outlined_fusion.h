// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace rxwatt::style
{

/// Fusion takes its outlines from the window's colour, made darker: on a dark window they cannot be seen. This draws
/// those of fields and boxes again, with a contrast of 3:1 or more to the base (WCAG 2.1, 1.4.11). Chosen tool
/// buttons have a tint of the highlight in both palettes.
class OutlinedFusion : public QProxyStyle
{
    Q_OBJECT

public:
    OutlinedFusion();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
};

} // namespace rxwatt::style
