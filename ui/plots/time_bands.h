// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_look.h"
#include "ui/plots/qcustomplot_header.h"

#include <QString>
#include <vector>

namespace rxwatt::plots
{

/// A stretch of the x axis with a name: a phase of a run.
struct Band {
    double begin = 0;
    double end = 0;
    QString label;
    /// Bands of one kind look alike.
    int kind = 0;
    /// Nothing is known of it: hatched.
    bool isGap = false;

    bool operator==(const Band&) const = default;
};

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
