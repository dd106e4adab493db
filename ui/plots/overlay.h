// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_look.h"
#include "ui/plots/qcustomplot_header.h"
#include "ui/plots/reading.h"

#include <functional>
#include <optional>

namespace rxwatt::plots
{

/// What lies over a plot for the person at the screen: the zoom rectangle, the cross-hair, and the reader with its
/// label. On a layer of its own, so that moving the mouse does not draw the curves anew.
class Overlay : public QCPAbstractItem
{
    Q_OBJECT

public:
    using PixelOf = std::function<QPointF(const QPointF&)>;

    Overlay(QCustomPlot& canvas, PixelOf pixelOf);

    void apply(const PlotLook& look);
    void setZoomRect(std::optional<QRectF> rect);
    /// In a colour of the series that is read.
    void setReading(std::optional<Reading> reading, const QColor& color);

    [[nodiscard]] const std::optional<Reading>& reading() const { return m_reading; }

    /// Where another plot is pointed at.
    void setCrossHair(std::optional<double> x);

    [[nodiscard]] std::optional<double> crossHair() const { return m_crossHair; }

    /// The part of the canvas where the data are.
    void setArea(QCPLayoutElement* area) { m_area = area; }

    double selectTest(const QPointF& position, bool onlySelectable, QVariant* details) const override;

protected:
    void draw(QCPPainter* painter) override;

private:
    void drawReading(QCPPainter& painter) const;
    void drawLabel(QCPPainter& painter, const QPointF& at) const;
    [[nodiscard]] QRectF area() const;

    PixelOf m_pixelOf;
    PlotLook m_look;
    std::optional<QRectF> m_zoomRect;
    std::optional<Reading> m_reading;
    std::optional<double> m_crossHair;
    QColor m_readingColor;
    QCPLayoutElement* m_area = nullptr;
};

} // namespace rxwatt::plots
