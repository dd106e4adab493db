// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ber/curve_bar.h"

#include "ui/models/run_cells.h"
#include "ui/style/metrics.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>

namespace rxwatt::pages
{

namespace
{

template <typename T>
void hideOrShow(std::set<T>& hidden, const T& value, bool shown)
{
    if (shown) {
        hidden.erase(value);
    } else {
        hidden.insert(value);
    }
}

} // namespace

CurveBar::CurveBar(QWidget* parent)
    : QWidget(parent), m_chips(new QHBoxLayout), m_baselines(new QCheckBox(this)), m_intervals(new QComboBox(this))
{
    m_baselines->setText(tr("Baselines"));
    m_baselines->setChecked(true);
    m_baselines->setToolTip(tr("Show the classical receivers"));
    auto* label = new QLabel(tr("&Intervals"), this);
    label->setBuddy(m_intervals);
    m_intervals->addItem(tr("Bars"), static_cast<int>(plots::Intervals::bars));
    m_intervals->addItem(tr("Band"), static_cast<int>(plots::Intervals::band));
    m_intervals->addItem(tr("None"), static_cast<int>(plots::Intervals::none));
    m_intervals->setToolTip(tr("How the 95 % intervals by slot are drawn"));
    m_chips->setSpacing(style::halfGrid);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(style::grid, style::halfGrid, style::grid, style::halfGrid);
    layout->setSpacing(style::grid);
    layout->addWidget(m_baselines);
    layout->addLayout(m_chips);
    layout->addStretch();
    layout->addWidget(label);
    layout->addWidget(m_intervals);
    connect(m_baselines, &QCheckBox::clicked, this, [this](bool checked) {
        m_choice.baselines = checked;
        Q_EMIT choiceChanged();
    });
    connect(m_intervals, &QComboBox::activated, this, &CurveBar::intervalsChanged);
}

void CurveBar::setRuns(const BerRuns& runs)
{
    std::set<std::string> modulations;
    std::set<int> dmrsSymbols;
    for (const figure::RunData& run : runs.runs) {
        for (const figure::BerCurve& curve : run.berCurves) {
            modulations.insert(curve.modulation);
            dmrsSymbols.insert(curve.dmrsSymbols);
        }
    }
    if (modulations != m_modulations || dmrsSymbols != m_dmrsSymbols) {
        m_modulations = std::move(modulations);
        m_dmrsSymbols = std::move(dmrsSymbols);
        rebuild();
    }
}

void CurveBar::setChoice(const CurveChoice& choice)
{
    m_choice = choice;
    m_baselines->setChecked(choice.baselines);
    rebuild();
}

plots::Intervals CurveBar::intervals() const
{
    return static_cast<plots::Intervals>(m_intervals->currentData().toInt());
}

void CurveBar::setIntervals(plots::Intervals intervals)
{
    m_intervals->setCurrentIndex(m_intervals->findData(static_cast<int>(intervals)));
}

void CurveBar::rebuild()
{
    while (QLayoutItem* item = m_chips->takeAt(0)) {
        if (item->widget() != nullptr) {
            // A button may be the one whose click brought us here.
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    addChips();
}

QCheckBox* CurveBar::addChip(const QString& text, const QString& help, bool checked)
{
    auto* chip = new QCheckBox(this);
    chip->setText(text);
    chip->setToolTip(help);
    chip->setChecked(checked);
    m_chips->addWidget(chip);
    return chip;
}

void CurveBar::addChips()
{
    if (m_modulations.size() > 1) {
        for (const std::string& modulation : m_modulations) {
            const QString name = models::oneLine(modulation, 20);
            auto* chip = addChip(name, tr("Show the curves of this modulation"),
                                 !m_choice.hiddenModulations.contains(modulation));
            connect(chip, &QCheckBox::clicked, this, [this, modulation](bool shown) {
                hideOrShow(m_choice.hiddenModulations, modulation, shown);
                Q_EMIT choiceChanged();
            });
        }
    }
    if (m_dmrsSymbols.size() > 1) {
        m_chips->addSpacing(style::grid);
        for (const int symbols : m_dmrsSymbols) {
            auto* chip = addChip(tr("%n DM-RS", nullptr, symbols), tr("Show the curves with so many DM-RS symbols"),
                                 !m_choice.hiddenDmrsSymbols.contains(symbols));
            connect(chip, &QCheckBox::clicked, this, [this, symbols](bool shown) {
                hideOrShow(m_choice.hiddenDmrsSymbols, symbols, shown);
                Q_EMIT choiceChanged();
            });
        }
    }
}

} // namespace rxwatt::pages
