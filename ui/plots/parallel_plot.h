// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_widget.h"

#include <vector>

namespace rxwatt::plots
{

/// One line a row across many axes. Drag along an axis to select the rows that go through there, click on it to let
/// go; drag a heading to reorder, click it to flip.
class ParallelPlot : public PlotWidget
{
    Q_OBJECT

public:
    explicit ParallelPlot(QWidget* parent = nullptr);
    ~ParallelPlot() override;

    void setCoordinates(figure::ParallelCoordinates coordinates);
    [[nodiscard]] figure::Figure figure() const override;
    /// Rows that go through all brushes, rising; all where nothing is brushed.
    [[nodiscard]] std::vector<int> selectedRows() const;
    void setColorAxis(std::size_t axis);
    void clearBrushes();
    /// Axes from left to right, as places in the data.
    [[nodiscard]] std::vector<int> axisOrder() const;

    [[nodiscard]] std::optional<Reading> readNear(const QPointF& pixel) const override;
    [[nodiscard]] QPointF pixelOf(const QPointF& coordinates) const override;
    bool grab(const QPointF& pixel) override;
    void dragTo(const QPointF& pixel) override;
    void drop(bool cancelled) override;
    [[nodiscard]] std::optional<Qt::CursorShape> cursorAt(const QPointF& pixel) const override;
    bool keyPressed(const QKeyEvent& event) override;
    [[nodiscard]] bool wantsKey(const QKeyEvent& event) const override;
    /// For tests and other classes of ui/plots: where a height (0 to 1) of the axis at a place is.
    [[nodiscard]] QPointF pixelOfHeight(int place, double height) const;
    [[nodiscard]] QPointF pixelOfHeading(int place) const;

Q_SIGNALS:
    void rowsSelected(const std::vector<int>& rows);

protected:
    [[nodiscard]] Bounds bounds() const override;
    void restyle() override;
    [[nodiscard]] QJsonObject ownView() const override;
    void setOwnView(const QJsonObject& view) override;

private:
    struct Parts;

    void brushesChanged();
    void dropHeading(bool cancelled, bool clicked);
    [[nodiscard]] Reading readingOf(int row, int axis, const QPointF& at) const;

    std::unique_ptr<Parts> m_parts;
};

} // namespace rxwatt::plots
