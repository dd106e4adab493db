// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_look.h"
#include "ui/plots/qcustomplot_header.h"
#include "ui/plots/series_set.h"

namespace rxwatt::plots
{

/// The names of the series with a sample of each, beside or below the data. Names that are too long are elided in the
/// middle; where there is no room for all, it says how many more there are.
class LegendElement : public QCPLayoutElement
{
    Q_OBJECT

public:
    enum class Place { right, below };

    LegendElement(QCustomPlot& canvas, const SeriesSet& series);

    void apply(const PlotLook& look);
    /// Takes as much of a canvas of this size as the names need, within limits.
    void setPlace(Place place, const QSize& canvas);

    /// The series under a point; -1: none.
    [[nodiscard]] int seriesAt(const QPointF& position) const;
    /// Whether its name is not shown whole.
    [[nodiscard]] bool elided(int series) const;
    [[nodiscard]] QRectF entryRect(int series) const;

    /// The entry that keys act on, framed; -1: none.
    [[nodiscard]] int marked() const { return m_marked < grid().shown ? m_marked : -1; }

    void setMarked(int series) { m_marked = series; }

    /// The entry after (1) or before (-1) the marked one, around the end; -1 where the legend has none.
    [[nodiscard]] int nextEntry(int direction) const;

protected:
    void draw(QCPPainter* painter) override;
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;

private:
    struct Grid {
        int columns = 1;
        int rows = 1;
        double width = 0;
        /// Entries that are drawn; where there are more series, one further place says so.
        int shown = 0;
    };

    [[nodiscard]] Grid grid() const;
    [[nodiscard]] int columnsFor(int width, int rows) const;
    [[nodiscard]] int entryWidth(int limit) const;
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int sampleWidth() const;
    [[nodiscard]] QRectF cell(const Grid& grid, int place) const;
    void drawSample(QCPPainter& painter, const QRectF& area, int series) const;

    const SeriesSet& m_series;
    PlotLook m_look;
    Place m_place = Place::right;
    int m_marked = -1;
};

/// A name for one line of text: no line breaks, and cut in the middle where it is longer than anything can show.
[[nodiscard]] QString oneLine(const QString& name);

} // namespace rxwatt::plots
