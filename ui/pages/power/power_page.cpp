// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/power/power_page.h"

#include "ui/pages/empty_state.h"
#include "ui/pages/power/power_bar.h"
#include "ui/pages/power/power_plots.h"
#include "ui/pages/power/power_table.h"
#include "ui/plots/plot_widget.h"

#include <algorithm>
#include <chrono>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace rxwatt::pages
{

namespace
{

/// Between two answers that only follow a run at work: what is asked for here changes with checkpoints.
constexpr std::chrono::milliseconds rest{1000};

Result<PowerRuns> readPowerRuns(const project::OpenProject& project, const std::vector<RunId>& selected,
                                std::vector<RunId>& watched)
{
    PowerRuns runs;
    std::vector<RunId> nobody;
    RXWATT_ASSIGN(const LiveRuns atWork, readLiveRuns(project, {}, nobody));
    runs.anyAtWork = !atWork.runs.empty();
    RXWATT_ASSIGN(runs.live, readLiveRuns(project, selected, watched));
    for (const LiveRun& run : runs.live.runs) {
        runs.folders.push_back(project.folder.runFolder(run.summary.id).powerFolder());
        RXWATT_ASSIGN(const store::RunDetails details, project.reader.read(run.summary.id));
        if (details.energy) {
            runs.records.emplace(run.summary.id.text, *details.energy);
        }
    }
    return runs;
}

} // namespace

PowerPage::PowerPage(const PageContext& context, QWidget* parent)
    : Page(context, parent),
      m_question(
          context, *this,
          // The workspace's thread alone uses what is kept.
          [watched = std::make_shared<std::vector<RunId>>()](const project::OpenProject& project,
                                                             const std::vector<RunId>& selected) {
              return readPowerRuns(project, selected, *watched);
          },
          [this](Result<PowerRuns> runs) { take(std::move(runs)); }, rest)
{
    build();
    connectParts();
    showState();
}

void PowerPage::build()
{
    m_bar = new PowerBar(this);
    m_table = new PowerTable(this);
    m_plots = new PowerPlots(this);
    m_content = new QWidget(this);
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_table);
    column->addWidget(m_plots, 1);
    m_empty = new EmptyState(QStringLiteral("zap"), this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_content);
    m_stack->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
}

void PowerPage::connectParts()
{
    connect(&m_feed, &bridge::PowerFeed::came, this, [this](const bridge::PowerView& view) {
        if (!showsMachine()) {
            m_shown = view.runs;
            m_hasCome = true;
            showPower();
        }
    });
    connect(&m_machine, &bridge::MachinePower::came, this, [this](const bridge::RunPower& power) {
        if (!showsMachine()) {
            return;
        }
        bridge::RunPower own = power;
        own.label = tr("This machine").toStdString();
        if (!m_bar->eachSensor() && own.curves.size() > 1) {
            own.curves.resize(1);
        }
        m_shown.assign(1, std::move(own));
        m_hasCome = m_hasCome || power.samples > 0 || !power.problem.empty();
        showPower();
    });
    connect(m_bar, &PowerBar::sensorsChanged, this, &PowerPage::askWindow);
    connect(m_bar, &PowerBar::machineChanged, this, &PowerPage::follow);
    connect(m_bar, &PowerBar::linesChanged, this, &PowerPage::showPower);
    connect(m_bar, &PowerBar::rangeChanged, this, [this] {
        showPower();
        askWindow();
    });
    connect(m_plots, &PowerPlots::moved, this, [this] {
        m_bar->setOwnRange();
        askWindow();
    });
    connect(m_empty, &EmptyState::actionTriggered, this,
            [this] { Q_EMIT context().navigator.pageWanted(QStringLiteral("runs")); });
}

void PowerPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    m_feed.setActive(true);
    m_machine.setActive(showsMachine());
}

void PowerPage::hideEvent(QHideEvent* event)
{
    Page::hideEvent(event);
    m_feed.setActive(false);
    m_machine.setActive(false);
}

void PowerPage::take(Result<PowerRuns> runs)
{
    m_isKnown = true;
    m_problem = runs ? QString() : QString::fromStdString(runs.error().message);
    if (runs) {
        m_runs = std::move(*runs);
    }
    follow();
}

bool PowerPage::showsMachine() const
{
    // Not before it is known whether a worker reads the sensors.
    return m_isKnown && m_problem.isEmpty() && !m_runs.anyAtWork && (m_runs.live.runs.empty() || m_bar->wantsMachine());
}

void PowerPage::follow()
{
    std::vector<bridge::PowerFeed::Run> runs;
    for (std::size_t i = 0; i < m_runs.live.runs.size() && !showsMachine(); ++i) {
        const LiveRun& run = m_runs.live.runs[i];
        runs.push_back({run.summary.id, run.label, m_runs.folders[i]});
    }
    const bool isOther = showsMachine() != m_machine.isActive();
    m_machine.setActive(showsMachine() && isVisible());
    m_feed.follow(std::move(runs));
    if (isOther) {
        m_shown.clear();
        m_hasCome = false;
    }
    showPower();
}

void PowerPage::askWindow()
{
    m_feed.setWindow(m_plots->window(m_bar->eachSensor()));
}

void PowerPage::showPower()
{
    m_table->show(m_shown, m_runs.records);
    m_plots->show(m_shown, {m_bar->showsPhases(), m_bar->showsLines(), m_bar->newestSeconds()});
    showState();
}

void PowerPage::showState()
{
    const bool isThere =
        std::any_of(m_shown.begin(), m_shown.end(), [](const bridge::RunPower& run) { return run.samples > 0; });
    m_stack->setCurrentWidget(isThere || (showsMachine() && !m_hasCome) ? m_content : static_cast<QWidget*>(m_empty));
    QStringList parts;
    for (const bridge::RunPower& run : m_shown) {
        if (!run.problem.empty()) {
            parts << QStringLiteral("%1: %2").arg(QString::fromStdString(run.label),
                                                  QString::fromStdString(run.problem));
        }
    }
    if (m_runs.live.leftOut > 0 && !showsMachine()) {
        parts << tr("Runs that are not shown: %1").arg(m_runs.live.leftOut);
    }
    if (m_bar->wantsMachine() && m_runs.anyAtWork) {
        parts << tr("A run is at work: its worker alone reads the sensors");
    }
    m_bar->setStatus(parts.join(QStringLiteral(" · ")));
    if (!m_problem.isEmpty()) {
        m_empty->setTexts(tr("The runs cannot be read"), m_problem);
    } else if (showsMachine()) {
        m_empty->setTexts(tr("This machine's power cannot be read"),
                          m_shown.empty() ? QString() : QString::fromStdString(m_shown.front().problem));
    } else {
        m_empty->setTexts(tr("No power trace"),
                          tr("The selected runs have not been at work on a machine whose power can be read. The page "
                             "Start says which sensors this one has."),
                          tr("Show the runs"));
    }
}

QJsonObject PowerPage::session() const
{
    return {{QStringLiteral("bar"), m_bar->session()}, {QStringLiteral("plots"), m_plots->view()}};
}

void PowerPage::restoreSession(const QJsonObject& session)
{
    m_bar->restoreSession(session.value(QStringLiteral("bar")).toObject());
    m_plots->setView(session.value(QStringLiteral("plots")).toObject());
    follow();
}

bool PowerPage::isSettled() const
{
    return m_question.isSettled() && (m_hasCome || (!showsMachine() && m_runs.live.runs.empty())) && m_feed.isSettled();
}

QList<plots::PlotWidget*> PowerPage::plots() const
{
    return m_plots->plots();
}

} // namespace rxwatt::pages
