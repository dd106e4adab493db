// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/layers/layer_bar.h"

#include "ui/models/plain_tip.h"
#include "ui/models/run_cells.h"
#include "ui/pages/energy_words.h"
#include "ui/pages/flow_layout.h"
#include "ui/pages/labelled_field.h"
#include "ui/style/metrics.h"

#include <algorithm>
#include <QCheckBox>
#include <QComboBox>
#include <QLocale>
#include <QVBoxLayout>

namespace rxwatt::pages
{

namespace
{

using energy::Precision;
using figure::EnergyGrain;
using figure::EnergyView;

const energy::Processor* processorOf(const std::vector<energy::Processor>& processors, const std::string& id)
{
    const auto found = std::find_if(processors.begin(), processors.end(),
                                    [&](const energy::Processor& processor) { return processor.id == id; });
    return found == processors.end() ? nullptr : &*found;
}

bool sameProcessors(const std::vector<energy::Processor>& a, const std::vector<energy::Processor>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

} // namespace

LayerBar::LayerBar(QWidget* parent)
    : QWidget(parent),
      m_view(new QComboBox(this)),
      m_grain(new QComboBox(this)),
      m_processor(new QComboBox(this)),
      m_precision(new QComboBox(this)),
      m_measured(new QCheckBox(tr("&Measured"), this)),
      m_fused(new QCheckBox(tr("Fuse&d"), this)),
      m_cache(new QCheckBox(tr("On-chip &cache"), this))
{
    fillChoices();
    build();
    connectParts();
    showChoice();
}

void LayerBar::fillChoices()
{
    m_view->addItem(tr("Compute, memory, static"), static_cast<int>(EnergyView::parts));
    m_view->addItem(tr("Metric (0)"), static_cast<int>(EnergyView::metric0));
    m_view->addItem(tr("Metric (1)"), static_cast<int>(EnergyView::metric1));
    m_view->addItem(tr("Metric (2)"), static_cast<int>(EnergyView::metric2));
    m_view->addItem(tr("Measured alone"), static_cast<int>(EnergyView::measured));
    m_view->setItemData(0, tr("Estimate from single operations, bytes and power at rest"), Qt::ToolTipRole);
    m_view->setItemData(1, tr("Estimate: operations · TDP / peak"), Qt::ToolTipRole);
    m_view->setItemData(2, tr("Estimate: κ · cores · clock³ · time at base clock"), Qt::ToolTipRole);
    m_view->setItemData(3, tr("Estimate: fitted on layers that were measured on the processor"), Qt::ToolTipRole);
    m_view->setItemData(4, tr("The measured energy of an inference, shared out by the layers' times"), Qt::ToolTipRole);
    m_grain->addItem(tr("Block"), static_cast<int>(EnergyGrain::block));
    m_grain->addItem(tr("Layer"), static_cast<int>(EnergyGrain::layer));
    for (const Precision precision : energy::allPrecisions) {
        m_precision->addItem(textOf(nameOf(precision)), static_cast<int>(precision));
    }
}

void LayerBar::build()
{
    m_view->setToolTip(tr("What the bars show"));
    m_view->setAccessibleName(tr("What the bars show"));
    m_grain->setToolTip(tr("A bar for each block or for each layer"));
    m_grain->setAccessibleName(tr("A bar for each"));
    m_processor->setAccessibleName(tr("Processor"));
    m_processor->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_processor->setMinimumContentsLength(26);
    m_precision->setToolTip(tr("Numbers that the model computes in; fp16 stands for bf16 too"));
    m_precision->setAccessibleName(tr("Precision"));
    m_fused->setToolTip(tr("Norms, activations and additions are computed with the convolution before them and move no "
                           "data of their own"));
    auto* inner = new QWidget(this);
    auto* flow = new FlowLayout(inner, style::grid);
    for (QWidget* widget :
         {labelledField(tr("&Show"), m_view, inner), labelledField(tr("&by"), m_grain, inner),
          labelledField(tr("&on"), m_processor, inner), labelledField(tr("&in"), m_precision, inner),
          static_cast<QWidget*>(m_measured), static_cast<QWidget*>(m_fused), static_cast<QWidget*>(m_cache)}) {
        flow->addWidget(widget);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(style::grid, style::halfGrid, style::grid, style::halfGrid);
    column->addWidget(inner);
    // Boxes are as high as fields, so that their texts stand on one line.
    for (QCheckBox* box : {m_measured, m_fused, m_cache}) {
        box->setMinimumHeight(m_view->sizeHint().height());
    }
}

void LayerBar::connectParts()
{
    for (QComboBox* field : {m_view, m_grain, m_processor, m_precision}) {
        connect(field, &QComboBox::activated, this, &LayerBar::take);
    }
    for (QCheckBox* box : {m_measured, m_fused, m_cache}) {
        connect(box, &QCheckBox::clicked, this, &LayerBar::take);
    }
}

void LayerBar::setModels(const LayerModels& models)
{
    m_hasMeasured = models.hasMeasured();
    if (!sameProcessors(models.processors, m_processors)) {
        fillProcessors(models.processors);
    }
    showChoice();
}

void LayerBar::fillProcessors(const std::vector<energy::Processor>& processors)
{
    m_processors = processors;
    m_processor->clear();
    for (const energy::Processor& processor : processors) {
        const QString mark = processor.unverified.empty() ? QString() : QStringLiteral(" *");
        m_processor->addItem(models::oneLine(processor.name, 60) + mark, QString::fromStdString(processor.id));
        const QString tip = processor.unverified.empty() ? QString::fromStdString(processor.source)
                                                         : tr("* Some of its numbers are unverified: see Sources");
        m_processor->setItemData(m_processor->count() - 1, models::plainTip(tip), Qt::ToolTipRole);
    }
}

void LayerBar::setChoice(const LayerChoice& choice)
{
    m_choice = choice;
    showChoice();
}

void LayerBar::showChoice()
{
    m_view->setCurrentIndex(m_view->findData(static_cast<int>(m_choice.view)));
    m_grain->setCurrentIndex(m_grain->findData(static_cast<int>(m_choice.grain)));
    m_processor->setCurrentIndex(m_processor->findData(QString::fromStdString(m_choice.processor)));
    m_precision->setCurrentIndex(m_precision->findData(static_cast<int>(m_choice.precision)));
    m_measured->setChecked(m_choice.measured);
    m_fused->setChecked(m_choice.fused);
    m_cache->setChecked(m_choice.lastLevelCache);
    const bool isMeasuredAlone = m_choice.view == EnergyView::measured;
    const bool hasParts = m_choice.view == EnergyView::parts;
    m_measured->setEnabled(m_hasMeasured && !isMeasuredAlone);
    m_measured->setToolTip(m_hasMeasured ? tr("What was measured of each layer, beside the estimate")
                                         : tr("No selected run has layer measurements"));
    m_processor->setEnabled(!isMeasuredAlone && m_processor->count() > 0);
    m_precision->setEnabled(!isMeasuredAlone);
    m_fused->setEnabled(hasParts);
    const energy::Processor* processor = processorOf(m_processors, m_choice.processor);
    const bool knowsCache = processor != nullptr && processor->onChipBytes;
    m_cache->setEnabled(hasParts && knowsCache);
    m_cache->setToolTip(knowsCache ? tr("Tensors of up to %1 stay on the chip and cost no access to memory")
                                         .arg(QLocale().formattedDataSize(static_cast<qint64>(*processor->onChipBytes)))
                                   : tr("The catalogue has no size of this processor's last-level cache"));
    m_processor->setToolTip(processor == nullptr ? tr("The processor that the energy is estimated on")
                                                 : models::plainTip(QString::fromStdString(processor->name)));
}

void LayerBar::take()
{
    m_choice.view = static_cast<EnergyView>(m_view->currentData().toInt());
    m_choice.grain = static_cast<EnergyGrain>(m_grain->currentData().toInt());
    if (m_processor->currentIndex() >= 0) {
        m_choice.processor = m_processor->currentData().toString().toStdString();
    }
    m_choice.precision = static_cast<Precision>(m_precision->currentData().toInt());
    m_choice.measured = m_measured->isChecked();
    m_choice.fused = m_fused->isChecked();
    m_choice.lastLevelCache = m_cache->isChecked();
    showChoice();
    Q_EMIT choiceChanged();
}

} // namespace rxwatt::pages
