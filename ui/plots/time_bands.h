// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/band.h"
#include "ui/plots/plot_look.h"
#include "ui/plots/qcustomplot_header.h"

#include <vector>

namespace rxwatt::plots
{

/// Bands behind everything else, with their names at the top where there is room for them.
class TimeBands : public QCPAbstractItem
{
    Q_OBJECT

public:
    explicit TimeBands(QCustomPlot& canvas);

    void set(std::vector<Band> bands) { m_bands = std::move(bands); }

    [[nodiscard]] const std::vector<Band>& bands() const { return m_bands; }

    void apply(const PlotLook& look) { m_look = look; }

    double selectTest(const QPointF& position, bool onlySelectable, QVariant* details) const override;

protected:
    void draw(QCPPainter* painter) override;

private:
    std::vector<Band> m_bands;
    PlotLook m_look;
};

} // namespace rxwatt::plots
