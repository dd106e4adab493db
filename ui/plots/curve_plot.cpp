// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/curve_plot.h"

#include "ui/plots/curve_parts.h"
#include "ui/plots/curve_reader.h"
#include "ui/plots/plot_frame.h"

#include <algorithm>
#include <cmath>

namespace rxwatt::plots
{

namespace
{

/// Places of markers along dense lines before they come round again.
constexpr int markerShifts = 5;

bool byX(const figure::Point& a, const figure::Point& b)
{
    return a.x < b.x;
}

/// Curves go from left to right; points without a place on the axis are not drawn.
void putInOrder(std::vector<figure::Point>& points)
{
    std::erase_if(points, [](const figure::Point& point) { return !std::isfinite(point.x); });
    if (!std::is_sorted(points.begin(), points.end(), byX)) {
        std::stable_sort(points.begin(), points.end(), byX);
    }
}

/// What the legend says; a name that goes from right to left, or says so, does not turn the note behind it around.
QString legendText(const figure::Series& series)
{
    const QString name = QString::fromStdString(series.name);
    const bool turns = std::any_of(name.begin(), name.end(), [](QChar letter) {
        return letter.direction() != QChar::DirL && letter.category() == QChar::Other_Format;
    });
    if (series.note.empty() || !(turns || name.isRightToLeft())) {
        return QString::fromStdString(series.legend());
    }
    return QChar(0x2068) + name + QChar(0x2069) + QStringLiteral(", ") + QString::fromStdString(series.note);
}

} // namespace

CurvePlot::CurvePlot(QWidget* parent) : PlotWidget(parent), m_parts(std::make_unique<Parts>(*this))
{
    m_parts->level = new LevelLine(canvas());
    m_parts->bands = new TimeBands(canvas());
}

CurvePlot::~CurvePlot() = default;

void CurvePlot::setPlot(figure::Plot plot)
{
    m_parts->plot = std::move(plot);
    m_parts->series.clear();
    QStringList names;
    QStringList texts;
    QSet<int> references;
    for (figure::Series& series : m_parts->plot.series) {
        putInOrder(series.points);
        auto drawn = std::make_unique<CurveSeries>(canvas(), series.kind);
        drawn->append(series.points);
        drawn->setIntervals(m_parts->intervals);
        drawn->setSmoothing(m_parts->smoothing, series.points);
        m_parts->series.push_back(std::move(drawn));
        if (series.role == figure::SeriesRole::reference) {
            references.insert(static_cast<int>(names.size()));
        }
        names << QString::fromStdString(series.name);
        texts << legendText(series);
    }
    frame().series.setSeries(names, Sample::line, references);
    frame().series.setTexts(texts);
    frame().axes.setAxes(m_parts->plot.x, m_parts->plot.y);
    checkEmpty();
    seriesChanged();
}

figure::Figure CurvePlot::figure() const
{
    return m_parts->plot;
}

void CurvePlot::extend(const std::string& name, std::span<const figure::Point> points)
{
    auto& all = m_parts->plot.series;
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& series) { return series.name == name; });
    std::vector<figure::Point> added(points.begin(), points.end());
    putInOrder(added);
    if (found == all.end() || added.empty()) {
        return;
    }
    std::vector<figure::Point>& known = found->points;
    CurveSeries& drawn = *m_parts->series[static_cast<std::size_t>(found - all.begin())];
    const double newest = known.empty() ? added.front().x : known.back().x;
    const bool seen = canvas().xAxis->range().contains(newest);
    known.insert(known.end(), added.begin(), added.end());
    drawn.append(added);
    checkEmpty();
    frame().axes.setBounds(bounds());
    if (seen) {
        frame().axes.follow(added.back().x);
    }
    redraw();
}

std::unique_ptr<PlotWidget> CurvePlot::copy() const
{
    auto plot = std::make_unique<CurvePlot>();
    plot->setPlot(m_parts->plot);
    plot->setIntervals(m_parts->intervals);
    plot->setSmoothing(m_parts->smoothing);
    plot->setBands(m_parts->bands->bands());
    plot->setView(view());
    return plot;
}

void CurvePlot::setIntervals(Intervals intervals)
{
    m_parts->intervals = intervals;
    for (const auto& series : m_parts->series) {
        series->setIntervals(intervals);
    }
    restyle();
    redraw();
}

void CurvePlot::setSmoothing(double weight)
{
    m_parts->smoothing = std::isfinite(weight) ? std::clamp(weight, 0.0, 0.999) : 0;
    for (std::size_t i = 0; i < m_parts->series.size(); ++i) {
        m_parts->series[i]->setSmoothing(m_parts->smoothing, m_parts->plot.series[i].points);
    }
    restyle();
    redraw();
}

void CurvePlot::setLevel(std::optional<double> y, const QString& label)
{
    m_parts->level->set(y && std::isfinite(*y) ? y : std::nullopt, label);
    redraw();
}

std::optional<double> CurvePlot::level() const
{
    return m_parts->level->value();
}

void CurvePlot::setBands(std::vector<Band> bands)
{
    if (bands != m_parts->bands->bands()) {
        m_parts->bands->set(std::move(bands));
        redraw();
    }
}

const std::vector<Band>& CurvePlot::bands() const
{
    return m_parts->bands->bands();
}

std::pair<double, double> CurvePlot::xRange() const
{
    const Ranges ranges = frame().axes.ranges();
    return {ranges.xLower, ranges.xUpper};
}

void CurvePlot::showX(double lower, double upper)
{
    frame().axes.setXRange(lower, upper);
    redraw();
}

void CurvePlot::setLink(const QString& link)
{
    m_parts->link.setName(link);
}

void CurvePlot::setHighlighted(const std::string& series)
{
    frame().series.setHighlighted(QString::fromStdString(series));
    restyle();
    redraw();
}

std::optional<Reading> CurvePlot::readNear(const QPointF& pixel) const
{
    return m_parts->level->isAt(pixel) ? std::nullopt : readCurves(frame(), m_parts->plot, pixel);
}

std::optional<Reading> CurvePlot::readNext(const std::optional<Reading>& from, int direction) const
{
    return readNextOfCurves(frame(), m_parts->plot, from, direction);
}

void CurvePlot::clickAt(const QPointF& pixel)
{
    const auto reading = readCurves(frame(), m_parts->plot, pixel);
    Q_EMIT seriesClicked(reading ? reading->title : QString());
}

void CurvePlot::pointedAt(std::optional<double> x)
{
    for (CurvePlot* other : m_parts->link.others()) {
        other->frame().overlay->setCrossHair(x);
    }
    const bool linked = !m_parts->link.others().empty();
    frame().overlay->setCrossHair(linked ? x : std::nullopt);
}

Bounds CurvePlot::bounds() const
{
    Bounds all;
    for (std::size_t i = 0; i < m_parts->series.size(); ++i) {
        if (frame().series.visible(static_cast<int>(i))) {
            all.add(m_parts->series[i]->bounds());
        }
    }
    return all;
}

void CurvePlot::restyle()
{
    const PlotFrame& plot = frame();
    const int front = plot.series.highlighted();
    for (int i = 0; i < static_cast<int>(m_parts->series.size()); ++i) {
        const double shift = static_cast<double>(i % markerShifts) / markerShifts;
        m_parts->series[static_cast<std::size_t>(i)]->restyle(
            {plot.series.style(i), plot.series.color(i, plot.look.palette), shift, plot.series.visible(i), i == front,
             front >= 0 && i != front},
            plot.look);
    }
    m_parts->level->apply(plot.look);
    m_parts->bands->apply(plot.look);
}

void CurvePlot::rangesChanged()
{
    const Ranges ranges = frame().axes.ranges();
    for (CurvePlot* other : m_parts->link.others()) {
        other->frame().axes.setXRange(ranges.xLower, ranges.xUpper);
        other->redraw();
        Q_EMIT other->xRangeMoved();
    }
    Q_EMIT xRangeMoved();
}

void CurvePlot::checkEmpty()
{
    const auto& all = m_parts->plot.series;
    setEmpty(std::all_of(all.begin(), all.end(), [](const auto& series) { return series.points.empty(); }));
}

} // namespace rxwatt::plots
