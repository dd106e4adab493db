// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/band.h"
#include "ui/plots/intervals.h"
#include "ui/plots/plot_widget.h"

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace rxwatt::plots
{

/// Curves over two axes: measured points with intervals, or dense lines that grow while one looks.
class CurvePlot : public PlotWidget
{
    Q_OBJECT

public:
    using Intervals = plots::Intervals;

    explicit CurvePlot(QWidget* parent = nullptr);
    ~CurvePlot() override;

    /// Replaces everything; where the axes have the same keys as before, zoom, hidden series and styles stay (by name).
    void setPlot(figure::Plot plot);
    [[nodiscard]] figure::Figure figure() const override;
    [[nodiscard]] std::unique_ptr<PlotWidget> copy() const override;

    /// Adds points behind those of a series, by rising x: cheap, for live plots. Follows the data where the newest
    /// point was in view.
    void extend(const std::string& series, std::span<const figure::Point> points);

    void setIntervals(Intervals intervals);
    /// Weight of the past in an exponential mean over points, 0 (none) to 0.999; the raw line stays faint behind it.
    void setSmoothing(double weight);

    /// A horizontal line that the person may drag; none takes it away.
    void setLevel(std::optional<double> y, const QString& label = {});
    [[nodiscard]] std::optional<double> level() const;

    /// Stretches of the x axis that lie behind the curves; part of what is exported.
    void setBands(std::vector<Band> bands);
    [[nodiscard]] const std::vector<Band>& bands() const;

    /// What of the x axis is in view.
    [[nodiscard]] std::pair<double, double> xRange() const;
    /// Shows that part of the x axis, as if another plot had been zoomed: no step of the history.
    void showX(double lower, double upper);

    /// Plots with the same link show a cross-hair at the same x and zoom together along x. Empty: not linked.
    void setLink(const QString& link);

    /// Draws the series of this name in front and thicker; empty: none.
    void setHighlighted(const std::string& series);

    /// For classes of ui/plots.
    [[nodiscard]] std::optional<Reading> readNear(const QPointF& pixel) const override;
    [[nodiscard]] std::optional<Reading> readNext(const std::optional<Reading>& from, int direction) const override;
    bool grab(const QPointF& pixel) override;
    void dragTo(const QPointF& pixel) override;
    void drop(bool cancelled) override;
    [[nodiscard]] std::optional<Qt::CursorShape> cursorAt(const QPointF& pixel) const override;
    bool keyPressed(const QKeyEvent& event) override;
    [[nodiscard]] bool wantsKey(const QKeyEvent& event) const override;
    void clickAt(const QPointF& pixel) override;
    void pointedAt(std::optional<double> x) override;

Q_SIGNALS:
    /// While it is dragged, and by keys.
    void levelMoved(double y);
    /// The person moved or zoomed along x, here or in a plot with the same link.
    void xRangeMoved();
    /// The person clicked a series, or next to none (empty).
    void seriesClicked(const QString& name);

protected:
    [[nodiscard]] Bounds bounds() const override;
    void restyle() override;
    void rangesChanged() override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    struct Parts;

    void checkEmpty();
    void moveLevel(double y);
    void setLevelActive(bool active);

    std::unique_ptr<Parts> m_parts;
};

} // namespace rxwatt::plots
