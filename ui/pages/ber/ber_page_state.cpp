// SPDX-License-Identifier: GPL-3.0-or-later
// What the page says beside its curves.
#include "ui/models/run_cells.h"
#include "ui/pages/ber/ber_page.h"
#include "ui/pages/empty_state.h"

#include <algorithm>
#include <QLabel>
#include <QLocale>
#include <QSplitter>
#include <QStackedWidget>

namespace rxwatt::pages
{

void BerPage::showState()
{
    if (!context().workspace.isOpen()) {
        showEmpty(tr("No project is open"), tr("Open one on the start page, or make one from a template there."));
    } else if (!m_problem.isEmpty() && !m_runs.hasPoints()) {
        showEmpty(tr("The runs cannot be read"), m_problem);
    } else if (context().selection.runs().empty()) {
        showEmpty(tr("No runs are selected"),
                  tr("Select one or more runs in the table to see their BER against SINR."));
    } else if (!m_runs.hasPoints()) {
        const bool isOver = std::all_of(m_runs.states.begin(), m_runs.states.end(), run::isFinished);
        showEmpty(isOver ? tr("No points") : tr("No points yet"), waitingHint());
    } else {
        m_stack->setCurrentWidget(m_splitter);
    }
    const QString status = statusText();
    m_status->setText(status);
    m_status->setVisible(!status.isEmpty());
}

void BerPage::showEmpty(const QString& title, const QString& hint)
{
    const bool isOpen = context().workspace.isOpen();
    m_empty->setTexts(title, hint, isOpen ? tr("Show the runs") : QString());
    m_stack->setCurrentWidget(m_empty);
}

QString BerPage::waitingHint() const
{
    const auto has = [this](auto&& test) { return std::any_of(m_runs.states.begin(), m_runs.states.end(), test); };
    if (m_runs.runs.empty()) {
        return tr("The selected runs are not in the project any more.");
    }
    if (has([](run::RunState state) { return run::isActive(state); })) {
        return tr("The evaluation begins when the training is complete; its points appear here one by one.");
    }
    if (has([](run::RunState state) { return !run::isFinished(state); })) {
        return tr("The selected runs wait. Once the queue has worked on them, their points appear here one by one.");
    }
    if (!m_runs.failure.empty()) {
        return tr("The run failed before its evaluation: %1").arg(models::oneLine(m_runs.failure, 300));
    }
    return tr("The selected runs ended before their evaluation.");
}

QString BerPage::statusText() const
{
    QStringList texts;
    for (std::size_t i = 0; i < m_runs.runs.size(); ++i) {
        const auto found = context().workspace.progress().find(RunId{m_runs.runs[i].id});
        const bool isJudged = found != context().workspace.progress().end() &&
                              found->second.phase == run::Phase::evaluation && run::isActive(m_runs.states[i]);
        if (isJudged && texts.size() < 3) {
            const QLocale locale;
            texts.append(tr("Evaluating %1: %2 of %3 points so far.")
                             .arg(models::oneLine(m_runs.runs[i].name, 60),
                                  locale.toString(static_cast<qlonglong>(found->second.done)),
                                  locale.toString(static_cast<qlonglong>(found->second.total))));
        }
    }
    if (m_runs.leftOut > 0) {
        texts.append(tr("Only the first %n selected run(s) are drawn.", nullptr, static_cast<int>(mostBerRuns)));
    }
    if (!m_problem.isEmpty() && m_runs.hasPoints()) {
        texts.append(tr("Not up to date: %1").arg(models::oneLine(QString(m_problem).toStdString(), 300)));
    }
    return texts.join(u' ');
}

} // namespace rxwatt::pages
