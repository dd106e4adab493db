// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ber/ber_page.h"

#include "ui/models/run_cells.h"
#include "ui/pages/ber/curve_bar.h"
#include "ui/pages/ber/gain_panel.h"
#include "ui/pages/copyable_table.h"
#include "ui/pages/empty_state.h"
#include "ui/plots/curve_plot.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QAction>
#include <QHeaderView>
#include <QJsonArray>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

namespace rxwatt::pages
{

namespace
{

QString levelLabel(double ber)
{
    return BerPage::tr("BER %1").arg(berLevelText(ber));
}

} // namespace

BerPage::BerPage(const PageContext& context, QWidget* parent)
    : Page(context, parent),
      m_question(context, *this, readBerRuns, [this](Result<BerRuns> runs) { take(std::move(runs)); })
{
    build();
    connectParts();
    addOwnActions();
    setLevel(m_gains->level());
    showState();
}

void BerPage::build()
{
    m_bar = new CurveBar(this);
    m_plot = new plots::CurvePlot(this);
    m_plot->setAccessibleName(tr("BER against SINR"));
    m_plot->setEmptyText(tr("All curves are hidden. Choose some above the plot or in its legend."));
    m_status = new QLabel(this);
    m_status->setTextFormat(Qt::PlainText);
    m_status->setWordWrap(true);
    m_status->setForegroundRole(QPalette::PlaceholderText);
    m_status->setContentsMargins(style::grid, 0, style::grid, style::halfGrid);
    m_gains = new GainPanel(context().workspace, this);
    m_pointsView = new CopyableTable(this);
    m_pointsView->setModel(&m_points);
    m_pointsView->setAccessibleName(tr("Points"));
    m_pointsView->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_pointsView->horizontalHeader()->setSectionResizeMode(models::BerTable::curveColumn, QHeaderView::Stretch);
    m_tabs = new QTabWidget(this);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_gains, tr("Gain"));
    m_tabs->addTab(m_pointsView, tr("Points"));
    auto* top = new QWidget(this);
    auto* column = new QVBoxLayout(top);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_plot, 1);
    column->addWidget(m_status);
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->addWidget(top);
    m_splitter->addWidget(m_tabs);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setSizes({65 * style::grid, 28 * style::grid});
    m_empty = new EmptyState(QStringLiteral("chart-line"), this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
}

void BerPage::connectParts()
{
    connect(&context().workspace, &bridge::Workspace::progressChanged, this, &BerPage::showState);
    connect(m_bar, &CurveBar::choiceChanged, this, &BerPage::showCurves);
    connect(m_bar, &CurveBar::intervalsChanged, this, [this] { m_plot->setIntervals(m_bar->intervals()); });
    connect(m_plot, &plots::CurvePlot::levelMoved, this, [this](double ber) {
        m_gains->setLevel(ber);
        m_plot->setLevel(m_gains->level(), levelLabel(m_gains->level()));
    });
    connect(m_plot, &plots::CurvePlot::seriesClicked, this, [this](const QString& series) {
        m_plot->setHighlighted(series.toStdString());
        m_gains->showCurve(series);
    });
    connect(m_gains, &GainPanel::levelTyped, this, &BerPage::setLevel);
    connect(m_gains, &GainPanel::curveChosen, this,
            [this](const QString& series) { m_plot->setHighlighted(series.toStdString()); });
    connect(m_empty, &EmptyState::actionTriggered, this,
            [this] { Q_EMIT context().navigator.pageWanted(QStringLiteral("runs")); });
}

void BerPage::addOwnActions()
{
    auto* copy = new QAction(style::icon(QStringLiteral("copy")), tr("Copy the points"), this);
    copy->setToolTip(tr("All points with their intervals and counts, for a spreadsheet"));
    connect(copy, &QAction::triggered, this, [this] {
        m_pointsView->clearSelection();
        m_pointsView->copy();
        Q_EMIT context().navigator.messageWanted(Navigator::Level::note, tr("The points are on the clipboard"));
    });
    addAction(copy);
}

void BerPage::take(Result<BerRuns> runs)
{
    m_problem = runs ? QString() : QString::fromStdString(runs.error().message);
    if (runs) {
        m_runs = std::move(*runs);
        m_bar->setRuns(m_runs);
        showCurves();
    }
    showState();
}

void BerPage::showCurves()
{
    BerView view = viewOf(m_runs, m_bar->choice());
    if (view.plot == m_shown) {
        return;
    }
    m_shown = view.plot;
    m_plot->setPlot(std::move(view.plot));
    std::vector<models::BerTableRow> rows;
    for (const ShownCurve& curve : view.curves) {
        for (const run::BerPoint& point : curve.curve.points) {
            rows.push_back({models::oneLine(curve.name), point});
        }
    }
    m_points.setRows(std::move(rows));
    m_gains->setCurves(std::move(view.curves));
}

void BerPage::setLevel(double ber)
{
    m_gains->setLevel(ber);
    m_plot->setLevel(m_gains->level(), levelLabel(m_gains->level()));
}

QJsonObject BerPage::session() const
{
    QJsonArray modulations;
    for (const std::string& modulation : m_bar->choice().hiddenModulations) {
        modulations.append(QString::fromStdString(modulation));
    }
    QJsonArray dmrsSymbols;
    for (const int symbols : m_bar->choice().hiddenDmrsSymbols) {
        dmrsSymbols.append(symbols);
    }
    return {{QStringLiteral("level"), m_gains->level()},
            {QStringLiteral("reference"), m_gains->chosenReference()},
            {QStringLiteral("intervals"), static_cast<int>(m_bar->intervals())},
            {QStringLiteral("baselines"), m_bar->choice().baselines},
            {QStringLiteral("hidden_modulations"), modulations},
            {QStringLiteral("hidden_dmrs"), dmrsSymbols},
            {QStringLiteral("tab"), m_tabs->currentIndex()},
            {QStringLiteral("splitter"), QString::fromLatin1(m_splitter->saveState().toBase64())},
            {QStringLiteral("plot"), m_plot->view()}};
}

void BerPage::restoreSession(const QJsonObject& session)
{
    setLevel(session.value(QStringLiteral("level")).toDouble());
    m_gains->setReference(session.value(QStringLiteral("reference")).toString());
    const int intervals = session.value(QStringLiteral("intervals")).toInt(static_cast<int>(plots::Intervals::bars));
    if (intervals >= 0 && intervals <= static_cast<int>(plots::Intervals::band)) {
        m_bar->setIntervals(static_cast<plots::Intervals>(intervals));
        m_plot->setIntervals(m_bar->intervals());
    }
    CurveChoice choice;
    choice.baselines = session.value(QStringLiteral("baselines")).toBool(true);
    for (const QJsonValue& modulation : session.value(QStringLiteral("hidden_modulations")).toArray()) {
        choice.hiddenModulations.insert(modulation.toString().toStdString());
    }
    for (const QJsonValue& symbols : session.value(QStringLiteral("hidden_dmrs")).toArray()) {
        choice.hiddenDmrsSymbols.insert(symbols.toInt());
    }
    m_bar->setChoice(choice);
    m_tabs->setCurrentIndex(session.value(QStringLiteral("tab")).toInt());
    m_splitter->restoreState(QByteArray::fromBase64(session.value(QStringLiteral("splitter")).toString().toLatin1()));
    m_plot->setView(session.value(QStringLiteral("plot")).toObject());
    showCurves();
}

bool BerPage::isSettled() const
{
    return m_question.isSettled() && m_gains->isSettled();
}

QList<plots::PlotWidget*> BerPage::plots() const
{
    return {m_plot};
}

} // namespace rxwatt::pages
