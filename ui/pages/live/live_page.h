// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/live_feed.h"
#include "ui/pages/live_runs.h"
#include "ui/pages/page_question.h"

class QSplitter;
class QStackedWidget;

namespace rxwatt::pages
{

class EmptyState;
class LiveBar;
class LivePlots;
class LogPane;
class RunStrip;

/// Runs while they train: the selected ones, or all at work where none is selected. How far each is, with buttons to
/// pause, resume and cancel it; their curves; the log of one of them.
class LivePage : public Page
{
    Q_OBJECT

public:
    explicit LivePage(const PageContext& context, QWidget* parent = nullptr);

    [[nodiscard]] QJsonObject session() const override;
    void restoreSession(const QJsonObject& session) override;
    [[nodiscard]] bool isSettled() const override;
    [[nodiscard]] QList<plots::PlotWidget*> plots() const override;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void build();
    [[nodiscard]] QWidget* buildTop();
    void connectParts();
    void addOwnActions();
    void take(Result<LiveRuns> runs);
    void showRuns();
    void showState();
    void choose(const RunId& run);

    bridge::LiveFeed m_feed;
    RunStrip* m_strip = nullptr;
    LiveBar* m_bar = nullptr;
    LivePlots* m_plots = nullptr;
    LogPane* m_log = nullptr;
    QSplitter* m_splitter = nullptr;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    LiveRuns m_runs;
    /// The one whose log is shown.
    RunId m_chosen;
    QString m_problem;
    PageQuestion<LiveRuns> m_question;
};

} // namespace rxwatt::pages
