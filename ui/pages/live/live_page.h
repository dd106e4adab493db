// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/live_feed.h"
#include "ui/pages/live/live_runs.h"
#include "ui/pages/page.h"

class QLabel;
class QSlider;
class QSplitter;
class QStackedWidget;

namespace rxwatt::pages
{

class EmptyState;
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
    /// Something may be new: asked for at once where the page is seen, else when it is.
    void outdate();
    void ask();
    void take(Result<LiveRuns> runs);
    void showRuns();
    void showState();
    void choose(const RunId& run);
    void setSmoothing(int place);

    bridge::LiveFeed m_feed;
    RunStrip* m_strip = nullptr;
    QLabel* m_status = nullptr;
    QSlider* m_smoothing = nullptr;
    QLabel* m_smoothingText = nullptr;
    LivePlots* m_plots = nullptr;
    LogPane* m_log = nullptr;
    QSplitter* m_splitter = nullptr;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    LiveRuns m_runs;
    /// The one whose log is shown.
    RunId m_chosen;
    QString m_problem;
    bool m_isOutdated = true;
    bool m_isAsking = false;
};

} // namespace rxwatt::pages
