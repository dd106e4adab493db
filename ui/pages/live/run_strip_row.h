// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/run_edits.h"
#include "ui/pages/live_runs.h"

#include <QToolButton>
#include <QWidget>

class QLabel;
class QProgressBar;

namespace rxwatt::pages
{

class ElidedLabel;
class StateMark;

/// How the curves of a run look; a click hides or shows them, a double click shows them alone, as in a plot's legend.
class CurveButton : public QToolButton
{
    Q_OBJECT

public:
    /// `place`: of the curves in the plots.
    CurveButton(int place, QWidget* parent);

Q_SIGNALS:
    void aloneWanted();

protected:
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    int m_place = 0;
};

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
    /// Whether its curves are hidden.
    void setCurvesHidden(bool hidden);

    [[nodiscard]] const RunId& run() const { return m_run.summary.id; }

    [[nodiscard]] const std::string& label() const { return m_run.label; }

Q_SIGNALS:
    void clicked();
    void hideWanted(bool hidden);
    void aloneWanted();

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
    CurveButton* m_sample = nullptr;
    ElidedLabel* m_name = nullptr;
    StateMark* m_state = nullptr;
    QProgressBar* m_bar = nullptr;
    ElidedLabel* m_text = nullptr;
    QToolButton* m_pause = nullptr;
    QToolButton* m_resume = nullptr;
    QToolButton* m_cancel = nullptr;
    QLabel* m_failure = nullptr;
    bool m_isChosen = false;
};

} // namespace rxwatt::pages
