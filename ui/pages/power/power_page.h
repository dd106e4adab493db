// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/energy_record.h"
#include "ui/bridge/machine_power.h"
#include "ui/bridge/power_feed.h"
#include "ui/pages/live_runs.h"
#include "ui/pages/page_question.h"

#include <map>

class QStackedWidget;

namespace rxwatt::pages
{

class EmptyState;
class PowerBar;
class PowerPlots;
class PowerTable;

/// Runs whose power is shown, and what they have told of their energy.
struct PowerRuns {
    LiveRuns live;
    std::map<std::string, run::EnergyRecord> records;
    /// Where their traces are, in their order.
    std::vector<std::filesystem::path> folders;
    bool anyAtWork = false;
};

/// Power and energy of the selected runs, or of those at work; of this machine where there are none, or the person
/// wants it and no worker reads its sensors.
class PowerPage : public Page
{
    Q_OBJECT

public:
    explicit PowerPage(const PageContext& context, QWidget* parent = nullptr);

    [[nodiscard]] QJsonObject session() const override;
    void restoreSession(const QJsonObject& session) override;
    [[nodiscard]] bool isSettled() const override;
    [[nodiscard]] QList<plots::PlotWidget*> plots() const override;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void build();
    void connectParts();
    void take(Result<PowerRuns> runs);
    [[nodiscard]] bool showsMachine() const;
    /// Follows what is to be shown.
    void follow();
    void askWindow();
    void showPower();
    void showState();

    bridge::PowerFeed m_feed;
    bridge::MachinePower m_machine;
    PowerBar* m_bar = nullptr;
    PowerTable* m_table = nullptr;
    PowerPlots* m_plots = nullptr;
    QWidget* m_content = nullptr;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    PowerRuns m_runs;
    std::vector<bridge::RunPower> m_shown;
    QString m_problem;
    bool m_isKnown = false;
    bool m_hasCome = false;
    PageQuestion<PowerRuns> m_question;
};

} // namespace rxwatt::pages
