// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/labelled_field.h"

#include "ui/style/metrics.h"

#include <QHBoxLayout>
#include <QLabel>

namespace rxwatt::pages
{

QWidget* labelledField(const QString& text, QWidget* field, QWidget* parent)
{
    auto* pair = new QWidget(parent);
    auto* label = new QLabel(text, pair);
    label->setBuddy(field);
    auto* line = new QHBoxLayout(pair);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(style::halfGrid);
    line->addWidget(label);
    line->addWidget(field);
    return pair;
}

} // namespace rxwatt::pages
