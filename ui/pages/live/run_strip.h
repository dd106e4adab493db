// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/live/run_strip_row.h"

#include <map>
#include <QSet>

class QVBoxLayout;

namespace rxwatt::pages
{

/// The runs that are watched, one over the other.
class RunStrip : public QWidget
{
    Q_OBJECT

public:
    explicit RunStrip(bridge::RunEdits& edits, QWidget* parent = nullptr);

    void setRuns(const std::vector<LiveRun>& runs, const std::map<RunId, run::ProgressEvent>& progress);
    void setChosen(const RunId& run);
    /// Labels of the runs whose curves are hidden.
    void setHiddenCurves(const QSet<QString>& labels);

Q_SIGNALS:
    void runClicked(const rxwatt::base::RunId& run);
    /// The person wants these curves, and no others, hidden.
    void hiddenWanted(const QSet<QString>& labels);

private:
    void addRow();
    void toggleAlone(const QString& label);

    bridge::RunEdits& m_edits;
    std::vector<RunStripRow*> m_rows;
    QSet<QString> m_hidden;
    QVBoxLayout* m_layout = nullptr;
};

} // namespace rxwatt::pages
