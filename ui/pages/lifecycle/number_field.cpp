// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/lifecycle/number_field.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <QKeyEvent>
#include <QLocale>

namespace rxwatt::pages
{

namespace
{

QString lineText(const std::optional<double>& value)
{
    // Enough for what anybody types, and no dust of binary fractions.
    constexpr int digits = 10;
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return value ? locale.toString(*value, 'g', digits) : QString();
}

constexpr std::array steps = {1.0, 2.0, 5.0, 10.0};

double nextAbove(double value)
{
    if (value <= 0) {
        return 1;
    }
    const double decade = std::pow(10, std::floor(std::log10(value) + 1e-9));
    for (const double step : steps) {
        if (step * decade > value * (1 + 1e-9)) {
            return step * decade;
        }
    }
    return 10 * decade;
}

double nextBelow(double value)
{
    if (value <= 0) {
        return value;
    }
    const double decade = std::pow(10, std::floor(std::log10(value) - 1e-9));
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        if (*step * decade < value * (1 - 1e-9)) {
            return *step * decade;
        }
    }
    return decade / 2;
}

} // namespace

std::optional<double> numberFromText(const QString& text)
{
    bool isNumber = false;
    double number = QLocale::c().toDouble(text.trimmed(), &isNumber);
    if (!isNumber) {
        number = QLocale().toDouble(text.trimmed(), &isNumber);
    }
    return isNumber && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

NumberField::NumberField(const NumberRange& range, QWidget* parent) : QLineEdit(parent), m_range(range)
{
    setAlignment(Qt::AlignRight);
    connect(this, &QLineEdit::editingFinished, this, &NumberField::takeTyped);
}

void NumberField::setValue(std::optional<double> value)
{
    m_value = value;
    setText(lineText(value));
}

void NumberField::allowBlank(const QString& placeholder)
{
    m_mayBeBlank = true;
    setPlaceholderText(placeholder);
}

void NumberField::change(std::optional<double> value)
{
    const bool isOther = value != m_value;
    setValue(value);
    if (isOther) {
        Q_EMIT valueTyped();
    }
}

void NumberField::takeTyped()
{
    // The digits that are shown are not all that the number has.
    if (text() == lineText(m_value)) {
        return;
    }
    if (m_mayBeBlank && text().trimmed().isEmpty()) {
        change(std::nullopt);
        return;
    }
    const std::optional<double> typed = numberFromText(text());
    change(typed && *typed >= m_range.low && *typed <= m_range.high ? typed : m_value);
}

void NumberField::step(bool up)
{
    const double from = m_value.value_or(m_range.low);
    change(std::clamp(up ? nextAbove(from) : nextBelow(from), m_range.low, m_range.high));
    selectAll();
}

void NumberField::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down) {
        takeTyped();
        step(event->key() == Qt::Key_Up);
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void NumberField::focusOutEvent(QFocusEvent* event)
{
    QLineEdit::focusOutEvent(event);
    takeTyped();
}

} // namespace rxwatt::pages
