// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/processors/processors_page.h"

#include "core/figure/writer.h"
#include "ui/pages/copyable_table.h"
#include "ui/pages/empty_state.h"
#include "ui/pages/processors/processor_bar.h"
#include "ui/pages/processors/processor_details.h"
#include "ui/pages/processors/processor_table.h"
#include "ui/pages/processors/processor_words.h"
#include "ui/plots/bar_plot.h"
#include "ui/style/metrics.h"

#include <algorithm>
#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <utility>

namespace rxwatt::pages
{

ProcessorsPage::ProcessorsPage(const PageContext& context, QWidget* parent)
    : Page(context, parent),
      m_question(
          context, *this, readProcessorFacts, [this](Result<ProcessorFacts> facts) { take(std::move(facts)); },
          longRest)
{
    makeActions();
    build();
    connectParts();
    showState();
}

ProcessorsPage::~ProcessorsPage() = default;

void ProcessorsPage::build()
{
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->addWidget(buildTop());
    m_splitter->addWidget(buildCatalogue());
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setSizes({50 * style::grid, 32 * style::grid});
    m_empty = new EmptyState(QStringLiteral("cpu"), this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
}

QWidget* ProcessorsPage::buildTop()
{
    m_bar = new ProcessorBar(this);
    m_plot = new plots::BarPlot(this);
    m_plot->setAccessibleName(tr("Energy of one inference over processors"));
    // Lower than this a plot is all axes.
    constexpr int lowestPlot = 18 * style::grid;
    m_plot->setMinimumHeight(lowestPlot);
    m_words = new QLabel(this);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_words->setForegroundRole(QPalette::PlaceholderText);
    m_words->setContentsMargins(style::grid, 0, style::grid, style::halfGrid);
    auto* top = new QWidget(this);
    auto* column = new QVBoxLayout(top);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_plot, 1);
    column->addWidget(m_words);
    return top;
}

QWidget* ProcessorsPage::buildCatalogue()
{
    m_sorted.setSourceModel(&m_table);
    m_view = new CopyableTable(this);
    m_view->setModel(&m_sorted);
    m_view->setAccessibleName(tr("Catalogue of processors"));
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setSortingEnabled(true);
    // In the order of the catalogue until the person sorts.
    m_view->horizontalHeader()->setSortIndicatorClearable(true);
    m_view->sortByColumn(-1, Qt::AscendingOrder);
    m_details = new ProcessorDetails({m_copy, m_save, m_revert, m_copyAs, m_remove, m_putBack}, this);
    m_lower = new QSplitter(Qt::Horizontal, this);
    m_lower->addWidget(m_view);
    m_lower->addWidget(m_details);
    m_lower->setChildrenCollapsible(false);
    m_lower->setStretchFactor(0, 1);
    m_lower->setStretchFactor(1, 0);
    m_lower->setSizes({56 * style::grid, 46 * style::grid});
    return m_lower;
}

void ProcessorsPage::connectParts()
{
    connect(m_bar, &ProcessorBar::choiceChanged, this, &ProcessorsPage::showAll);
    connect(m_plot, &plots::BarPlot::categoryClicked, this, [this](int bar) {
        // The last one may be that of the run's own machine.
        if (static_cast<std::size_t>(bar) < m_barIds.size()) {
            choose(m_barIds[static_cast<std::size_t>(bar)], Scroll::yes);
        }
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ProcessorsPage::chooseRow);
    connect(m_view, &QAbstractItemView::activated, m_details, &ProcessorDetails::beginWriting);
    connect(m_details, &ProcessorDetails::typed, this, &ProcessorsPage::takeTyped);
    connect(m_details, &ProcessorDetails::saveWanted, this, &ProcessorsPage::save);
    connect(&m_edits, &bridge::ProcessorEdits::written, this,
            [this](const QString& project, const energy::Processor& processor) {
                if (isOpen(project)) {
                    onWritten(processor);
                }
            });
    connect(&m_edits, &bridge::ProcessorEdits::removed, this, [this](const QString& project, const QString& id) {
        if (isOpen(project)) {
            onRemoved(id.toStdString());
        }
    });
    connect(&m_edits, &bridge::ProcessorEdits::failed, this,
            [this](const QString& project, const QString& id, const QString& message) {
                if (isOpen(project)) {
                    onFailed(id.toStdString(), message);
                }
            });
    // Whether a project is open changes what is said, not only what is asked.
    connect(&context().workspace, &bridge::Workspace::opened, this, &ProcessorsPage::showState);
}

void ProcessorsPage::take(Result<ProcessorFacts> facts)
{
    if (std::exchange(m_dropsAnswer, false) && context().workspace.isOpen()) {
        return;
    }
    m_problem = facts ? QString() : QString::fromStdString(facts.error().message);
    if (facts) {
        m_facts = std::move(*facts);
        m_bar->setFacts(m_facts);
    }
    if (!context().workspace.isOpen()) {
        // Of the project that was closed; the session has what was not saved.
        m_drafts.clear();
        m_failures.clear();
        m_toRemove.clear();
        m_removed.reset();
    }
    if (current() == nullptr && !m_facts.processors.empty()) {
        m_current = m_facts.processors.front().id;
    }
    showAll();
}

const ProcessorModel* ProcessorsPage::model() const
{
    return m_facts.modelOf(m_bar->choice().run);
}

void ProcessorsPage::showAll()
{
    showBars();
    showTable();
    showDetails();
    readBar();
    showState();
}

void ProcessorsPage::showBars()
{
    const ProcessorChoice& choice = m_bar->choice();
    std::vector<energy::Processor> shown;
    for (const energy::Processor& processor : m_facts.processors) {
        if (choice.isInSet(processor, m_facts.isOwn(processor.id))) {
            shown.push_back(processor);
        }
    }
    m_barIds.clear();
    QString words;
    figure::BarChart chart;
    if (const ProcessorModel* of = model()) {
        const auto bars = figure::processorBars(of->model.layers, shown, choice.settings());
        for (const figure::ProcessorBar& bar : bars) {
            m_barIds.push_back(shown[bar.processor].id);
        }
        chart = figure::processorsFigure(of->model, shown, choice.settings());
        words = spanText(*of, shown, bars, choice) + u' ' + withoutText(shown, choice);
    }
    m_plot->setEmptyText(emptyText(shown, model() != nullptr, choice));
    // While a run works all is asked for again: the same again leaves the reader where it is.
    const std::string text = figure::toText(chart, figure::Format::json);
    if (text != m_shown) {
        m_shown = text;
        m_read.clear();
        m_plot->setChart(std::move(chart));
    }
    m_spanWords = words.trimmed();
    showWords();
}

void ProcessorsPage::showTable()
{
    const int columns = m_table.columnCount();
    const QScopedValueRollback<bool> following(m_isFollowing, true);
    fillProcessorTable(m_table, m_facts, model(), m_bar->choice(), m_drafts);
    if (m_table.columnCount() != columns && m_table.columnCount() > 0) {
        m_view->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
        m_view->fitColumns(m_table.columnCount() - 1);
        m_view->setColumnWidth(0, std::max(m_view->columnWidth(0), 27 * style::grid));
    }
    choose(m_current, columns == 0 ? Scroll::yes : Scroll::no);
}

void ProcessorsPage::choose(const std::string& id, Scroll scroll)
{
    const auto found = std::find_if(m_facts.processors.begin(), m_facts.processors.end(),
                                    [&](const energy::Processor& processor) { return processor.id == id; });
    if (found == m_facts.processors.end()) {
        return;
    }
    const auto row = static_cast<int>(found - m_facts.processors.begin());
    const QModelIndex place = m_sorted.mapFromSource(m_table.index(row, 0));
    if (m_view->currentIndex().row() != place.row() || !m_view->selectionModel()->isRowSelected(place.row())) {
        m_view->selectionModel()->setCurrentIndex(place,
                                                  QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
    if (scroll == Scroll::yes) {
        m_view->scrollTo(place);
    }
}

void ProcessorsPage::chooseRow(const QModelIndex& row)
{
    if (m_isFollowing || !row.isValid()) {
        return;
    }
    m_current = m_facts.processors.at(static_cast<std::size_t>(m_sorted.mapToSource(row).row())).id;
    showDetails();
    readBar();
}

void ProcessorsPage::readBar()
{
    if (std::exchange(m_read, m_current) == m_current) {
        return; // the person may read another bar
    }
    const auto found = std::find(m_barIds.begin(), m_barIds.end(), m_current);
    m_plot->readCategory(found == m_barIds.end() ? -1 : static_cast<int>(found - m_barIds.begin()));
}

QJsonObject ProcessorsPage::session() const
{
    return {{QStringLiteral("choice"), toJson(m_bar->choice())},
            {QStringLiteral("plot"), m_plot->view()},
            {QStringLiteral("processor"), QString::fromStdString(m_current)},
            {QStringLiteral("not_saved"), toJson(m_drafts)},
            {QStringLiteral("splitter"), QString::fromLatin1(m_splitter->saveState().toBase64())},
            {QStringLiteral("details"), QString::fromLatin1(m_lower->saveState().toBase64())}};
}

void ProcessorsPage::restoreSession(const QJsonObject& session)
{
    m_bar->setChoice(processorChoiceFromJson(session.value(QStringLiteral("choice")).toObject()));
    m_plot->setView(session.value(QStringLiteral("plot")).toObject());
    m_drafts = processorDraftsFromJson(session.value(QStringLiteral("not_saved")).toObject());
    if (const QString id = session.value(QStringLiteral("processor")).toString(); !id.isEmpty()) {
        m_current = id.toStdString();
    }
    const auto state = [&](const char* key) {
        return QByteArray::fromBase64(session.value(QLatin1String(key)).toString().toLatin1());
    };
    m_splitter->restoreState(state("splitter"));
    m_lower->restoreState(state("details"));
    showAll();
}

bool ProcessorsPage::isSettled() const
{
    return m_question.isSettled() && !m_edits.isBusy();
}

QList<plots::PlotWidget*> ProcessorsPage::plots() const
{
    return {m_plot};
}

} // namespace rxwatt::pages
