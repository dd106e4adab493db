// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/lifecycle/life_cycle_page.h"

#include "core/energy/catalogue.h"
#include "ui/models/run_cells.h"
#include "ui/pages/copyable_table.h"
#include "ui/pages/empty_state.h"
#include "ui/pages/lifecycle/life_cycle_bar.h"
#include "ui/plots/curve_plot.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <algorithm>
#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

namespace rxwatt::pages
{

LifeCyclePage::LifeCyclePage(const PageContext& context, QWidget* parent)
    : Page(context, parent),
      m_question(
          context, *this, readLifeCycleRuns, [this](Result<LifeCycleRuns> runs) { take(std::move(runs)); }, longRest)
{
    build();
    connectParts();
    addOwnActions();
    take(LifeCycleRuns());
}

void LifeCyclePage::build()
{
    m_bar = new LifeCycleBar(this);
    m_plot = new plots::CurvePlot(this);
    m_plot->setAccessibleName(tr("Energy of training and inference against time in use"));
    m_plot->setEmptyText(tr("There is no life cycle to draw: the table says what is not known, and why."));
    // Lower than this a plot is all axes.
    constexpr int lowestPlot = 21 * style::grid;
    m_plot->setMinimumHeight(lowestPlot);
    m_status = new QLabel(this);
    m_status->setTextFormat(Qt::PlainText);
    m_status->setWordWrap(true);
    m_status->setForegroundRole(QPalette::PlaceholderText);
    m_status->setContentsMargins(style::grid, 0, style::grid, style::halfGrid);
    auto* top = new QWidget(this);
    auto* column = new QVBoxLayout(top);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_plot, 1);
    column->addWidget(m_status);
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->addWidget(top);
    m_splitter->addWidget(buildTables());
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setSizes({50 * style::grid, 36 * style::grid});
    m_empty = new EmptyState(QStringLiteral("history"), this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_stack, 1);
}

QWidget* LifeCyclePage::buildTables()
{
    m_comparisonView = new CopyableTable(this);
    m_comparisonView->setModel(&m_comparison);
    m_comparisonView->setAccessibleName(tr("Comparison"));
    m_intensitiesView = new CopyableTable(this);
    fillIntensities(m_intensities);
    m_intensitiesView->setModel(&m_intensities);
    m_intensitiesView->setAccessibleName(tr("Carbon by country and source of energy"));
    m_intensitiesView->setToolTip(tr("Return or a double click takes the intensity of a row"));
    m_intensitiesView->fitColumns(m_intensities.columnCount() - 1);
    m_tabs = new QTabWidget(this);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_comparisonView, tr("Comparison"));
    m_tabs->addTab(m_intensitiesView, tr("Carbon by country"));
    return m_tabs;
}

void LifeCyclePage::connectParts()
{
    connect(m_bar, &LifeCycleBar::choiceChanged, this, &LifeCyclePage::showAll);
    connect(m_intensitiesView, &QAbstractItemView::activated, this,
            [this](const QModelIndex& index) { m_bar->chooseIntensity(static_cast<std::size_t>(index.row())); });
    connect(m_plot, &plots::CurvePlot::seriesClicked, this,
            [this](const QString& series) { m_plot->setHighlighted(series.toStdString()); });
    connect(m_empty, &EmptyState::actionTriggered, this,
            [this] { Q_EMIT context().navigator.pageWanted(QStringLiteral("runs")); });
    // Whether a project is open changes what is said, not only what is asked.
    connect(&context().workspace, &bridge::Workspace::opened, this, &LifeCyclePage::showState);
}

void LifeCyclePage::addOwnActions()
{
    auto* copy = new QAction(style::icon(QStringLiteral("copy")), tr("Copy the comparison"), this);
    copy->setToolTip(tr("All quantities of all that is compared, for a spreadsheet"));
    connect(copy, &QAction::triggered, this, [this] {
        m_comparisonView->clearSelection();
        m_comparisonView->copy();
        Q_EMIT context().navigator.messageWanted(Navigator::Level::note, tr("The comparison is on the clipboard"));
    });
    addAction(copy);
    auto* defaults = new QAction(style::icon(QStringLiteral("rotate-ccw")), tr("Reset the deployment"), this);
    defaults->setToolTip(tr("400 inferences a second for a day, the world's carbon intensity, no cost"));
    connect(defaults, &QAction::triggered, this, [this] {
        m_bar->setChoice(lifeCycleChoiceFromJson({}));
        showAll();
    });
    addAction(defaults);
}

void LifeCyclePage::take(Result<LifeCycleRuns> runs)
{
    m_problem = runs ? QString() : QString::fromStdString(runs.error().message);
    if (runs) {
        m_runs = std::move(*runs);
        if (m_runs.processors.empty()) {
            m_runs.processors = energy::Catalogue::builtIn().processors();
        }
        m_bar->setProcessors(m_runs.processors);
    }
    showAll();
}

void LifeCyclePage::showAll()
{
    m_compared = compare(m_runs, m_bar->choice());
    figure::Plot plot = lifeCyclePlot(m_compared);
    if (plot != m_shown) {
        m_shown = plot;
        m_plot->setPlot(std::move(plot));
    }
    const int before = m_comparison.columnCount();
    fillComparison(m_comparison, m_compared, m_bar->choice());
    if (m_comparison.columnCount() != before) {
        m_comparisonView->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
        m_comparisonView->fitColumns(m_comparison.columnCount() - 1);
    }
    showState();
}

void LifeCyclePage::showState()
{
    const bool isOpen = context().workspace.isOpen();
    const QString paper = tr("The paper's example is above, too.");
    if (!m_compared.empty()) {
        m_stack->setCurrentWidget(m_splitter);
    } else if (!isOpen) {
        m_empty->setTexts(tr("No project is open"),
                          tr("Open one on the start page to compare the life cycles of its runs.") + u' ' + paper);
        m_stack->setCurrentWidget(m_empty);
    } else if (!m_problem.isEmpty()) {
        m_empty->setTexts(tr("The runs cannot be read"), m_problem, tr("Show the runs"));
        m_stack->setCurrentWidget(m_empty);
    } else {
        m_empty->setTexts(tr("No runs are selected"),
                          tr("Select one or more runs in the table to see when their inferences have taken as much as "
                             "their training.") +
                              u' ' + paper,
                          tr("Show the runs"));
        m_stack->setCurrentWidget(m_empty);
    }
    const QString status = statusText();
    m_status->setText(status);
    m_status->setVisible(!status.isEmpty());
}

QString LifeCyclePage::statusText() const
{
    QStringList texts;
    for (const std::size_t reading : m_bar->choice().readings) {
        const energy::PaperReading& one = energy::paperReadings()[reading];
        texts.append(QStringLiteral("%1: %2").arg(QString::fromStdString(one.shortName),
                                                  QString::fromStdString(one.explanation)));
    }
    for (const LifeCycleRun& run : m_runs.runs) {
        const store::RunSummary& summary = run.details.summary;
        if (!run::isFinished(summary.state) && summary.trainingEnergyJ) {
            texts.append(
                tr("%1 is not done: its training energy is that so far.").arg(models::oneLine(summary.name, 60)));
        }
    }
    if (m_runs.leftOut > 0) {
        texts.append(tr("Only the first %1 selected runs are compared.").arg(mostLifeCycleRuns));
    }
    if (!m_runs.processorProblem.empty()) {
        texts.append(
            tr("Only the program's own processors are offered: %1").arg(models::oneLine(m_runs.processorProblem, 300)));
    }
    if (!m_problem.isEmpty() && !m_compared.empty()) {
        texts.append(tr("Not up to date: %1").arg(models::oneLine(m_problem.toStdString(), 300)));
    }
    return texts.join(u'\n');
}

QJsonObject LifeCyclePage::session() const
{
    return {{QStringLiteral("deployment"), toJson(m_bar->choice())},
            {QStringLiteral("tab"), m_tabs->currentIndex()},
            {QStringLiteral("splitter"), QString::fromLatin1(m_splitter->saveState().toBase64())},
            {QStringLiteral("plot"), m_plot->view()}};
}

void LifeCyclePage::restoreSession(const QJsonObject& session)
{
    m_bar->setChoice(lifeCycleChoiceFromJson(session.value(QStringLiteral("deployment")).toObject()));
    m_tabs->setCurrentIndex(session.value(QStringLiteral("tab")).toInt());
    m_splitter->restoreState(QByteArray::fromBase64(session.value(QStringLiteral("splitter")).toString().toLatin1()));
    m_plot->setView(session.value(QStringLiteral("plot")).toObject());
    showAll();
}

bool LifeCyclePage::isSettled() const
{
    return m_question.isSettled();
}

QList<plots::PlotWidget*> LifeCyclePage::plots() const
{
    return {m_plot};
}

} // namespace rxwatt::pages
