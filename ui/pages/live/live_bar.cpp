// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/live/live_bar.h"

#include "ui/pages/elided_label.h"
#include "ui/style/metrics.h"

#include <algorithm>
#include <cmath>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QSlider>

namespace rxwatt::pages
{

namespace
{

constexpr int smoothingSteps = 100;
constexpr int defaultSmoothing = 33;

/// Even steps of the slider are even steps in how many points count.
double weightOf(int place)
{
    return 1 - std::pow(10.0, -3.0 * place / smoothingSteps);
}

const QString stepKey = QStringLiteral("step");
const QString timeKey = QStringLiteral("time");

} // namespace

LiveBar::LiveBar(QWidget* parent)
    : QWidget(parent),
      m_status(new ElidedLabel(this)),
      m_axis(new QComboBox(this)),
      m_smoothing(new QSlider(Qt::Horizontal, this)),
      m_smoothingText(new QLabel(this))
{
    m_status->setForegroundRole(QPalette::PlaceholderText);
    m_axis->addItem(tr("Step"), stepKey);
    m_axis->addItem(tr("Time at work"), timeKey);
    m_axis->setAccessibleName(tr("What the curves are drawn against"));
    m_axis->setToolTip(tr("What the curves are drawn against; times at rest do not count"));
    auto* axisLabel = new QLabel(tr("A&gainst"), this);
    axisLabel->setBuddy(m_axis);
    auto* smoothingLabel = new QLabel(tr("S&moothing"), this);
    smoothingLabel->setBuddy(m_smoothing);
    m_smoothing->setRange(0, smoothingSteps);
    m_smoothing->setValue(defaultSmoothing);
    m_smoothing->setFixedWidth(18 * style::grid);
    m_smoothing->setToolTip(tr("Weight of the past in the mean of loss and speed; the values lie faint behind it"));
    m_smoothingText->setFixedWidth(fontMetrics().horizontalAdvance(QStringLiteral("0.9999")));
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(style::grid, style::halfGrid, style::grid, style::halfGrid);
    line->setSpacing(style::grid);
    line->addWidget(m_status, 1);
    line->addWidget(axisLabel);
    line->addWidget(m_axis);
    line->addSpacing(style::grid);
    line->addWidget(smoothingLabel);
    line->addWidget(m_smoothing);
    line->addWidget(m_smoothingText);
    connect(m_axis, &QComboBox::currentIndexChanged, this, [this] { Q_EMIT axisChanged(axis()); });
    connect(m_smoothing, &QSlider::valueChanged, this, [this] {
        showSmoothing();
        Q_EMIT smoothingChanged(smoothing());
    });
    showSmoothing();
}

void LiveBar::setStatus(const QString& text)
{
    m_status->setWholeText(text);
}

LiveAxis LiveBar::axis() const
{
    return m_axis->currentData().toString() == timeKey ? LiveAxis::time : LiveAxis::step;
}

double LiveBar::smoothing() const
{
    return weightOf(m_smoothing->value());
}

void LiveBar::showSmoothing()
{
    m_smoothingText->setText(m_smoothing->value() == 0 ? tr("none") : QLocale().toString(smoothing(), 'g', 3));
}

QJsonObject LiveBar::session() const
{
    return {{QStringLiteral("against"), m_axis->currentData().toString()},
            {QStringLiteral("smoothing"), m_smoothing->value()}};
}

void LiveBar::restoreSession(const QJsonObject& session)
{
    const int axis = m_axis->findData(session.value(QStringLiteral("against")).toString());
    m_axis->setCurrentIndex(std::max(axis, 0));
    m_smoothing->setValue(session.value(QStringLiteral("smoothing")).toInt(defaultSmoothing));
}

} // namespace rxwatt::pages
