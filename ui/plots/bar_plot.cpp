// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/bar_plot.h"

#include "ui/plots/category_ticker.h"
#include "ui/plots/curve_reader.h"
#include "ui/plots/plot_frame.h"

#include <cmath>
#include <QKeyEvent>

namespace rxwatt::plots
{

namespace
{

constexpr double filledShare = 0.78;

double at(const std::vector<double>& values, std::size_t place)
{
    return place < values.size() ? values[place] : std::nan("");
}

/// Series by place whose colour is that of another.
QHash<int, int> partnersOf(const std::vector<figure::BarSeries>& all)
{
    QHash<int, int> partners;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto source = std::find_if(all.begin(), all.end(), [&](const figure::BarSeries& other) {
            return !all[i].partnerOf.empty() && other.name == all[i].partnerOf;
        });
        if (source != all.end()) {
            partners.insert(static_cast<int>(i), static_cast<int>(source - all.begin()));
        }
    }
    return partners;
}

bool isReturn(const QKeyEvent& event)
{
    return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
}

} // namespace

struct BarPlot::Parts {
    figure::BarChart chart;
    figure::BarStacks stacks;
    std::vector<QCPBars*> bars;
    std::vector<QCPErrorBars*> intervals;
    /// Bars side by side belong to it, of the canvas.
    QCPBarsGroup* group = nullptr;

    [[nodiscard]] bool stacked() const { return chart.layout == figure::BarLayout::stacked; }

    [[nodiscard]] bool lying() const { return chart.direction == figure::BarDirection::horizontal; }
};

BarPlot::BarPlot(QWidget* parent) : PlotWidget(parent), m_parts(std::make_unique<Parts>())
{
    frame().axes.setAir(0, 0.05);
}

BarPlot::~BarPlot() = default;

void BarPlot::setChart(figure::BarChart chart)
{
    m_parts->chart = std::move(chart);
    m_parts->stacks = m_parts->chart.stacks();
    const figure::BarChart& now = m_parts->chart;
    QStringList names;
    for (const figure::BarSeries& series : now.series) {
        names << QString::fromStdString(series.name);
    }
    frame().series.setSeries(names, Sample::area);
    frame().series.setPartners(partnersOf(now.series));
    figure::Axis category = now.category;
    category.scale = figure::Scale::linear;
    frame().axes.setAxes(m_parts->lying() ? now.value : category, m_parts->lying() ? category : now.value);
    auto& axis = frame().axes.axis(m_parts->lying() ? PlotAxes::Which::y : PlotAxes::Which::x);
    QStringList texts;
    for (const std::string& text : now.categories) {
        texts << oneLine(QString::fromStdString(text));
    }
    frame().axes.setOwnTicker(m_parts->lying() ? PlotAxes::Which::y : PlotAxes::Which::x,
                              QSharedPointer<CategoryTicker>::create(texts, axis));
    frame().axes.setOwnTicker(m_parts->lying() ? PlotAxes::Which::x : PlotAxes::Which::y, {});
    // The first category of lying bars is at the top, where one begins to read.
    canvas().yAxis->setRangeReversed(m_parts->lying());
    frame().axes.setAir(m_parts->lying() ? 0.05 : 0, m_parts->lying() ? 0 : 0.05);
    build();
    setEmpty(now.categories.empty() || now.series.empty());
    seriesChanged();
}

figure::Figure BarPlot::figure() const
{
    return m_parts->chart;
}

void BarPlot::build()
{
    canvas().clearPlottables();
    m_parts->bars.clear();
    m_parts->intervals.clear();
    delete m_parts->group;
    m_parts->group = new QCPBarsGroup(&canvas());
    QCPAxis* keys = m_parts->lying() ? canvas().yAxis : canvas().xAxis;
    QCPAxis* values = m_parts->lying() ? canvas().xAxis : canvas().yAxis;
    const std::size_t count = m_parts->chart.series.size();
    m_parts->group->setSpacingType(QCPBarsGroup::stAbsolute);
    m_parts->group->setSpacing(1);
    for (std::size_t series = 0; series < count; ++series) {
        const figure::BarSeries& one = m_parts->chart.series[series];
        auto* bars = new QCPBars(keys, values);
        auto* intervals = new QCPErrorBars(keys, values);
        bars->setSelectable(QCP::stNone);
        // The pen parts them already; more would hide the thin ones.
        bars->setStackingGap(0);
        intervals->setSelectable(QCP::stNone);
        intervals->setDataPlottable(bars);
        intervals->setAntialiased(false);
        bars->setWidth(filledShare / static_cast<double>(m_parts->stacks.names.size()));
        for (std::size_t i = 0; i < m_parts->chart.categories.size(); ++i) {
            const double value = at(one.values, i);
            bars->addData(static_cast<double>(i), std::isfinite(value) ? value : std::nan(""));
            intervals->addData(value - at(one.low, i), at(one.high, i) - value);
        }
        m_parts->bars.push_back(bars);
        m_parts->intervals.push_back(intervals);
    }
}

void BarPlot::restyle()
{
    const PlotFrame& plot = frame();
    std::vector<QCPBars*> tops(m_parts->stacks.names.size(), nullptr);
    for (QCPBars* bars : m_parts->bars) {
        bars->moveAbove(nullptr);
        bars->setBarsGroup(nullptr);
    }
    for (std::size_t series = 0; series < m_parts->bars.size(); ++series) {
        QCPBars* bars = m_parts->bars[series];
        const int place = static_cast<int>(series);
        const QColor color = plot.series.color(place, plot.look.palette);
        const bool visible = plot.series.visible(place);
        bars->setVisible(visible);
        m_parts->intervals[series]->setVisible(visible);
        const QColor fill = plot.series.fill(place, plot.look.palette);
        bars->setBrush(fill);
        bars->setPen(QPen(fill == color ? plot.look.base : color, plot.look.widthFactor));
        m_parts->intervals[series]->setPen(QPen(plot.look.text, plot.look.widthFactor));
        m_parts->intervals[series]->setWhiskerWidth(plot.look.markerSize);
        if (visible) {
            QCPBars*& top = tops[m_parts->stacks.places[series]];
            bars->moveAbove(top);
            bars->setBarsGroup(m_parts->group);
            top = bars;
        }
    }
}

Bounds BarPlot::bounds() const
{
    Extent categories;
    categories.add(-0.5);
    categories.add(static_cast<double>(m_parts->chart.categories.size()) - 0.5);
    Extent values;
    values.add(0);
    for (std::size_t i = 0; i < m_parts->chart.categories.size(); ++i) {
        std::vector<double> up(m_parts->stacks.names.size(), 0);
        std::vector<double> down = up;
        for (std::size_t series = 0; series < m_parts->chart.series.size(); ++series) {
            const figure::BarSeries& one = m_parts->chart.series[series];
            const double value = at(one.values, i);
            if (!frame().series.visible(static_cast<int>(series)) || !std::isfinite(value)) {
                continue;
            }
            (value > 0 ? up : down)[m_parts->stacks.places[series]] += value;
            values.add(value);
            values.add(at(one.low, i));
            values.add(at(one.high, i));
        }
        for (std::size_t stack = 0; m_parts->stacked() && stack < up.size(); ++stack) {
            values.add(up[stack]);
            values.add(down[stack]);
        }
    }
    return m_parts->lying() ? Bounds{values, categories} : Bounds{categories, values};
}

QPointF BarPlot::pixelOf(const QPointF& coordinates) const
{
    if (coordinates.x() < 0 || coordinates.y() < 0 || m_parts->bars.empty()) {
        return PlotWidget::pixelOf(coordinates);
    }
    const auto series = static_cast<std::size_t>(coordinates.x());
    const auto category = static_cast<int>(coordinates.y());
    return series < m_parts->bars.size() ? m_parts->bars[series]->dataPixelPosition(category) : QPointF();
}

Reading BarPlot::readingOf(int series, int category) const
{
    const figure::BarChart& chart = m_parts->chart;
    const figure::BarSeries& one = chart.series[static_cast<std::size_t>(series)];
    const auto place = static_cast<std::size_t>(category);
    QString text =
        QString::fromStdString(one.name) + QLatin1Char('\n') + axisValueText(chart.value, at(one.values, place));
    if (std::isfinite(at(one.low, place)) && std::isfinite(at(one.high, place))) {
        text += QLatin1Char('\n') +
                tr("interval: %1 to %2").arg(valueText(at(one.low, place)), valueText(at(one.high, place)));
    }
    // Which bar, not where: the place follows from the layout.
    return {series, category, QPointF(series, category), QString::fromStdString(chart.categories[place]), text};
}

std::optional<int> BarPlot::categoryAt(const QPointF& pixel) const
{
    const QCPAxis* keys = m_parts->lying() ? canvas().yAxis : canvas().xAxis;
    const double key = keys->pixelToCoord(m_parts->lying() ? pixel.y() : pixel.x());
    const int category = static_cast<int>(std::lround(key));
    const bool isOne = category >= 0 && category < static_cast<int>(m_parts->chart.categories.size());
    return isOne ? std::optional(category) : std::nullopt;
}

std::optional<Reading> BarPlot::readNear(const QPointF& pixel) const
{
    const std::optional<int> category = categoryAt(pixel);
    if (!category) {
        return std::nullopt;
    }
    for (int series = 0; series < static_cast<int>(m_parts->bars.size()); ++series) {
        const QCPBars* bars = m_parts->bars[static_cast<std::size_t>(series)];
        QVariant details;
        if (frame().series.visible(series) && bars->selectTest(pixel, false, &details) >= 0) {
            return readingOf(series, *category);
        }
    }
    return std::nullopt;
}

std::optional<Reading> BarPlot::readNext(const std::optional<Reading>& from, int direction) const
{
    const int categories = static_cast<int>(m_parts->chart.categories.size());
    const int all = categories * static_cast<int>(m_parts->bars.size());
    int place = from ? from->point + categories * from->series : direction > 0 ? -1 : all;
    for (place += direction; place >= 0 && place < all; place += direction) {
        if (frame().series.visible(place / categories)) {
            return readingOf(place / categories, place % categories);
        }
    }
    return from;
}

void BarPlot::clickAt(const QPointF& pixel)
{
    if (const auto category = categoryAt(pixel); category && !isEmpty()) {
        Q_EMIT categoryClicked(*category);
    }
}

std::optional<int> BarPlot::categoryRead() const
{
    const auto& reading = frame().overlay->reading();
    return reading && frame().legend->marked() < 0 ? std::optional(reading->point) : std::nullopt;
}

bool BarPlot::wantsKey(const QKeyEvent& event) const
{
    return isReturn(event) && categoryRead();
}

bool BarPlot::keyPressed(const QKeyEvent& event)
{
    if (!wantsKey(event)) {
        return false;
    }
    Q_EMIT categoryClicked(*categoryRead());
    return true;
}

void BarPlot::readCategory(int category)
{
    for (int series = 0; series < static_cast<int>(m_parts->bars.size()); ++series) {
        const auto& values = m_parts->chart.series[static_cast<std::size_t>(series)].values;
        if (category >= 0 && frame().series.visible(series) &&
            std::isfinite(at(values, static_cast<std::size_t>(category)))) {
            showReading(readingOf(series, category));
            return;
        }
    }
    showReading(std::nullopt);
}

} // namespace rxwatt::plots
