// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/live/live_page.h"

#include "ui/models/run_cells.h"
#include "ui/pages/empty_state.h"
#include "ui/pages/live/live_bar.h"
#include "ui/pages/live/live_plots.h"
#include "ui/pages/live/run_strip.h"
#include "ui/pages/log_pane.h"
#include "ui/plots/plot_widget.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <algorithm>
#include <QAction>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace rxwatt::pages
{

LivePage::LivePage(const PageContext& context, QWidget* parent)
    : Page(context, parent),
      m_feed(context.workspace),
      m_question(
          context, *this,
          // The workspace's thread alone uses what is kept.
          [watched = std::make_shared<std::vector<RunId>>()](const project::OpenProject& project,
                                                             const std::vector<RunId>& selected) {
              return readLiveRuns(project, selected, *watched);
          },
          [this](Result<LiveRuns> runs) { take(std::move(runs)); })
{
    build();
    connectParts();
    addOwnActions();
    m_plots->setSmoothing(m_bar->smoothing());
    m_log->showRun(RunId(), {});
    showState();
}

void LivePage::build()
{
    m_log = new LogPane(context().workspace, this);
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->addWidget(buildTop());
    m_splitter->addWidget(m_log);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setSizes({70 * style::grid, 16 * style::grid});
    m_empty = new EmptyState(QStringLiteral("activity"), this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
}

QWidget* LivePage::buildTop()
{
    m_strip = new RunStrip(context().edits, this);
    m_bar = new LiveBar(this);
    m_plots = new LivePlots(m_feed, this);
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_strip);
    column->addWidget(m_bar);
    column->addWidget(m_plots, 1);
    auto* area = new QScrollArea(this);
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return area;
}

void LivePage::connectParts()
{
    connect(&context().workspace, &bridge::Workspace::progressChanged, this, [this] {
        if (isVisible()) {
            m_strip->setRuns(m_runs.runs, context().workspace.progress());
        }
    });
    connect(m_bar, &LiveBar::smoothingChanged, m_plots, &LivePlots::setSmoothing);
    connect(m_bar, &LiveBar::axisChanged, m_plots, &LivePlots::setAxis);
    connect(m_strip, &RunStrip::runClicked, this, &LivePage::choose);
    connect(m_strip, &RunStrip::hiddenWanted, this, [this](const QSet<QString>& labels) {
        m_plots->setHiddenCurves(labels);
        m_strip->setHiddenCurves(m_plots->hiddenCurves());
    });
    connect(m_plots, &LivePlots::hiddenChanged, this, [this] { m_strip->setHiddenCurves(m_plots->hiddenCurves()); });
    connect(m_plots, &LivePlots::runClicked, this, [this](const QString& label) {
        const auto found = std::find_if(m_runs.runs.begin(), m_runs.runs.end(),
                                        [&](const LiveRun& run) { return run.label == label.toStdString(); });
        if (found != m_runs.runs.end()) {
            choose(found->summary.id);
        } else {
            m_plots->setHighlighted({});
        }
    });
    connect(m_empty, &EmptyState::actionTriggered, this,
            [this] { Q_EMIT context().navigator.pageWanted(QStringLiteral("runs")); });
}

void LivePage::addOwnActions()
{
    const auto add = [this](const char* icon, const QString& text, const QKeySequence& keys, auto work) {
        auto* action = new QAction(style::icon(QString::fromLatin1(icon)), text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, work);
        addAction(action);
    };
    add("search", tr("Find in the log"), QKeySequence::Find, [this] { m_log->startSearch(); });
    add("copy", tr("Copy the log"), {}, [this] {
        m_log->copy();
        Q_EMIT context().navigator.messageWanted(Navigator::Level::note, tr("The log is on the clipboard"));
    });
}

void LivePage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    m_feed.setActive(true);
    m_log->setActive(true);
}

void LivePage::hideEvent(QHideEvent* event)
{
    Page::hideEvent(event);
    m_feed.setActive(false);
    m_log->setActive(false);
}

void LivePage::take(Result<LiveRuns> runs)
{
    m_problem = runs ? QString() : QString::fromStdString(runs.error().message);
    if (runs) {
        m_runs = std::move(*runs);
        showRuns();
    }
    showState();
}

void LivePage::showRuns()
{
    m_strip->setRuns(m_runs.runs, context().workspace.progress());
    m_plots->setRuns(m_runs.runs);
    const auto isThere = [this](const RunId& id) {
        return std::any_of(m_runs.runs.begin(), m_runs.runs.end(),
                           [&](const LiveRun& run) { return run.summary.id == id; });
    };
    if (!isThere(m_chosen)) {
        m_plots->setHighlighted({});
        m_chosen = m_runs.runs.empty() ? RunId() : m_runs.runs.back().summary.id;
    }
    for (const LiveRun& run : m_runs.runs) {
        if (run.summary.id == m_chosen) {
            m_log->showRun(m_chosen, models::oneLine(run.label, 100));
        }
    }
    if (m_runs.runs.empty()) {
        m_log->showRun(RunId(), {});
    }
    m_strip->setChosen(m_chosen);
}

void LivePage::showState()
{
    const bool hasRuns = !m_runs.runs.empty();
    m_stack->setCurrentIndex(hasRuns ? 0 : 1);
    QStringList parts;
    if (!m_problem.isEmpty()) {
        parts.append(m_problem);
    }
    if (m_runs.leftOut > 0) {
        parts.append(tr("Runs that are not shown: %1").arg(m_runs.leftOut));
    }
    m_bar->setStatus(parts.join(QStringLiteral(" · ")));
    if (!hasRuns) {
        if (!context().workspace.isOpen()) {
            m_empty->setTexts(tr("No project is open"), tr("Open or make one to watch its runs."));
        } else if (!m_problem.isEmpty()) {
            m_empty->setTexts(tr("The runs cannot be read"), m_problem);
        } else {
            m_empty->setTexts(tr("Nothing is at work"),
                              tr("Start the queue to watch runs train, or select runs to see how they went."),
                              tr("Show the runs"));
        }
    }
}

void LivePage::choose(const RunId& run)
{
    m_chosen = run;
    showRuns();
    for (const LiveRun& one : m_runs.runs) {
        if (one.summary.id == run && m_runs.runs.size() > 1) {
            m_plots->setHighlighted(one.label);
        }
    }
}

QJsonObject LivePage::session() const
{
    return {{QStringLiteral("bar"), m_bar->session()},
            {QStringLiteral("splitter"), QString::fromLatin1(m_splitter->saveState().toBase64())},
            {QStringLiteral("plots"), m_plots->view()}};
}

void LivePage::restoreSession(const QJsonObject& session)
{
    m_bar->restoreSession(session.value(QStringLiteral("bar")).toObject());
    m_splitter->restoreState(QByteArray::fromBase64(session.value(QStringLiteral("splitter")).toString().toLatin1()));
    m_plots->setView(session.value(QStringLiteral("plots")).toObject());
}

bool LivePage::isSettled() const
{
    return m_question.isSettled() && m_plots->isSettled();
}

QList<plots::PlotWidget*> LivePage::plots() const
{
    return m_plots->plots();
}

} // namespace rxwatt::pages
