// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_widget.h"

namespace rxwatt::plots
{

/// Values over a grid as colours, with a bar that says what they mean. Cells without a value stay empty, and so do
/// those that a logarithmic scale cannot show.
class HeatMapPlot : public PlotWidget
{
    Q_OBJECT

public:
    explicit HeatMapPlot(QWidget* parent = nullptr);
    ~HeatMapPlot() override;

    void setMap(figure::HeatMap map);
    [[nodiscard]] figure::Figure figure() const override;

    [[nodiscard]] std::optional<Reading> readNear(const QPointF& pixel) const override;
    [[nodiscard]] std::optional<Reading> readNext(const std::optional<Reading>& from, int direction) const override;

protected:
    [[nodiscard]] Bounds bounds() const override;
    void restyle() override;

private:
    struct Parts;

    [[nodiscard]] Reading readingOf(int cell) const;

    std::unique_ptr<Parts> m_parts;
};

} // namespace rxwatt::plots
