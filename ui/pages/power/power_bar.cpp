// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/power/power_bar.h"

#include "ui/pages/elided_label.h"
#include "ui/style/metrics.h"

#include <algorithm>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

namespace rxwatt::pages
{

namespace
{

constexpr double ownRange = -1;
const QString sensorsKey = QStringLiteral("sensors");
const QString rangeKey = QStringLiteral("range");
const QString machineKey = QStringLiteral("machine");
const QString phasesKey = QStringLiteral("phases");
const QString linesKey = QStringLiteral("lines");

} // namespace

PowerBar::PowerBar(QWidget* parent)
    : QWidget(parent),
      m_status(new ElidedLabel(this)),
      m_sensors(new QComboBox(this)),
      m_range(new QComboBox(this)),
      m_machine(new QCheckBox(tr("This &machine"), this)),
      m_phases(new QCheckBox(tr("&Phases"), this)),
      m_lines(new QCheckBox(tr("&Base and limit"), this))
{
    m_status->setForegroundRole(QPalette::PlaceholderText);
    m_sensors->addItem(tr("Their sum"), false);
    m_sensors->addItem(tr("Each sensor"), true);
    m_sensors->setAccessibleName(tr("Which sensors are drawn"));
    m_sensors->setToolTip(tr("The sum is of the sensors that count: none of them twice"));
    m_range->addItem(tr("All"), 0.0);
    m_range->addItem(tr("Last hour"), 3600.0);
    m_range->addItem(tr("Last 10 min"), 600.0);
    m_range->addItem(tr("Last minute"), 60.0);
    m_range->addItem(tr("Last 10 s"), 10.0);
    m_range->addItem(tr("As chosen in the plot"), ownRange);
    m_range->setAccessibleName(tr("How much of the time is in view"));
    m_machine->setToolTip(tr("This machine's own power now, instead of runs that have ended"));
    m_phases->setChecked(true);
    m_phases->setToolTip(tr("Shades what the run was at"));
    m_lines->setChecked(true);
    m_lines->setToolTip(tr("The base power before the run, and the limit of the sensors that count"));
    auto* sensorsLabel = new QLabel(tr("Sen&sors"), this);
    sensorsLabel->setBuddy(m_sensors);
    auto* rangeLabel = new QLabel(tr("&Time"), this);
    rangeLabel->setBuddy(m_range);
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(style::grid, style::halfGrid, style::grid, style::halfGrid);
    line->setSpacing(style::grid);
    line->addWidget(m_status, 1);
    line->addWidget(m_machine);
    line->addWidget(m_phases);
    line->addWidget(m_lines);
    line->addSpacing(style::grid);
    line->addWidget(sensorsLabel);
    line->addWidget(m_sensors);
    line->addSpacing(style::grid);
    line->addWidget(rangeLabel);
    line->addWidget(m_range);
    connect(m_sensors, &QComboBox::currentIndexChanged, this, &PowerBar::sensorsChanged);
    connect(m_range, &QComboBox::currentIndexChanged, this, &PowerBar::rangeChanged);
    connect(m_phases, &QCheckBox::toggled, this, &PowerBar::linesChanged);
    connect(m_machine, &QCheckBox::toggled, this, &PowerBar::machineChanged);
    connect(m_lines, &QCheckBox::toggled, this, &PowerBar::linesChanged);
}

void PowerBar::setStatus(const QString& text)
{
    m_status->setWholeText(text);
}

bool PowerBar::eachSensor() const
{
    return m_sensors->currentData().toBool();
}

bool PowerBar::wantsMachine() const
{
    return m_machine->isChecked();
}

bool PowerBar::showsPhases() const
{
    return m_phases->isChecked();
}

bool PowerBar::showsLines() const
{
    return m_lines->isChecked();
}

double PowerBar::newestSeconds() const
{
    return m_range->currentData().toDouble();
}

void PowerBar::setOwnRange()
{
    const QSignalBlocker blocker(m_range);
    m_range->setCurrentIndex(m_range->count() - 1);
}

QJsonObject PowerBar::session() const
{
    return {{sensorsKey, m_sensors->currentIndex()},
            {rangeKey, m_range->currentIndex()},
            {machineKey, m_machine->isChecked()},
            {phasesKey, m_phases->isChecked()},
            {linesKey, m_lines->isChecked()}};
}

void PowerBar::restoreSession(const QJsonObject& session)
{
    const auto choose = [&](QComboBox& box, const QString& key) {
        const int index = session.value(key).toInt();
        box.setCurrentIndex(index >= 0 && index < box.count() ? index : 0);
    };
    choose(*m_sensors, sensorsKey);
    choose(*m_range, rangeKey);
    m_machine->setChecked(session.value(machineKey).toBool(false));
    m_phases->setChecked(session.value(phasesKey).toBool(true));
    m_lines->setChecked(session.value(linesKey).toBool(true));
}

} // namespace rxwatt::pages
