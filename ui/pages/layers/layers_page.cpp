// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/layers/layers_page.h"

#include "ui/pages/copyable_table.h"
#include "ui/pages/empty_state.h"
#include "ui/pages/layers/layer_bar.h"
#include "ui/pages/layers/layer_words.h"
#include "ui/plots/bar_plot.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <algorithm>
#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

namespace rxwatt::pages
{

LayersPage::LayersPage(const PageContext& context, QWidget* parent)
    : Page(context, parent),
      m_question(
          context, *this, readLayerModels, [this](Result<LayerModels> models) { take(std::move(models)); }, shortRest)
{
    build();
    connectParts();
    addOwnActions();
    showState();
}

void LayersPage::build()
{
    buildTables();
    m_tabs = new QTabWidget(this);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_layersView, tr("Layers"));
    m_tabs->addTab(m_sourcesView, tr("Sources"));
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->addWidget(buildTop());
    m_splitter->addWidget(m_tabs);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setSizes({60 * style::grid, 22 * style::grid});
    m_empty = new EmptyState(QStringLiteral("layers"), this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
}

QWidget* LayersPage::buildTop()
{
    m_bar = new LayerBar(this);
    m_plot = new plots::BarPlot(this);
    m_plot->setAccessibleName(tr("Energy of one inference by block or layer"));
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

void LayersPage::buildTables()
{
    m_sorted.setSourceModel(&m_layers);
    m_layersView = new CopyableTable(this);
    m_layersView->setModel(&m_sorted);
    m_layersView->setAccessibleName(tr("Layers"));
    m_layersView->setSortingEnabled(true);
    // In the order of the network until the person sorts.
    m_layersView->horizontalHeader()->setSortIndicatorClearable(true);
    m_layersView->sortByColumn(-1, Qt::AscendingOrder);
    m_sourcesView = new CopyableTable(this);
    m_sourcesView->setModel(&m_sources);
    m_sourcesView->setAccessibleName(tr("Sources of the estimate"));
}

void LayersPage::connectParts()
{
    connect(m_bar, &LayerBar::choiceChanged, this, &LayersPage::showModels);
    connect(m_plot, &plots::BarPlot::categoryClicked, this, &LayersPage::showRows);
    connect(m_layersView->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &LayersPage::showBar);
    connect(m_empty, &EmptyState::actionTriggered, this,
            [this] { Q_EMIT context().navigator.pageWanted(QStringLiteral("runs")); });
}

void LayersPage::addOwnActions()
{
    auto* copy = new QAction(style::icon(QStringLiteral("copy")), tr("Copy the layers"), this);
    copy->setToolTip(tr("All layers with their energies, for a spreadsheet"));
    connect(copy, &QAction::triggered, this, [this] {
        m_layersView->clearSelection();
        m_layersView->copy();
        Q_EMIT context().navigator.messageWanted(Navigator::Level::note, tr("The layers are on the clipboard"));
    });
    addAction(copy);
}

void LayersPage::take(Result<LayerModels> models)
{
    m_problem = models ? QString() : QString::fromStdString(models.error().message);
    if (models) {
        m_models = std::move(*models);
        m_bar->setModels(m_models);
        showModels();
    }
    showState();
}

void LayersPage::showModels()
{
    const energy::Processor* processor = m_models.find(m_bar->choice().processor);
    if (processor == nullptr) {
        // One that a person took out of the project since.
        processor = m_models.find(project::defaultProcessor);
    }
    if (processor == nullptr) {
        return;
    }
    if (processor->id != m_bar->choice().processor) {
        LayerChoice choice = m_bar->choice();
        choice.processor = processor->id;
        m_bar->setChoice(choice);
    }
    const figure::LayerEnergySettings settings = m_bar->choice().settings(m_models.hasMeasured());
    figure::BarChart chart = figure::layerEnergyFigure(m_models.models, *processor, settings);
    m_categories = chart.categories;
    const QString unknown = unknownText(*processor, m_bar->choice());
    m_plot->setEmptyText(!unknown.isEmpty() ? unknown
                                            : tr("No selected run has layer measurements. A run of the kind “measure” "
                                                 "takes the time and energy of every layer."));
    m_plot->setChart(std::move(chart));
    showTables(*processor);
    showWords(*processor);
}

void LayersPage::showTables(const energy::Processor& processor)
{
    const int columns = m_layers.columnCount();
    {
        const QScopedValueRollback<bool> following(m_isFollowing, true);
        m_rows = fillLayerTable(m_layers, m_models, processor, m_bar->choice());
    }
    fillSources(m_sources, processor, m_bar->choice());
    m_sourcesView->fitColumns(2);
    if (m_layers.columnCount() != columns) {
        m_layersView->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
        m_layersView->fitColumns(m_layers.columnCount() - 1);
    }
}

void LayersPage::showRows(int category)
{
    const std::string& name = m_categories.at(static_cast<std::size_t>(category));
    const bool byLayer = m_bar->choice().grain == figure::EnergyGrain::layer;
    QItemSelection rows;
    QModelIndex first;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if ((byLayer ? m_rows[i].layer : m_rows[i].block) == name) {
            const QModelIndex place = m_sorted.mapFromSource(m_layers.index(static_cast<int>(i), 0));
            rows.select(place, place);
            first = !first.isValid() || place.row() < first.row() ? place : first;
        }
    }
    const QScopedValueRollback<bool> following(m_isFollowing, true);
    m_tabs->setCurrentWidget(m_layersView);
    QItemSelectionModel& selection = *m_layersView->selectionModel();
    selection.select(rows, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    selection.setCurrentIndex(first, QItemSelectionModel::NoUpdate);
    m_layersView->scrollTo(first, QAbstractItemView::PositionAtTop);
}

void LayersPage::showBar(const QModelIndex& row)
{
    if (m_isFollowing || !row.isValid()) {
        return;
    }
    const LayerRow& layer = m_rows.at(static_cast<std::size_t>(m_sorted.mapToSource(row).row()));
    const bool byLayer = m_bar->choice().grain == figure::EnergyGrain::layer;
    const auto found = std::find(m_categories.begin(), m_categories.end(), byLayer ? layer.layer : layer.block);
    m_plot->readCategory(found == m_categories.end() ? -1 : static_cast<int>(found - m_categories.begin()));
}

QJsonObject LayersPage::session() const
{
    return {{QStringLiteral("choice"), toJson(m_bar->choice())},
            {QStringLiteral("plot"), m_plot->view()},
            {QStringLiteral("tab"), m_tabs->currentIndex()},
            {QStringLiteral("splitter"), QString::fromLatin1(m_splitter->saveState().toBase64())}};
}

void LayersPage::restoreSession(const QJsonObject& session)
{
    m_bar->setChoice(layerChoiceFromJson(session.value(QStringLiteral("choice")).toObject()));
    m_plot->setView(session.value(QStringLiteral("plot")).toObject());
    m_tabs->setCurrentIndex(session.value(QStringLiteral("tab")).toInt());
    m_splitter->restoreState(QByteArray::fromBase64(session.value(QStringLiteral("splitter")).toString().toLatin1()));
    showModels();
}

bool LayersPage::isSettled() const
{
    return m_question.isSettled();
}

QList<plots::PlotWidget*> LayersPage::plots() const
{
    return {m_plot};
}

} // namespace rxwatt::pages
