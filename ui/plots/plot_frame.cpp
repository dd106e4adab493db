// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_frame.h"

#include "ui/style/metrics.h"

namespace rxwatt::plots
{

void PlotFrame::build(Overlay::PixelOf pixelOf)
{
    QCPLayoutGrid& grid = *canvas.plotLayout();
    grid.setRowSpacing(style::grid);
    grid.setColumnSpacing(style::grid);
    grid.setAutoMargins(QCP::msNone);
    grid.setMargins({style::grid, style::grid, style::grid, style::grid});
    canvas.xAxis->axisRect()->setMinimumMargins({0, style::halfGrid, style::grid, 0});
    canvas.xAxis->axisRect()->setMinimumSize(60, 40);
    canvas.legend->setVisible(false);
    canvas.setAutoAddPlottableToLegend(false);
    data = canvas.xAxis->axisRect();
    legend = new LegendElement(canvas, series);
    title = new QCPTextElement(&canvas);
    title->setSelectable(false);
    overlay = new Overlay(canvas, std::move(pixelOf));
    title->setLayer(QStringLiteral("legend"));
}

void PlotFrame::arrange(const Around& around, const QSize& size)
{
    QCPLayoutGrid& grid = *canvas.plotLayout();
    for (QCPLayoutElement* element :
         {static_cast<QCPLayoutElement*>(legend), static_cast<QCPLayoutElement*>(title), data, side}) {
        if (element != nullptr && element->layout() == &grid) {
            grid.take(element);
        }
    }
    grid.simplify();
    overlay->setArea(data);
    int row = 0;
    title->setVisible(around.title);
    if (around.title) {
        grid.addElement(row++, 0, title);
    }
    grid.addElement(row, 0, data);
    if (side != nullptr) {
        grid.addElement(row, 1, side);
    }
    legend->setVisible(around.legend);
    if (around.legend) {
        const bool right = around.legendAtRight;
        legend->setPlace(right ? LegendElement::Place::right : LegendElement::Place::below, size);
        grid.addElement(right ? row : row + 1, right ? grid.columnCount() : 0, legend);
    }
}

} // namespace rxwatt::plots
