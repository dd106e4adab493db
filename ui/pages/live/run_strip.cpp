// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/live/run_strip.h"

#include <QVBoxLayout>

namespace rxwatt::pages
{

RunStrip::RunStrip(bridge::RunEdits& edits, QWidget* parent)
    : QWidget(parent), m_edits(edits), m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
}

void RunStrip::setRuns(const std::vector<LiveRun>& runs, const std::map<RunId, run::ProgressEvent>& progress)
{
    while (m_rows.size() > runs.size()) {
        m_rows.back()->hide();
        m_rows.back()->deleteLater();
        m_rows.pop_back();
    }
    while (m_rows.size() < runs.size()) {
        addRow();
    }
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto found = progress.find(runs[i].summary.id);
        m_rows[i]->show(runs[i], found != progress.end() ? &found->second : nullptr);
    }
    setHiddenCurves(m_hidden);
}

void RunStrip::addRow()
{
    auto* row = new RunStripRow(static_cast<int>(m_rows.size()), m_edits, this);
    connect(row, &RunStripRow::clicked, this, [this, row] { Q_EMIT runClicked(row->run()); });
    connect(row, &RunStripRow::hideWanted, this, [this, row](bool hidden) {
        QSet<QString> labels = m_hidden;
        const QString label = QString::fromStdString(row->label());
        labels.remove(label);
        if (hidden) {
            labels.insert(label);
        }
        Q_EMIT hiddenWanted(labels);
    });
    connect(row, &RunStripRow::aloneWanted, this, [this, row] { toggleAlone(QString::fromStdString(row->label())); });
    m_layout->addWidget(row);
    m_rows.push_back(row);
}

void RunStrip::toggleAlone(const QString& label)
{
    QSet<QString> others;
    for (const RunStripRow* row : m_rows) {
        others.insert(QString::fromStdString(row->label()));
    }
    others.remove(label);
    // Alone already, all come back; the first of the two clicks has hidden the one itself.
    const bool wasAlone = !others.isEmpty() && m_hidden.contains(others);
    Q_EMIT hiddenWanted(wasAlone ? QSet<QString>() : others);
}

void RunStrip::setHiddenCurves(const QSet<QString>& labels)
{
    m_hidden = labels;
    for (RunStripRow* row : m_rows) {
        row->setCurvesHidden(labels.contains(QString::fromStdString(row->label())));
    }
}

void RunStrip::setChosen(const RunId& run)
{
    for (RunStripRow* row : m_rows) {
        row->setChosen(row->run() == run);
    }
}

} // namespace rxwatt::pages
