// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/lifecycle/life_cycle_bar.h"

#include "core/project/run_energy.h"
#include "ui/models/run_cells.h"
#include "ui/pages/energy_words.h"
#include "ui/pages/lifecycle/log_quantity.h"
#include "ui/style/metrics.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QResizeEvent>
#include <QVBoxLayout>

namespace rxwatt::pages
{

namespace
{

constexpr NumberRange rateSlider = {1e-3, 1e6};
/// A minute to ten years.
constexpr NumberRange hoursSlider = {1.0 / 60, 87660};

QLabel* labelFor(const QString& text, QWidget* buddy, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setBuddy(buddy);
    return label;
}

QGridLayout* gridIn(QWidget* widget)
{
    auto* grid = new QGridLayout(widget);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(style::halfGrid);
    grid->setVerticalSpacing(style::halfGrid);
    return grid;
}

QHBoxLayout* lineIn(QWidget* widget)
{
    auto* line = new QHBoxLayout(widget);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(style::halfGrid);
    return line;
}

/// A list of long names that does not make the page as wide as they are.
QComboBox* shortCombo(QWidget* parent)
{
    constexpr int letters = 12;
    auto* combo = new QComboBox(parent);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(letters);
    return combo;
}

} // namespace

LifeCycleBar::LifeCycleBar(QWidget* parent) : QWidget(parent)
{
    m_choice.processor = project::defaultProcessor;
    m_groups = new QBoxLayout(QBoxLayout::TopToBottom);
    m_groups->setSpacing(style::halfGrid);
    m_groups->addWidget(buildUse(), 1);
    m_groups->addSpacing(style::grid);
    m_groups->addWidget(buildSupply(), 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(style::grid, style::halfGrid, style::grid, style::halfGrid);
    layout->setSpacing(style::halfGrid);
    layout->addLayout(m_groups);
    display();
}

QWidget* LifeCycleBar::buildUse()
{
    auto* group = new QWidget(this);
    m_rate = new LogQuantity({rateRange, rateSlider, tr("a second"), tr("Inferences a second")}, group);
    m_rate->setToolTip(tr("Inferences (slots) a second, from one in a quarter of an hour to a million"));
    m_hours = new LogQuantity({hoursRange, hoursSlider, tr("h"), tr("Hours in use")}, group);
    m_hours->setToolTip(tr("How long the receiver is in use"));
    auto* grid = gridIn(group);
    grid->addWidget(labelFor(tr("&Inferences"), m_rate, group), 0, 0);
    grid->addWidget(m_rate, 0, 1);
    grid->addWidget(labelFor(tr("&Time in use"), m_hours, group), 1, 0);
    grid->addWidget(m_hours, 1, 1);
    grid->addWidget(buildReadings(), 2, 0, 1, 2);
    grid->setColumnStretch(1, 1);
    connect(m_rate, &LogQuantity::changed, this, &LifeCycleBar::take);
    connect(m_hours, &LogQuantity::changed, this, &LifeCycleBar::take);
    return group;
}

QWidget* LifeCycleBar::buildReadings()
{
    auto* part = new QWidget(this);
    auto* line = lineIn(part);
    line->addWidget(new QLabel(tr("The paper's example:"), part));
    for (const energy::PaperReading& reading : energy::paperReadings()) {
        auto* box = new QCheckBox(QString::fromStdString(reading.shortName), part);
        box->setToolTip(QString::fromStdString(reading.explanation));
        box->setAccessibleName(tr("The paper's example, %1").arg(box->text()));
        connect(box, &QCheckBox::clicked, this, &LifeCycleBar::take);
        line->addWidget(box);
        m_readings.append(box);
    }
    line->addStretch();
    return part;
}

QWidget* LifeCycleBar::buildSupply()
{
    auto* group = new QWidget(this);
    auto* grid = gridIn(group);
    addIntensity(*grid);
    addEstimate(*grid);
    grid->setColumnStretch(1, 1);
    return group;
}

NumberField* LifeCycleBar::addNumber(const NumberRange& range, const QString& help)
{
    auto* field = new NumberField(range, this);
    field->setFixedWidth(8 * style::grid);
    field->setToolTip(help);
    connect(field, &NumberField::valueTyped, this, &LifeCycleBar::take);
    return field;
}

void LifeCycleBar::addIntensity(QGridLayout& grid)
{
    m_country = shortCombo(this);
    m_country->setToolTip(tr("Where the electricity comes from; years and sources are in the table below"));
    for (const energy::CarbonIntensity& one : energy::carbonIntensities()) {
        m_country->addItem(textOf(one.name));
    }
    m_country->addItem(tr("Other"));
    m_intensity = addNumber(intensityRange, tr("Carbon intensity: grams of CO₂-equivalent a kWh"));
    m_intensity->setAccessibleName(tr("Carbon intensity in grams a kWh"));
    m_price = addNumber(priceRange, tr("Price of a kWh in any currency; 0: no cost"));
    m_pue = addNumber(pueRange, tr("Power usage effectiveness: energy of the site over that of its machines"));
    m_pue->setFixedWidth(6 * style::grid);
    auto* rest = new QWidget(this);
    auto* line = lineIn(rest);
    line->addWidget(m_intensity);
    line->addWidget(new QLabel(tr("g/kWh"), rest));
    line->addSpacing(style::grid);
    line->addWidget(labelFor(tr("Pri&ce"), m_price, rest));
    line->addWidget(m_price);
    line->addWidget(new QLabel(tr("a kWh"), rest));
    line->addSpacing(style::grid);
    line->addWidget(labelFor(tr("P&UE"), m_pue, rest));
    line->addWidget(m_pue);
    grid.addWidget(labelFor(tr("E&lectricity"), m_country, this), 0, 0);
    grid.addWidget(m_country, 0, 1);
    grid.addWidget(rest, 0, 2);
    connect(m_country, &QComboBox::activated, this, [this](int item) {
        if (item < static_cast<int>(energy::carbonIntensities().size())) {
            chooseIntensity(static_cast<std::size_t>(item));
        }
        displayIntensity();
    });
}

void LifeCycleBar::addEstimate(QGridLayout& grid)
{
    m_processor = shortCombo(this);
    m_processor->setToolTip(tr("What has not been measured is estimated by metric (0) on this processor"));
    m_precision = new QComboBox(this);
    m_precision->setAccessibleName(tr("Precision of the estimate"));
    m_precision->setToolTip(m_precision->accessibleName());
    for (const energy::Precision precision : energy::allPrecisions) {
        m_precision->addItem(textOf(nameOf(precision)));
    }
    m_search = new QCheckBox(tr("With the &search"), this);
    m_search->setToolTip(tr("Counts the energy of the search that found the model as training"));
    m_searchKwh = addNumber(searchRange, tr("Energy of the search; left blank, that of the study's other runs"));
    m_searchKwh->setAccessibleName(tr("Energy of the search in kWh"));
    m_searchKwh->allowBlank(tr("study's"));
    auto* rest = new QWidget(this);
    auto* line = lineIn(rest);
    line->addWidget(m_precision);
    line->addSpacing(style::grid);
    line->addWidget(m_search);
    line->addWidget(m_searchKwh);
    line->addWidget(new QLabel(tr("kWh"), rest));
    line->addStretch();
    grid.addWidget(labelFor(tr("Esti&mates on"), m_processor, this), 1, 0);
    grid.addWidget(m_processor, 1, 1);
    grid.addWidget(rest, 1, 2);
    connect(m_processor, &QComboBox::activated, this, [this](int item) {
        m_choice.processor = m_processor->itemData(item).toString().toStdString();
        take();
    });
    connect(m_precision, &QComboBox::activated, this, &LifeCycleBar::take);
    connect(m_search, &QCheckBox::clicked, this, &LifeCycleBar::take);
}

void LifeCycleBar::setChoice(const LifeCycleChoice& choice)
{
    m_choice = choice;
    display();
}

void LifeCycleBar::setProcessors(const std::vector<energy::Processor>& processors)
{
    QStringList ids;
    for (const energy::Processor& one : processors) {
        ids << QString::fromStdString(one.id + '\n' + one.name);
    }
    if (ids == m_processors) {
        return; // an open list stays as it is
    }
    m_processors = ids;
    m_processor->clear();
    m_processor->addItem(tr("Nothing"), QString());
    m_processor->setItemData(0, tr("What has not been measured stays unknown"), Qt::ToolTipRole);
    for (const energy::Processor& one : processors) {
        m_processor->addItem(models::oneLine(one.name, 80), QString::fromStdString(one.id));
    }
    displayProcessor();
}

void LifeCycleBar::chooseIntensity(std::size_t place)
{
    m_intensity->setValue(energy::carbonIntensities()[place].gramsPerKwh);
    take();
    // Some have the same number.
    m_country->setCurrentIndex(static_cast<int>(place));
}

void LifeCycleBar::take()
{
    m_choice.ratePerS = m_rate->value();
    m_choice.hours = m_hours->value();
    m_choice.gramsCo2PerKwh = m_intensity->value().value_or(0);
    m_choice.pricePerKwh = m_price->value().value_or(0);
    m_choice.pue = m_pue->value().value_or(1);
    m_choice.withSearch = m_search->isChecked();
    m_choice.searchKwh = m_searchKwh->value();
    m_choice.precision = energy::allPrecisions.at(static_cast<std::size_t>(m_precision->currentIndex()));
    m_choice.readings.clear();
    for (qsizetype i = 0; i < m_readings.size(); ++i) {
        if (m_readings[i]->isChecked()) {
            m_choice.readings.insert(static_cast<std::size_t>(i));
        }
    }
    display();
    Q_EMIT choiceChanged();
}

void LifeCycleBar::display()
{
    constexpr double secondsPerHour = 3600;
    m_rate->setValue(m_choice.ratePerS);
    m_hours->setValue(m_choice.hours);
    m_hours->setHint(m_choice.hours > 24 || m_choice.hours < 1
                         ? QStringLiteral("= %1").arg(models::durationText(m_choice.hours * secondsPerHour))
                         : QString());
    m_intensity->setValue(m_choice.gramsCo2PerKwh);
    m_price->setValue(m_choice.pricePerKwh);
    m_pue->setValue(m_choice.pue);
    m_search->setChecked(m_choice.withSearch);
    m_searchKwh->setValue(m_choice.searchKwh);
    m_searchKwh->setEnabled(m_choice.withSearch);
    m_precision->setCurrentIndex(static_cast<int>(m_choice.precision));
    m_precision->setEnabled(!m_choice.processor.empty());
    for (qsizetype i = 0; i < m_readings.size(); ++i) {
        m_readings[i]->setChecked(m_choice.readings.contains(static_cast<std::size_t>(i)));
    }
    displayIntensity();
    displayProcessor();
}

void LifeCycleBar::displayIntensity()
{
    const auto all = energy::carbonIntensities();
    const int current = m_country->currentIndex();
    const auto fits = [&](int item) {
        return item >= 0 && item < static_cast<int>(all.size()) &&
               all[static_cast<std::size_t>(item)].gramsPerKwh == m_choice.gramsCo2PerKwh;
    };
    if (fits(current)) {
        return;
    }
    int found = 0;
    while (found < static_cast<int>(all.size()) && !fits(found)) {
        ++found;
    }
    m_country->setCurrentIndex(found);
}

void LifeCycleBar::displayProcessor()
{
    m_processor->setCurrentIndex(m_processor->findData(QString::fromStdString(m_choice.processor)));
}

void LifeCycleBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    // Below this the groups stand over each other.
    constexpr int narrowWidth = 136 * style::grid;
    m_groups->setDirection(event->size().width() < narrowWidth ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

} // namespace rxwatt::pages
