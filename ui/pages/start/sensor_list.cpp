// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/start/sensor_list.h"

#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <chrono>
#include <QApplication>
#include <QClipboard>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace rxwatt::pages::start
{

namespace
{

/// A sentence of its own: it begins with a capital letter and ends with a dot.
QString sentenceOf(const QString& text)
{
    QString sentence = text.left(longestText);
    if (!sentence.isEmpty()) {
        sentence.front() = sentence.front().toUpper();
    }
    return sentence.endsWith(u'.') ? sentence : sentence + u'.';
}

QLabel* textLabel(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QVBoxLayout* columnIn(QWidget* widget)
{
    auto* column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(style::halfGrid);
    return column;
}

void empty(QLayout& layout)
{
    while (QLayoutItem* item = layout.takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
}

} // namespace

SensorList::SensorList(QWidget* parent)
    : QWidget(parent), m_summary(textLabel({}, this)), m_toggle(new QToolButton(this)), m_lacking(new QWidget(this))
{
    m_toggle->setCheckable(true);
    m_toggle->setAutoRaise(true);
    m_toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_lackingLines = columnIn(m_lacking);
    auto* lines = new QWidget(this);
    m_lines = columnIn(lines);
    auto* layout = columnIn(this);
    layout->addWidget(m_summary);
    layout->addWidget(lines);
    layout->addWidget(m_toggle, 0, Qt::AlignLeft);
    layout->addWidget(m_lacking);
    connect(m_toggle, &QToolButton::toggled, this, &SensorList::showLacking);
    showLacking(false);
    hide();
}

void SensorList::clear()
{
    empty(*m_lines);
    empty(*m_lackingLines);
}

void SensorList::display(const QString& summary, const std::vector<bridge::DoctorSensor>& sensors)
{
    clear();
    m_summary->setText(sentenceOf(tr("Power: %1").arg(summary)));
    m_summary->setVisible(!summary.isEmpty());
    int lacking = 0;
    for (const bool available : {true, false}) {
        for (const bridge::DoctorSensor& sensor : sensors) {
            const bool isLacking = !sensor.available && sensor.fix.isEmpty();
            if (sensor.available == available) {
                addSensor(sensor, isLacking ? *m_lackingLines : *m_lines);
                lacking += isLacking ? 1 : 0;
            }
        }
    }
    m_toggle->setText(tr("Sensors that this machine lacks: %1").arg(lacking));
    m_toggle->setVisible(lacking > 0);
    showLacking(m_toggle->isChecked() && lacking > 0);
    setVisible(!sensors.empty());
}

void SensorList::showLacking(bool shown)
{
    m_toggle->setIcon(style::icon(shown ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right")));
    m_lacking->setVisible(shown);
}

void SensorList::addSensor(const bridge::DoctorSensor& sensor, QVBoxLayout& lines)
{
    auto* line = new QWidget(this);
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(style::grid);
    auto* picture = new QLabel(line);
    const char* icon = sensor.available ? "check" : sensor.fix.isEmpty() ? "unplug" : "triangle-alert";
    picture->setPixmap(style::icon(QString::fromLatin1(icon)).pixmap(style::iconSize));
    QLabel* text = textLabel(sentenceOf(sensor.sentence), line);
    if (!sensor.available && sensor.fix.isEmpty()) {
        text->setForegroundRole(QPalette::PlaceholderText);
    }
    layout->addWidget(picture, 0, Qt::AlignTop);
    layout->addWidget(text, 1);
    lines.addWidget(line);
    if (!sensor.fix.isEmpty()) {
        addCommand(sensor, lines);
    }
}

void SensorList::addCommand(const bridge::DoctorSensor& sensor, QVBoxLayout& lines)
{
    auto* part = new QWidget(this);
    auto* column = columnIn(part);
    column->setContentsMargins(3 * style::grid, 0, 0, style::halfGrid);
    QLabel* command = textLabel(sensor.fix.left(longestText), part);
    command->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    command->setForegroundRole(QPalette::PlaceholderText);
    auto* copy = new QPushButton(style::icon(QStringLiteral("copy")), tr("Copy the command"), part);
    copy->setToolTip(tr("For a terminal: it makes this sensor readable"));
    copy->setAccessibleName(tr("Copy the command: %1").arg(sensor.fix.left(longestText)));
    column->addWidget(command);
    column->addWidget(copy, 0, Qt::AlignLeft);
    lines.addWidget(part);
    connect(copy, &QPushButton::clicked, this, [copy, text = sensor.fix] {
        QApplication::clipboard()->setText(text);
        constexpr std::chrono::seconds said{2};
        copy->setText(tr("Copied"));
        QTimer::singleShot(said, copy, [copy] { copy->setText(tr("Copy the command")); });
    });
}

} // namespace rxwatt::pages::start
