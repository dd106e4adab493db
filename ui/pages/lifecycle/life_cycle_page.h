// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/plain_table.h"
#include "ui/pages/lifecycle/compared.h"
#include "ui/pages/page.h"
#include "ui/pages/page_question.h"

class QLabel;
class QSplitter;
class QStackedWidget;
class QTabWidget;

namespace rxwatt::plots
{
class CurvePlot;
}

namespace rxwatt::pages
{

class CopyableTable;
class EmptyState;
class LifeCycleBar;

/// What the selected runs take over a deployment: training against cumulated inference with their break-even, carbon
/// and cost; beside them the paper's example in both its readings.
class LifeCyclePage : public Page
{
    Q_OBJECT

public:
    explicit LifeCyclePage(const PageContext& context, QWidget* parent = nullptr);

    [[nodiscard]] QJsonObject session() const override;
    void restoreSession(const QJsonObject& session) override;
    [[nodiscard]] bool isSettled() const override;
    [[nodiscard]] QList<plots::PlotWidget*> plots() const override;

private:
    void build();
    [[nodiscard]] QWidget* buildTables();
    void connectParts();
    void addOwnActions();
    void take(Result<LifeCycleRuns> runs);
    void showAll();
    void showState();
    [[nodiscard]] QString statusText() const;

    LifeCycleBar* m_bar = nullptr;
    plots::CurvePlot* m_plot = nullptr;
    QLabel* m_status = nullptr;
    models::PlainTable m_comparison;
    CopyableTable* m_comparisonView = nullptr;
    models::PlainTable m_intensities;
    CopyableTable* m_intensitiesView = nullptr;
    QTabWidget* m_tabs = nullptr;
    QSplitter* m_splitter = nullptr;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    LifeCycleRuns m_runs;
    std::vector<Compared> m_compared;
    figure::Plot m_shown;
    QString m_problem;
    PageQuestion<LifeCycleRuns> m_question;
};

} // namespace rxwatt::pages
