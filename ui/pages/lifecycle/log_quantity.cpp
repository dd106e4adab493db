// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/lifecycle/log_quantity.h"

#include "ui/pages/plain_label.h"
#include "ui/style/metrics.h"

#include <algorithm>
#include <cmath>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>

namespace rxwatt::pages
{

namespace
{

constexpr int stepsOfDecade = 20;

/// Two digits: nobody can set more by hand.
double rounded(double value)
{
    const double digit = std::pow(10, std::floor(std::log10(value)) - 1);
    // Through a text, or 0.03 would be 0.030000000000000002.
    return QString::number(std::round(value / digit) * digit, 'g', 2).toDouble();
}

} // namespace

LogQuantity::LogQuantity(const Spec& spec, QWidget* parent)
    : QWidget(parent),
      m_span(spec.slider),
      m_slider(new QSlider(Qt::Horizontal, this)),
      m_field(new NumberField(spec.range, this)),
      m_hint(plainLabel(this))
{
    const double decades = std::log10(m_span.high / m_span.low);
    m_slider->setRange(0, static_cast<int>(std::lround(decades * stepsOfDecade)));
    m_slider->setPageStep(stepsOfDecade);
    m_slider->setMinimumWidth(8 * style::grid);
    m_slider->setAccessibleName(spec.name);
    m_field->setFixedWidth(10 * style::grid);
    m_field->setAccessibleName(spec.name);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->hide();
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(style::halfGrid);
    line->addWidget(m_slider, 1);
    line->addSpacing(style::halfGrid);
    line->addWidget(m_field);
    // As wide for all, so that sliders over each other begin and end alike.
    auto* tail = new QWidget(this);
    tail->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("h = 3652 d 12 h")) + style::halfGrid);
    auto* units = new QHBoxLayout(tail);
    units->setContentsMargins(0, 0, 0, 0);
    units->setSpacing(style::halfGrid);
    units->addWidget(plainLabel(tail, spec.unit));
    units->addWidget(m_hint);
    units->addStretch();
    line->addWidget(tail);
    setFocusProxy(m_field);
    connect(m_slider, &QSlider::valueChanged, this, &LogQuantity::takeSlider);
    connect(m_field, &NumberField::valueTyped, this, [this] {
        showPlace();
        Q_EMIT changed();
    });
}

void LogQuantity::setValue(double value)
{
    m_field->setValue(value);
    showPlace();
}

void LogQuantity::setHint(const QString& hint)
{
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
}

void LogQuantity::takeSlider(int place)
{
    const double value = m_span.low * std::pow(10, static_cast<double>(place) / stepsOfDecade);
    m_field->setValue(std::min(rounded(value), m_span.high));
    Q_EMIT changed();
}

void LogQuantity::showPlace()
{
    const QSignalBlocker quiet(m_slider);
    const double inside = std::clamp(value(), m_span.low, m_span.high);
    m_slider->setValue(static_cast<int>(std::lround(std::log10(inside / m_span.low) * stepsOfDecade)));
}

} // namespace rxwatt::pages
