// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/plain_label.h"

#include <QLabel>

namespace rxwatt::pages
{

QLabel* plainLabel(QWidget* parent, const QString& text)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    return label;
}

QLabel* wrappedLabel(QWidget* parent)
{
    QLabel* label = plainLabel(parent);
    label->setWordWrap(true);
    return label;
}

void setTone(QLabel& label, style::Tone tone)
{
    QPalette palette = label.palette();
    const QColor color = style::toneColor(tone, palette);
    if (palette.color(QPalette::WindowText) != color) {
        palette.setColor(QPalette::WindowText, color);
        label.setPalette(palette);
    }
}

void say(QLabel& label, const QString& text)
{
    label.setText(text);
    label.setVisible(!text.isEmpty());
}

} // namespace rxwatt::pages
