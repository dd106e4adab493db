// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/editor/number_line.h"

#include "ui/pages/editor/value_text.h"
#include "ui/style/metrics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <QKeyEvent>
#include <QToolButton>

namespace rxwatt::pages::editor
{

namespace
{

constexpr int arrowWidth = 2 * style::grid;

/// What one step changes: of 20000 a thousand, of 26 one, of 0.003 a thousandth.
double stepOf(double value, bool isWhole, double high, bool isUp)
{
    const double size = std::abs(value);
    if (size >= 1) {
        return std::max(1.0, std::pow(10, std::floor(std::log10(size)) - 1));
    }
    if (isWhole) {
        return 1;
    }
    if (size == 0) {
        return high <= 1 ? std::min(0.1, high / 10) : 1;
    }
    const double digit = std::pow(10, std::floor(std::log10(size) + 1e-9));
    const bool leavesDigit = !isUp && size < digit * 1.5;
    return leavesDigit ? digit / 10 : digit;
}

/// Without the dust of binary fractions: 0.30000000000000004 is 0.3.
double rounded(double value)
{
    constexpr int digits = 12;
    return QString::number(value, 'g', digits).toDouble();
}

QToolButton* makeArrow(QLineEdit* parent, Qt::ArrowType type)
{
    auto* button = new QToolButton(parent);
    button->setArrowType(type);
    button->setAutoRaise(true);
    button->setAutoRepeat(true);
    button->setFocusPolicy(Qt::NoFocus);
    button->setCursor(Qt::ArrowCursor);
    button->setAccessibleName(type == Qt::UpArrow ? NumberLine::tr("More") : NumberLine::tr("Less"));
    return button;
}

} // namespace

NumberLine::NumberLine(const Field& field, QWidget* parent)
    : QLineEdit(parent),
      m_up(makeArrow(this, Qt::UpArrow)),
      m_down(makeArrow(this, Qt::DownArrow)),
      m_low(field.low.value_or(std::numeric_limits<double>::lowest())),
      m_high(field.high.value_or(std::numeric_limits<double>::max())),
      m_isLowExcluded(field.isLowExcluded),
      m_isWhole(field.type == run::FieldType::integer)
{
    setTextMargins(0, 0, arrowWidth, 0);
    connect(m_up, &QToolButton::clicked, this, [this] { step(1); });
    connect(m_down, &QToolButton::clicked, this, [this] { step(-1); });
}

Json NumberLine::value() const
{
    return numberFromText(text());
}

void NumberLine::display(const Json& value, const Json& fallback)
{
    setPlaceholderText(valueText(fallback));
    if (this->value() != value) {
        setText(valueText(value));
    }
}

void NumberLine::keyPressEvent(QKeyEvent* event)
{
    constexpr int many = 10;
    switch (event->key()) {
    case Qt::Key_Up:
        return step(event->modifiers().testFlag(Qt::ControlModifier) ? many : 1);
    case Qt::Key_Down:
        return step(event->modifiers().testFlag(Qt::ControlModifier) ? -many : -1);
    case Qt::Key_PageUp:
        return step(many);
    case Qt::Key_PageDown:
        return step(-many);
    default:
        QLineEdit::keyPressEvent(event);
    }
}

void NumberLine::resizeEvent(QResizeEvent* event)
{
    QLineEdit::resizeEvent(event);
    const int half = (height() - 2) / 2;
    m_up->setGeometry(width() - arrowWidth - 2, 1, arrowWidth, half);
    m_down->setGeometry(width() - arrowWidth - 2, 1 + half, arrowWidth, half);
}

void NumberLine::step(int count)
{
    const Json typed = text().trimmed().isEmpty() ? numberFromText(placeholderText()) : value();
    if (!typed.is_number()) {
        return;
    }
    double number = typed.get<double>();
    for (int i = 0; i < std::abs(count); ++i) {
        const double size = stepOf(number, m_isWhole, m_high, (count > 0) == (number >= 0));
        number = rounded(number + (count > 0 ? size : -size));
    }
    number = std::clamp(number, m_low, m_high);
    if (m_isLowExcluded && number <= m_low) {
        return;
    }
    setText(m_isWhole ? QString::number(static_cast<qlonglong>(number)) : numberText(number));
    selectAll();
    Q_EMIT textEdited(text());
}

} // namespace rxwatt::pages::editor
