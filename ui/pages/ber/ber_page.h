// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/ber_table.h"
#include "ui/pages/ber/ber_runs.h"
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
class CurveBar;
class EmptyState;
class GainPanel;

/// BER against SINR of the selected runs: their receivers and the classical ones, with intervals by slot; below it what
/// each gains over a reference at a BER that the person drags, and the points as a table.
class BerPage : public Page
{
    Q_OBJECT

public:
    explicit BerPage(const PageContext& context, QWidget* parent = nullptr);

    [[nodiscard]] QJsonObject session() const override;
    void restoreSession(const QJsonObject& session) override;
    [[nodiscard]] bool isSettled() const override;
    [[nodiscard]] QList<plots::PlotWidget*> plots() const override;

private:
    void build();
    void connectParts();
    void addOwnActions();
    void take(Result<BerRuns> runs);
    void showCurves();
    void showState();
    void showEmpty(const QString& title, const QString& hint);
    [[nodiscard]] QString waitingHint() const;
    [[nodiscard]] QString statusText() const;
    void setLevel(double ber);

    CurveBar* m_bar = nullptr;
    plots::CurvePlot* m_plot = nullptr;
    QLabel* m_status = nullptr;
    GainPanel* m_gains = nullptr;
    models::BerTable m_points;
    CopyableTable* m_pointsView = nullptr;
    QTabWidget* m_tabs = nullptr;
    QSplitter* m_splitter = nullptr;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    BerRuns m_runs;
    figure::Plot m_shown;
    QString m_problem;
    PageQuestion<BerRuns> m_question;
};

} // namespace rxwatt::pages
