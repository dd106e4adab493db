// SPDX-License-Identifier: GPL-3.0-or-later
// What the page says beside its bars.
#include "ui/models/run_cells.h"
#include "ui/pages/empty_state.h"
#include "ui/pages/processors/processor_bar.h"
#include "ui/pages/processors/processor_words.h"
#include "ui/pages/processors/processors_page.h"
#include "ui/plots/bar_plot.h"

#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>

namespace rxwatt::pages
{

void ProcessorsPage::showState()
{
    if (!context().workspace.isOpen()) {
        m_empty->setTexts(tr("No project is open"),
                          tr("Open one on the start page, or make one from a template there, to see what its models "
                             "would take on the processors of the catalogue."));
        m_stack->setCurrentWidget(m_empty);
    } else if (!m_problem.isEmpty() && m_facts.processors.empty()) {
        m_empty->setTexts(tr("The project cannot be read"), m_problem);
        m_stack->setCurrentWidget(m_empty);
    } else {
        m_stack->setCurrentWidget(m_splitter);
    }
}

void ProcessorsPage::showWords()
{
    QStringList texts = {m_spanWords, notesText(m_facts)};
    if (!m_problem.isEmpty()) {
        texts << tr("Not up to date: %1").arg(models::oneLine(m_problem.toStdString(), 300));
    }
    texts.removeAll(QString());
    m_words->setText(texts.join(u' '));
    m_words->setVisible(!texts.isEmpty());
}

} // namespace rxwatt::pages
