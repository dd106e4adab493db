// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/qcustomplot_header.h"

namespace rxwatt::plots
{

/// The upper edge of a band, which it fills down to the graph that is its channelFillGraph(); no line. It lies below
/// all other plottables: a band must not cover curves. On a screen it is filled by pixel columns: a polygon of
/// thousands of corners takes a tenth of a second.
class BandGraph : public QCPGraph
{
    Q_OBJECT

public:
    BandGraph(QCPAxis* keyAxis, QCPAxis* valueAxis);

protected:
    void draw(QCPPainter* painter) override;

private:
    void drawColumns(QCPPainter& painter, const QCPGraph& lower, int first, int last) const;
};

} // namespace rxwatt::plots
