// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/processors/processor_bar.h"

#include "ui/models/run_cells.h"
#include "ui/pages/energy_words.h"
#include "ui/pages/flow_layout.h"
#include "ui/pages/labelled_field.h"
#include "ui/style/metrics.h"

#include <algorithm>
#include <QCheckBox>
#include <QComboBox>
#include <QVBoxLayout>

namespace rxwatt::pages
{

namespace
{

using energy::Precision;
using figure::EnergyView;
using figure::Scale;

} // namespace

ProcessorBar::ProcessorBar(QWidget* parent)
    : QWidget(parent),
      m_view(new QComboBox(this)),
      m_model(new QComboBox(this)),
      m_set(new QComboBox(this)),
      m_precision(new QComboBox(this)),
      m_scale(new QComboBox(this)),
      m_measured(new QCheckBox(tr("&Measured"), this))
{
    fillChoices();
    build();
    connectParts();
    showChoice();
}

void ProcessorBar::fillChoices()
{
    m_view->addItem(tr("Metric (0)"), static_cast<int>(EnergyView::metric0));
    m_view->addItem(tr("Metric (1)"), static_cast<int>(EnergyView::metric1));
    m_view->addItem(tr("Metric (2)"), static_cast<int>(EnergyView::metric2));
    m_view->addItem(tr("Compute, memory, static"), static_cast<int>(EnergyView::parts));
    m_view->setItemData(0, tr("Estimate: operations · TDP / peak"), Qt::ToolTipRole);
    m_view->setItemData(1, tr("Estimate: κ · cores · clock³ · time at base clock"), Qt::ToolTipRole);
    m_view->setItemData(2, tr("Estimate: fitted on layers that were measured on the processor"), Qt::ToolTipRole);
    m_view->setItemData(3,
                        tr("Estimate from single operations, bytes and power at rest; apart on a linear scale, their "
                           "sum on a logarithmic one"),
                        Qt::ToolTipRole);
    m_set->addItem(tr("All processors"), static_cast<int>(ProcessorSet::all));
    m_set->addItem(tr("The paper's six"), static_cast<int>(ProcessorSet::paper));
    m_set->addItem(tr("CPUs"), static_cast<int>(ProcessorSet::cpus));
    m_set->addItem(tr("GPUs, NPUs, SoCs"), static_cast<int>(ProcessorSet::accelerators));
    m_set->addItem(tr("The project's own"), static_cast<int>(ProcessorSet::own));
    for (const Precision precision : energy::allPrecisions) {
        m_precision->addItem(textOf(nameOf(precision)), static_cast<int>(precision));
    }
    m_scale->addItem(tr("Logarithmic"), static_cast<int>(Scale::logarithmic));
    m_scale->addItem(tr("Linear"), static_cast<int>(Scale::linear));
}

void ProcessorBar::build()
{
    m_view->setAccessibleName(tr("What the bars show"));
    m_view->setToolTip(tr("What the bars show"));
    m_model->setAccessibleName(tr("Model"));
    m_model->setToolTip(tr("The selected run whose model is compared"));
    m_model->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_model->setMinimumContentsLength(12);
    m_set->setAccessibleName(tr("Processors with bars"));
    m_set->setToolTip(tr("Which processors have bars; the table has all of them"));
    m_precision->setAccessibleName(tr("Precision"));
    m_precision->setToolTip(tr("Numbers that the model computes in; fp16 stands for bf16 too"));
    m_scale->setAccessibleName(tr("Scale"));
    m_scale->setToolTip(tr("Of the axis of energies"));
    auto* inner = new QWidget(this);
    auto* flow = new FlowLayout(inner, style::grid);
    m_modelPair = labelledField(tr("o&f"), m_model, inner);
    for (QWidget* widget : {labelledField(tr("&Show"), m_view, inner), m_modelPair,
                            labelledField(tr("&on"), m_set, inner), labelledField(tr("&in"), m_precision, inner),
                            static_cast<QWidget*>(m_scale), static_cast<QWidget*>(m_measured)}) {
        flow->addWidget(widget);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(style::grid, style::halfGrid, style::grid, style::halfGrid);
    column->addWidget(inner);
    // As high as fields, so that texts stand on one line.
    m_measured->setMinimumHeight(m_view->sizeHint().height());
}

void ProcessorBar::connectParts()
{
    for (QComboBox* field : {m_view, m_model, m_set, m_precision, m_scale}) {
        connect(field, &QComboBox::activated, this, &ProcessorBar::take);
    }
    connect(m_measured, &QCheckBox::clicked, this, &ProcessorBar::take);
}

void ProcessorBar::setFacts(const ProcessorFacts& facts)
{
    constexpr int letters = 60;
    m_withInference.clear();
    QStringList names;
    QStringList ids;
    QStringList shown;
    for (const ProcessorModel& model : facts.models) {
        names << models::oneLine(model.model.name, letters);
        ids << QString::fromStdString(model.run.text);
        if (model.model.inference) {
            m_withInference.insert(model.run.text);
        }
    }
    for (int i = 0; i < m_model->count(); ++i) {
        shown << m_model->itemText(i) << m_model->itemData(i).toString();
    }
    QStringList wanted;
    for (qsizetype i = 0; i < names.size(); ++i) {
        wanted << names[i] << ids[i];
    }
    // While a run works the same comes again and again: an open list stays.
    if (shown != wanted) {
        m_model->clear();
        for (qsizetype i = 0; i < names.size(); ++i) {
            m_model->addItem(names[i], ids[i]);
        }
    }
    showChoice();
}

void ProcessorBar::setChoice(const ProcessorChoice& choice)
{
    m_choice = choice;
    showChoice();
}

void ProcessorBar::showChoice()
{
    m_view->setCurrentIndex(m_view->findData(static_cast<int>(m_choice.view)));
    m_set->setCurrentIndex(m_set->findData(static_cast<int>(m_choice.set)));
    m_precision->setCurrentIndex(m_precision->findData(static_cast<int>(m_choice.precision)));
    m_scale->setCurrentIndex(m_scale->findData(static_cast<int>(m_choice.scale)));
    m_model->setCurrentIndex(std::max(0, m_model->findData(QString::fromStdString(m_choice.run))));
    m_modelPair->setVisible(m_model->count() > 1);
    const bool hasInference = m_withInference.contains(m_model->currentData().toString().toStdString());
    m_measured->setChecked(m_choice.measured);
    m_measured->setEnabled(hasInference);
    m_measured->setToolTip(hasInference ? tr("What an inference took on the machine of the run, beside the estimates")
                                        : tr("The run has no energy of an inference of its own"));
}

void ProcessorBar::take()
{
    m_choice.view = static_cast<EnergyView>(m_view->currentData().toInt());
    m_choice.set = static_cast<ProcessorSet>(m_set->currentData().toInt());
    m_choice.precision = static_cast<Precision>(m_precision->currentData().toInt());
    m_choice.scale = static_cast<Scale>(m_scale->currentData().toInt());
    if (m_model->count() > 0) {
        m_choice.run = m_model->currentData().toString().toStdString();
    }
    m_choice.measured = m_measured->isChecked();
    showChoice();
    Q_EMIT choiceChanged();
}

} // namespace rxwatt::pages
