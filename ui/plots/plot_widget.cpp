// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_widget.h"

#include "ui/plots/qcustomplot_header.h"

#include <QVBoxLayout>

namespace rxwatt::plots
{

PlotWidget::PlotWidget(QWidget* parent) : QWidget(parent), m_canvas(new QCustomPlot(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_canvas);
}

PlotWidget::~PlotWidget() = default;

QJsonObject PlotWidget::view() const
{
    return {};
}

void PlotWidget::setView(const QJsonObject& /*view*/) {}

void PlotWidget::setEmptyText(const QString& /*text*/) {}

void PlotWidget::fit()
{
    m_canvas->rescaleAxes();
    redraw();
}

void PlotWidget::undoZoom() {}

void PlotWidget::redoZoom() {}

void PlotWidget::copyImage() {}

void PlotWidget::exportFigure() {}

void PlotWidget::redraw()
{
    m_canvas->replot(QCustomPlot::rpQueuedReplot);
}

void PlotWidget::setEmpty(bool /*empty*/) {}

} // namespace rxwatt::plots
