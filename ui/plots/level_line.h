// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/plot_look.h"
#include "ui/plots/qcustomplot_header.h"

#include <optional>

namespace rxwatt::plots
{

/// A horizontal line with a grip at its right end. Where its value is out of view the grip waits at the edge.
class LevelLine : public QCPAbstractItem
{
    Q_OBJECT

public:
    explicit LevelLine(QCustomPlot& canvas);

    void set(std::optional<double> value, const QString& label);

    [[nodiscard]] std::optional<double> value() const { return m_value; }

    [[nodiscard]] const QString& label() const { return m_label; }

    void apply(const PlotLook& look);
    /// Held by the mouse, or keys move it.
    void setActive(bool active);

    [[nodiscard]] bool isAt(const QPointF& pixel) const;
    [[nodiscard]] double pixel() const;

    double selectTest(const QPointF& position, bool onlySelectable, QVariant* details) const override;

protected:
    void draw(QCPPainter* painter) override;

private:
    [[nodiscard]] QRectF grip() const;
    void drawLabel(QCPPainter& painter, double y) const;

    std::optional<double> m_value;
    QString m_label;
    PlotLook m_look;
    bool m_active = false;
};

} // namespace rxwatt::plots
