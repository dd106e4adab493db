// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/figure.h"
#include "ui/plots/parallel_axes.h"
#include "ui/plots/plot_look.h"
#include "ui/plots/qcustomplot_header.h"

namespace rxwatt::plots
{

/// Draws parallel coordinates: a line a row, axes with names above and values beside them, brushes on the axes.
class ParallelElement : public QCPLayoutElement
{
    Q_OBJECT

public:
    ParallelElement(QCustomPlot& canvas, const figure::ParallelCoordinates& data, const ParallelAxes& axes);

    void apply(const PlotLook& look) { m_look = look; }

    /// Which rows go through all brushes; to be told after each change of data or brushes.
    void setSelected(std::vector<bool> selected) { m_selected = std::move(selected); }

    /// While something is dragged a part of very many rows is drawn, so that the drag does not lag behind the hand.
    void setSketched(bool sketched) { m_sketched = sketched; }

    /// While an axis is dragged it stands here.
    void setDragged(int place, double x);

    [[nodiscard]] double xOf(int place) const;
    [[nodiscard]] double yOf(double height) const;
    [[nodiscard]] double heightAt(double y) const;
    /// The place of the axis near a pixel; -1: none.
    [[nodiscard]] int placeAt(const QPointF& pixel) const;
    [[nodiscard]] bool overHeading(const QPointF& pixel) const;
    /// A value of an axis as text: a category's name, or a number.
    [[nodiscard]] QString text(int axis, double value) const;

protected:
    void draw(QCPPainter* painter) override;
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;

private:
    [[nodiscard]] QRectF area() const;
    void drawRows(QCPPainter& painter, bool selected) const;
    void addLines(const std::vector<double>& row, QVector<QLineF>& lines) const;
    void drawAxis(QCPPainter& painter, int place) const;
    void drawHeading(QCPPainter& painter, int axis, double x) const;
    void drawValues(QCPPainter& painter, int axis, double x) const;

    const figure::ParallelCoordinates& m_data;
    const ParallelAxes& m_axes;
    PlotLook m_look;
    std::vector<bool> m_selected;
    bool m_sketched = false;
    int m_dragged = -1;
    double m_draggedX = 0;
};

} // namespace rxwatt::plots
