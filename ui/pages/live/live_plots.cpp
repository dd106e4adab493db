// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/live/live_plots.h"

#include "ui/plots/curve_plot.h"
#include "ui/style/metrics.h"

#include <algorithm>
#include <cmath>
#include <QGridLayout>
#include <QJsonArray>

namespace rxwatt::pages
{

namespace
{

struct Quantity {
    const char* series;
    const char* key;
    const char* label;
    const char* unit;
    figure::Scale scale;
    bool isSmoothed;
};

constexpr std::array<Quantity, 4> quantities = {
    {{"train_loss", "train_loss", QT_TRANSLATE_NOOP("LivePlots", "Loss"), "", figure::Scale::logarithmic, true},
     {"validation_geometric_mean_ber", "validation_geometric_mean_ber",
      QT_TRANSLATE_NOOP("LivePlots", "Validation GM-BER"), "", figure::Scale::linear, false},
     {"learning_rate", "learning_rate", QT_TRANSLATE_NOOP("LivePlots", "Learning rate"), "", figure::Scale::linear,
      false},
     {"slots_per_second", "slots_per_second", QT_TRANSLATE_NOOP("LivePlots", "Speed"), "slots/s", figure::Scale::linear,
      true}}};

QSet<QString> hiddenIn(const QJsonObject& view)
{
    QSet<QString> hidden;
    for (const QJsonValue& label : view.value(QStringLiteral("hidden")).toArray()) {
        hidden.insert(label.toString());
    }
    return hidden;
}

} // namespace

LivePlots::LivePlots(bridge::LiveFeed& feed, QWidget* parent) : QWidget(parent), m_feed(feed)
{
    for (std::size_t i = 0; i < quantities.size(); ++i) {
        m_plots[i] = new plots::CurvePlot(this);
        m_plots[i]->setAccessibleName(tr(quantities[i].label));
        m_plots[i]->setLegendPlace(plots::PlotWidget::LegendPlace::hidden);
        m_plots[i]->setLink(QStringLiteral("live"));
        m_plots[i]->setMinimumHeight(18 * style::grid);
        m_plots[i]->setEmptyText(tr("%1: nothing yet").arg(tr(quantities[i].label)));
        connect(m_plots[i], &plots::CurvePlot::seriesClicked, this, &LivePlots::runClicked);
        connect(m_plots[i], &plots::PlotWidget::viewChanged, this, [this, plot = m_plots[i]] { takeHidden(*plot); });
    }
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(0);
    arrange();
    m_redraw.setSingleShot(true);
    m_redraw.setInterval(0);
    connect(&m_redraw, &QTimer::timeout, this, &LivePlots::redrawAll);
    connect(&feed, &bridge::LiveFeed::reset, this, [this] { m_redraw.start(); });
    connect(&feed, &bridge::LiveFeed::added, this, &LivePlots::extend);
    redrawAll();
}

void LivePlots::setRuns(const std::vector<LiveRun>& runs)
{
    std::vector<RunId> ids;
    std::vector<std::string> labels;
    for (const LiveRun& run : runs) {
        ids.push_back(run.summary.id);
        labels.push_back(run.label);
    }
    if (ids == m_ids && labels == m_labels) {
        return;
    }
    const bool areOthers = ids != m_ids;
    m_ids = std::move(ids);
    m_labels = std::move(labels);
    if (areOthers) {
        std::vector<std::string> series;
        for (const Quantity& quantity : quantities) {
            series.emplace_back(quantity.series);
        }
        m_feed.follow(m_ids, series);
    }
    m_redraw.start();
}

void LivePlots::setAxis(LiveAxis axis)
{
    if (axis != m_axis) {
        m_axis = axis;
        m_redraw.start();
    }
}

void LivePlots::setHiddenCurves(const QSet<QString>& labels)
{
    if (labels == m_hidden) {
        return;
    }
    m_hidden = labels;
    QStringList sorted(labels.begin(), labels.end());
    sorted.sort();
    for (plots::CurvePlot* plot : m_plots) {
        plot->setView({{QStringLiteral("hidden"), QJsonArray::fromStringList(sorted)}});
    }
    // Ranges are those of what is seen.
    m_redraw.start();
}

void LivePlots::takeHidden(const plots::CurvePlot& plot)
{
    if (const QSet<QString> hidden = hiddenIn(plot.view()); hidden != m_hidden) {
        setHiddenCurves(hidden);
        Q_EMIT hiddenChanged();
    }
}

void LivePlots::setSmoothing(double weight)
{
    for (std::size_t i = 0; i < quantities.size(); ++i) {
        if (quantities[i].isSmoothed) {
            m_plots[i]->setSmoothing(weight);
        }
    }
}

void LivePlots::setHighlighted(const std::string& label)
{
    for (plots::CurvePlot* plot : m_plots) {
        plot->setHighlighted(label);
    }
}

QList<plots::PlotWidget*> LivePlots::plots() const
{
    return {m_plots.begin(), m_plots.end()};
}

QJsonObject LivePlots::view() const
{
    QJsonObject view;
    for (std::size_t i = 0; i < quantities.size(); ++i) {
        view.insert(QLatin1String(quantities[i].key), m_plots[i]->view());
    }
    return view;
}

void LivePlots::setView(const QJsonObject& view)
{
    for (std::size_t i = 0; i < quantities.size(); ++i) {
        m_plots[i]->setView(view.value(QLatin1String(quantities[i].key)).toObject());
    }
    QSet<QString> hidden;
    for (const plots::CurvePlot* plot : m_plots) {
        hidden.unite(hiddenIn(plot->view()));
    }
    setHiddenCurves(hidden);
    Q_EMIT hiddenChanged();
}

void LivePlots::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void LivePlots::arrange()
{
    // Two plots beside each other want this much; below it they lie over each other, in a page that scrolls.
    const int columns = width() >= 64 * style::grid ? 2 : 1;
    if (columns == m_columns) {
        return;
    }
    m_columns = columns;
    auto& grid = *static_cast<QGridLayout*>(layout());
    for (std::size_t i = 0; i < m_plots.size(); ++i) {
        const int place = static_cast<int>(i);
        grid.addWidget(m_plots[i], place / columns, place % columns);
    }
    for (int row = 0; row < 4; ++row) {
        grid.setRowStretch(row, row < 4 / columns ? 1 : 0);
    }
    grid.setColumnStretch(0, 1);
    grid.setColumnStretch(1, columns == 2 ? 1 : 0);
}

void LivePlots::extend(const RunId& id, const store::SeriesPoints& points)
{
    const auto place = std::find(m_ids.begin(), m_ids.end(), id);
    if (place == m_ids.end() || m_redraw.isActive()) {
        return;
    }
    if (scaleNow() != m_scale) {
        m_redraw.start();
        return;
    }
    const std::string& label = m_labels[static_cast<std::size_t>(place - m_ids.begin())];
    for (std::size_t i = 0; i < quantities.size(); ++i) {
        if (const auto found = points.find(quantities[i].series); found != points.end()) {
            m_plots[i]->extend(label, m_scale.pointsOf(found->second));
        }
    }
}

LiveScale LivePlots::scaleNow() const
{
    double longest = 0;
    for (const RunId& id : m_ids) {
        for (const Quantity& quantity : quantities) {
            const std::vector<store::SeriesPoint>& points = m_feed.points(id, quantity.series);
            longest = points.empty() ? longest : std::fmax(longest, points.back().timeS);
        }
    }
    return {m_axis, longest};
}

void LivePlots::redrawAll()
{
    const LiveScale scale = scaleNow();
    m_scale = scale;
    for (std::size_t i = 0; i < quantities.size(); ++i) {
        const Quantity& quantity = quantities[i];
        figure::Plot plot;
        plot.name = quantity.key;
        plot.title = tr(quantity.label).toStdString();
        plot.x = scale.axis();
        plot.y = {quantity.key, plot.title, quantity.unit, quantity.scale};
        for (std::size_t run = 0; run < m_ids.size(); ++run) {
            plot.series.push_back(
                {m_labels[run], figure::SeriesKind::line, scale.pointsOf(m_feed.points(m_ids[run], quantity.series))});
        }
        m_plots[i]->setPlot(std::move(plot));
    }
}

} // namespace rxwatt::pages
