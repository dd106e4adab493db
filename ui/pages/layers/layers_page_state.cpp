// SPDX-License-Identifier: GPL-3.0-or-later
// What the page says beside its bars.
#include "ui/models/run_cells.h"
#include "ui/pages/empty_state.h"
#include "ui/pages/layers/layer_bar.h"
#include "ui/pages/layers/layer_words.h"
#include "ui/pages/layers/layers_page.h"
#include "ui/plots/bar_plot.h"

#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>

namespace rxwatt::pages
{

void LayersPage::showState()
{
    if (!context().workspace.isOpen()) {
        showEmpty(tr("No project is open"), tr("Open one on the start page, or make one from a template there."));
    } else if (!m_problem.isEmpty() && m_models.models.empty()) {
        showEmpty(tr("The runs cannot be read"), m_problem);
    } else if (context().selection.runs().empty()) {
        showEmpty(tr("No runs are selected"),
                  tr("Select a run in the table to see what each layer of its model costs, or two to compare them."));
    } else if (m_models.models.empty()) {
        showEmpty(tr("No model to show"), m_models.without.empty()
                                              ? tr("The selected runs are not in the project any more.")
                                              : tr("The selected runs have no model of their own. Select one that "
                                                   "trained or measured a model."));
    } else {
        m_stack->setCurrentWidget(m_splitter);
    }
}

void LayersPage::showEmpty(const QString& title, const QString& hint)
{
    m_empty->setTexts(title, hint, context().workspace.isOpen() ? tr("Show the runs") : QString());
    m_stack->setCurrentWidget(m_empty);
}

void LayersPage::showWords(const energy::Processor& processor)
{
    const LayerChoice& choice = m_bar->choice();
    QStringList texts = {totalsText(m_models, processor, choice)};
    // Where nothing is drawn, the plot itself says why.
    if (!m_plot->isEmpty()) {
        texts << unknownText(processor, choice);
    }
    texts << notesText(m_models, choice);
    if (!m_problem.isEmpty()) {
        texts << tr("Not up to date: %1").arg(models::oneLine(m_problem.toStdString(), 300));
    }
    texts.removeAll(QString());
    m_words->setText(texts.join(u' '));
    m_words->setVisible(!texts.isEmpty());
}

} // namespace rxwatt::pages
