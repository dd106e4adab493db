// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/run_edits.h"
#include "ui/pages/live/live_runs.h"

#include <map>
#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;
class QVBoxLayout;

namespace rxwatt::pages
{

class ElidedLabel;

/// One run at work: the look of its curves, name, state, phase, how far it is, and what can be done to it. Where it
/// failed, why and the last lines of its log.
class RunStripRow : public QWidget
{
    Q_OBJECT

public:
    /// `place`: of its curves in the plots.
    RunStripRow(int place, bridge::RunEdits& edits, QWidget* parent);

    void show(const LiveRun& run, const run::ProgressEvent* progress);
    void setChosen(bool chosen);

    [[nodiscard]] const RunId& run() const { return m_run.summary.id; }

    [[nodiscard]] const std::string& label() const { return m_run.label; }

Q_SIGNALS:
    void clicked();

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    QToolButton* addButton(const char* icon, const QString& name, const QString& help);
    void showState();
    void showProgress(const run::ProgressEvent* progress);

    int m_place = 0;
    LiveRun m_run;
    QLabel* m_sample = nullptr;
    ElidedLabel* m_name = nullptr;
    QLabel* m_stateIcon = nullptr;
    QLabel* m_state = nullptr;
    QProgressBar* m_bar = nullptr;
    ElidedLabel* m_text = nullptr;
    QToolButton* m_pause = nullptr;
    QToolButton* m_resume = nullptr;
    QToolButton* m_cancel = nullptr;
    QLabel* m_failure = nullptr;
    bool m_isChosen = false;
};

/// The runs that are watched, one over the other.
class RunStrip : public QWidget
{
    Q_OBJECT

public:
    explicit RunStrip(bridge::RunEdits& edits, QWidget* parent = nullptr);

    void setRuns(const std::vector<LiveRun>& runs, const std::map<RunId, run::ProgressEvent>& progress);
    void setChosen(const RunId& run);

Q_SIGNALS:
    void runClicked(const rxwatt::base::RunId& run);

private:
    bridge::RunEdits& m_edits;
    std::vector<RunStripRow*> m_rows;
    QVBoxLayout* m_layout = nullptr;
};

} // namespace rxwatt::pages
