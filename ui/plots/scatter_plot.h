// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_widget.h"

namespace rxwatt::plots
{

/// Points over two axes with intervals and sizes, and a line through those that matter (a Pareto front).
class ScatterPlot : public PlotWidget
{
    Q_OBJECT

public:
    explicit ScatterPlot(QWidget* parent = nullptr);
    ~ScatterPlot() override;

    void setPlot(figure::ScatterPlot plot);
    [[nodiscard]] figure::Figure figure() const override;
    /// Rings around points of these labels.
    void setSelected(const QStringList& labels);

    [[nodiscard]] std::optional<Reading> readNear(const QPointF& pixel) const override;
    [[nodiscard]] std::optional<Reading> readNext(const std::optional<Reading>& from, int direction) const override;
    [[nodiscard]] std::optional<Qt::CursorShape> cursorAt(const QPointF& pixel) const override;
    void clickAt(const QPointF& pixel) override;

Q_SIGNALS:
    /// The person clicked a point, by its label, or next to all (empty).
    void pointClicked(const QString& label);

protected:
    [[nodiscard]] Bounds bounds() const override;
    void restyle() override;

private:
    struct Parts;

    [[nodiscard]] Reading readingOf(int series, int point) const;

    std::unique_ptr<Parts> m_parts;
};

} // namespace rxwatt::plots
