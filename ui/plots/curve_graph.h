// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/qcustomplot_header.h"
#include "ui/plots/series_style.h"

namespace rxwatt::plots
{

/// A line that stays fast and honest however many points it has: at most four points a pixel column are drawn (first,
/// smallest, largest, last), gaps (NaN) stay gaps, dense stretches are drawn solid and thin, and markers stand a fixed
/// distance of pixels apart.
class CurveGraph : public QCPGraph
{
    Q_OBJECT

public:
    CurveGraph(QCPAxis* keyAxis, QCPAxis* valueAxis);

    /// Markers at each point, or where points are dense some tens of pixels apart, shifted so that those of several
    /// series do not fall together.
    void setMarkers(Marker marker, double size, const QColor& color, const QColor& base, double shift);

    /// How many points of the last draw went to the painter.
    [[nodiscard]] int drawnPoints() const { return m_drawnPoints; }

protected:
    void draw(QCPPainter* painter) override;
    void getOptimizedLineData(QVector<QCPGraphData>* lineData, const QCPGraphDataContainer::const_iterator& begin,
                              const QCPGraphDataContainer::const_iterator& end) const override;

private:
    void drawMarkers(QCPPainter& painter) const;

    Marker m_marker = Marker::none;
    double m_markerSize = 7;
    QColor m_markerColor;
    QColor m_base;
    double m_shift = 0;
    mutable int m_drawnPoints = 0;
};

} // namespace rxwatt::plots
