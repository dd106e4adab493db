// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_widget.h"

namespace rxwatt::plots
{

/// Bars over categories, stacked or side by side, standing or lying.
class BarPlot : public PlotWidget
{
    Q_OBJECT

public:
    explicit BarPlot(QWidget* parent = nullptr);
    ~BarPlot() override;

    void setChart(figure::BarChart chart);
    [[nodiscard]] figure::Figure figure() const override;

    [[nodiscard]] std::optional<Reading> readNear(const QPointF& pixel) const override;
    [[nodiscard]] std::optional<Reading> readNext(const std::optional<Reading>& from, int direction) const override;
    [[nodiscard]] QPointF pixelOf(const QPointF& coordinates) const override;
    void clickAt(const QPointF& pixel) override;
    bool keyPressed(const QKeyEvent& event) override;
    [[nodiscard]] bool wantsKey(const QKeyEvent& event) const override;

    /// Shows the first bar of a category at the reader; -1: none.
    void readCategory(int category);

Q_SIGNALS:
    /// The person clicked at a category, or pressed Return where one of its bars is read: bars may be too small to be
    /// hit.
    void categoryClicked(int category);

protected:
    [[nodiscard]] Bounds bounds() const override;
    void restyle() override;

private:
    struct Parts;

    void build();
    [[nodiscard]] std::optional<int> categoryAt(const QPointF& pixel) const;
    [[nodiscard]] std::optional<int> categoryRead() const;
    [[nodiscard]] Reading readingOf(int series, int category) const;

    std::unique_ptr<Parts> m_parts;
};

} // namespace rxwatt::plots
