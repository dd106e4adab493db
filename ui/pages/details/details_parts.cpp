// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/details/details_parts.h"

#include "ui/style/metrics.h"

#include <QLabel>
#include <QVBoxLayout>

namespace rxwatt::pages
{

QLabel* quietLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setContentsMargins(style::grid, style::halfGrid, style::grid, style::halfGrid);
    return label;
}

QWidget* stacked(QWidget* upper, QWidget* lower, QWidget* stretched)
{
    auto* whole = new QWidget(upper->parentWidget());
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(upper, upper == stretched ? 1 : 0);
    column->addWidget(lower, lower == stretched ? 1 : 0);
    return whole;
}

} // namespace rxwatt::pages
