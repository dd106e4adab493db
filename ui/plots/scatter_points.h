// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/figure.h"
#include "ui/plots/plot_look.h"
#include "ui/plots/qcustomplot_header.h"
#include "ui/plots/series_style.h"

#include <QSet>

namespace rxwatt::plots
{

/// The points of one series of a scatter plot, each with a size of its own.
class ScatterPoints : public QCPAbstractPlottable
{
    Q_OBJECT

public:
    struct Look {
        SeriesStyle style;
        QColor color;
        /// The largest size of all series.
        double largest = 1;
    };

    ScatterPoints(QCPAxis* keyAxis, QCPAxis* valueAxis, const figure::ScatterSeries& series);

    void restyle(const Look& look, const PlotLook& plot);

    void setSelected(const QSet<QString>& labels) { m_selected = labels; }

    [[nodiscard]] double sizeOf(const figure::ScatterPoint& point) const;

    double selectTest(const QPointF& position, bool onlySelectable, QVariant* details) const override;
    QCPRange getKeyRange(bool& found, QCP::SignDomain domain) const override;
    QCPRange getValueRange(bool& found, QCP::SignDomain domain, const QCPRange& keys) const override;

protected:
    void draw(QCPPainter* painter) override;
    void drawLegendIcon(QCPPainter* painter, const QRectF& rect) const override;

private:
    void drawInterval(QCPPainter& painter, const figure::ScatterPoint& point, double x) const;

    const figure::ScatterSeries& m_series;
    Look m_look;
    PlotLook m_plot;
    QSet<QString> m_selected;
};

} // namespace rxwatt::plots
